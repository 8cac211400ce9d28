"""Processes that make runs for another one, and never outlive it.

    with process_pool(2) as executor:
        study = run_study(text, ["default", "cautious"], 1000, executor=executor)

The processes are started afresh (spawn): a process that has threads can't be forked safely. A
worker of the standard library's pool waits for work for ever when its parent is killed; these end.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from threading import Thread


def process_pool(processes: int, *, niceness: int = 0) -> ProcessPoolExecutor:
    """Return a pool of so many processes; each is started when there is something to do.

    `niceness` above 0 lets everything else on the machine go first (see nice(1)).
    """
    return ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(niceness,),
    )


def _begin(niceness: int) -> None:
    # Ctrl+C reaches every process of a terminal: how to end is the parent's affair.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(niceness)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(0)
