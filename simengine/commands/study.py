"""python -m simengine study PATH: many runs by bots."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from rich.console import Console

from simengine.commands.options import (
    POLICY_HELP,
    add_path,
    add_seed,
    add_workers,
    policy_name,
    policy_of,
    pool_of,
    progress_bar,
)
from simengine.library import read_file
from simengine.study import run_study
from simengine.study_table import show_study

if TYPE_CHECKING:
    from simengine.commands.options import Commands


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("study", help=study.__doc__)
    add_path(command)
    command.add_argument(
        "--policy", action="append", type=policy_name, metavar="NAME", help=POLICY_HELP
    )
    command.add_argument("-n", type=int, default=200, metavar="N", help="runs of each policy")
    add_workers(command)
    add_seed(command, meaning="the first of n seeds")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=study)


def study(options: argparse.Namespace) -> int:
    """Play a scenario many times by one or more policies, and say what came of it."""
    text, name = read_file(options.path)
    with progress_bar() as progress, pool_of(options.workers) as executor:
        found = run_study(
            text,
            [policy_of(name, options.path) for name in options.policy or ["default"]],
            options.n,
            seed=options.seed,
            name=name,
            executor=executor,
            progress=progress,
        )
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        show_study(found, Console())
    return 0
