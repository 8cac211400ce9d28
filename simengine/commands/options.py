"""What several commands have in common: options, scenario files, processes, a progress bar."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress as ProgressBar

from simengine.library import get_par
from simengine.policies import POLICIES, Imitate, Policy
from simengine.records import read_answers
from simengine.streams import MAX_SEED

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

# Told the runs made and the runs to make.
Progress = Callable[[int, int], None]


# What comes before the file of the answers to give again.
_IMITATE = "imitate="

POLICY_HELP = "a bot, the scenario's par, or imitate=FILE: the answers of a run, as far as they fit"


def add_path(command: argparse.ArgumentParser) -> None:
    """Let the command take one scenario: a file, or the folder of its `scenario.yaml`."""
    command.add_argument("path", type=Path, metavar="PATH")


def add_seed(command: argparse.ArgumentParser, *, meaning: str | None = None) -> None:
    """Let the command take a seed."""
    command.add_argument("--seed", type=_seed, default=1, help=meaning)


def add_workers(command: argparse.ArgumentParser) -> None:
    """Let the command take a number of processes."""
    command.add_argument("--workers", type=int, default=1, metavar="K", help="processes")


def add_search(
    command: argparse.ArgumentParser, *, meaning: str, budget: int, written: str
) -> None:
    """Let the command take what a search takes: a scenario, a seed, how many runs it may make and
    by how many processes; and print what it finds as JSON, or keep it beside the scenario."""
    add_path(command)
    add_seed(command, meaning=meaning)
    command.add_argument(
        "--budget", type=int, default=budget, metavar="RUNS", help="runs that may be made"
    )
    add_workers(command)
    command.add_argument("--json", action="store_true")
    command.add_argument("--write", action="store_true", help=written)


def policy_name(text: str) -> str:
    """Return what names a policy on the command line, if it does."""
    if text in POLICIES or text == "par" or text.startswith(_IMITATE):
        return text
    known = ", ".join([*POLICIES, "par"])
    raise argparse.ArgumentTypeError(f"a policy is one of {known}, or {_IMITATE}FILE")


def policy_of(name: str, path: Path) -> Policy:
    """Return the policy of this name for a scenario: a bot, its par, or who gave the answers in a
    file. Raises NoPar where there is none, AnswerError and OSError for such a file."""
    if name == "par":
        return get_par(path)
    if name.startswith(_IMITATE):
        return Imitate(read_answers(Path(name.removeprefix(_IMITATE)).read_text("utf-8")))
    return POLICIES[name]


def pool_of(workers: int) -> AbstractContextManager[Executor | None]:
    """Return an executor of so many processes, or none for a single one."""
    return ProcessPoolExecutor(workers) if workers > 1 else nullcontext()


def scenario_files(path: Path) -> list[Path]:
    """Return the scenario files that a path means: itself, its scenario.yaml, or all below it."""
    if not path.is_dir():
        return [path]
    if (path / "scenario.yaml").is_file():
        return [path / "scenario.yaml"]
    return sorted(path.glob("*/scenario.yaml"))


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show how far many runs are, on a terminal and apart from what is printed."""
    console = Console(stderr=True)
    # Drawn when there is news, not by a thread: workers are forked, and threads are not.
    with ProgressBar(
        console=console, transient=True, auto_refresh=False, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("runs", total=None)

        def show(made: int, all_runs: int) -> None:
            bar.update(task, completed=made, total=all_runs, refresh=True)

        yield show


def _seed(text: str) -> int:
    seed = int(text)
    if not 0 <= seed <= MAX_SEED:
        raise argparse.ArgumentTypeError("a seed is a whole number from 0 to 2**63 - 1")
    return seed
