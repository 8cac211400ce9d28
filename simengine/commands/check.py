"""python -m simengine check PATH ...: how well balanced scenarios are."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from simengine.check import (
    BUDGET_RUNS,
    SEEDS,
    SEVERITIES,
    BalanceReport,
    guide,
    is_as_bad,
)
from simengine.check import check as check_text
from simengine.check.report import ParSource
from simengine.check.table import show_report
from simengine.commands.options import (
    Progress,
    add_seed,
    add_workers,
    pool_of,
    progress_bar,
    scenario_files,
)
from simengine.library import find_par, par_path, read_file
from simengine.policies import Policy
from simengine.scenario.problems import ScenarioInvalid
from simengine.solve import solve
from simengine.terminal import gettext_of

if TYPE_CHECKING:
    from simengine.commands.options import Commands

# Runs for a par of our own, where there is none: no good one, but better than any bot.
_QUICK_SEARCH = 3000


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("check", help=check.__doc__)
    command.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    command.add_argument("--seeds", type=int, default=SEEDS, metavar="N", help="seeds of each bot")
    command.add_argument(
        "--budget", type=int, default=BUDGET_RUNS, metavar="RUNS", help="runs to try answers with"
    )
    add_workers(command)
    add_seed(command, meaning="the first of the seeds")
    command.add_argument("--language", default="en", help="zh-Hans or en")
    command.add_argument("--fail-on", choices=SEVERITIES[:2], help="findings that are a failure")
    command.add_argument("--json", action="store_true", help="a line of data for each scenario")
    command.add_argument("--guide", action="store_true", help="only the table of all findings")
    command.set_defaults(run=check)


def check(options: argparse.Namespace) -> int:
    """Let bots find out how well balanced scenarios are: a file, a folder, or all in a folder."""
    if options.guide:
        print(guide(), end="")
        return 0
    paths = [found for path in options.paths for found in scenario_files(path)]
    failed = not paths
    if not paths:
        print("no scenario.yaml found; name a file or a folder that has one", file=sys.stderr)
    gettext = gettext_of(options.language)
    with pool_of(options.workers) as executor:
        for path in paths:
            try:
                report = _check_one(path, options, executor)
            except ScenarioInvalid as error:
                failed = True
                print(error, file=sys.stderr)
                continue
            if options.json:
                print(json.dumps(report.as_json(gettext), ensure_ascii=False))
            else:
                show_report(report, str(path), Console(), gettext)
            worst = report.worst()
            if options.fail_on and worst and is_as_bad(worst, options.fail_on):
                failed = True
    return 1 if failed else 0


def _check_one(path: Path, options: argparse.Namespace, executor: Executor | None) -> BalanceReport:
    text, name = read_file(path)
    with progress_bar() as progress:
        par, source = _par_of(path, options.seed, executor, progress)
        return check_text(
            text,
            par=par,
            par_source=source,
            seed=options.seed,
            seeds=options.seeds,
            budget_runs=options.budget,
            name=name,
            executor=executor,
            progress=progress,
        )


def _par_of(
    path: Path, seed: int, executor: Executor | None, progress: Progress
) -> tuple[Policy, ParSource]:
    """Return the scenario's par; where there is none of this version, a quick one."""
    par = find_par(path)
    if par is not None:
        return par, "solved"
    text, name = read_file(path)
    solution = solve(
        text, seed=seed, budget_runs=_QUICK_SEARCH, name=name, executor=executor, progress=progress
    )
    quick = dataclasses.replace(solution.plan, name="quick par")
    return quick, "stale" if par_path(path).is_file() else "missing"
