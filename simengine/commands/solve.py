"""python -m simengine solve PATH: the best way to play a scenario, its par."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from rich.console import Console

from simengine.commands.options import add_search, pool_of, progress_bar
from simengine.library import kept_par, par_path, read_file
from simengine.solve import solve as search
from simengine.solve.table import show_solution

if TYPE_CHECKING:
    from simengine.commands.options import Commands


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("solve", help=solve.__doc__)
    add_search(command, meaning="another search", budget=20_000, written="keep it as par.json")
    command.add_argument(
        "--continue",
        action="store_true",
        dest="go_on",
        help="begin with the par that is kept, be it of another version",
    )
    command.set_defaults(run=solve)


def solve(options: argparse.Namespace) -> int:
    """Search for the best way to play a scenario, and say what it is worth."""
    text, name = read_file(options.path)
    with progress_bar() as progress, pool_of(options.workers) as executor:
        found = search(
            text,
            seed=options.seed,
            budget_runs=options.budget,
            name=name,
            start=kept_par(options.path) if options.go_on else None,
            executor=executor,
            progress=progress,
        )
    data = json.dumps(found.as_json(), ensure_ascii=False, indent=1)
    if options.write:
        par_path(options.path).write_text(data + "\n", "utf-8")
    if options.json:
        print(data)
    else:
        show_solution(found, Console())
    return 0
