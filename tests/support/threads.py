"""Things that happen at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

from app.errors import DealwrightError

Result = TypeVar("Result")


def at_once(
    app: Flask, use_cases: Sequence[Callable[[], Result]]
) -> list[Result | type[DealwrightError]]:
    """Run each in a thread and an application context of its own, all started together.

    Returns what each returned, or the class of the error of ours that it raised.
    """
    start = Barrier(len(use_cases))

    def run(use_case: Callable[[], Result]) -> Result | type[DealwrightError]:
        with app.app_context():
            start.wait(timeout=30)
            try:
                return use_case()
            except DealwrightError as error:
                return type(error)

    with ThreadPoolExecutor(len(use_cases)) as pool:
        return list(pool.map(run, use_cases))
