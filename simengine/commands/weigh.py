"""python -m simengine weigh PATH: what is usually at stake in each decision."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from simengine.commands.options import add_search, pool_of, progress_bar
from simengine.library import get_par, par_path, read_file
from simengine.review.stakes import measure_stakes

if TYPE_CHECKING:
    from simengine.commands.options import Commands


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("weigh", help=weigh.__doc__)
    add_search(command, meaning="other situations", budget=60_000, written="keep it in par.json")
    command.set_defaults(run=weigh)


def weigh(options: argparse.Namespace) -> int:
    """Measure what is usually at stake in each decision, by which reviews weigh it."""
    text, name = read_file(options.path)
    par = get_par(options.path)
    with progress_bar() as progress, pool_of(options.workers) as executor:
        found = measure_stakes(
            text,
            par,
            seed=options.seed,
            budget_runs=options.budget,
            name=name,
            executor=executor,
            progress=progress,
        )
    if options.write:
        kept = par_path(options.path)
        data = json.loads(kept.read_text("utf-8"))
        data["plan"] = replace(par, stakes=found.points).as_json()
        kept.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if options.json:
        print(json.dumps({"stakes": found.points, "runs": found.runs}))
    else:
        table = Table("decision", "at stake", box=SIMPLE)
        for decision, points in found.points.items():
            table.add_row(decision, f"{points:.2f}")
        Console().print(table)
    return 0
