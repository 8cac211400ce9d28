"""python -m simengine review PATH: what each decision of a finished run was worth."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
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
from simengine.records import read_answers
from simengine.review.reviewing import review_run
from simengine.review.table import show_review

if TYPE_CHECKING:
    from simengine.commands.options import Commands


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("review", help=review.__doc__)
    add_path(command)
    add_seed(command)
    command.add_argument(
        "--answers", type=Path, required=True, metavar="FILE", help="a run's JSON, or its answers"
    )
    command.add_argument(
        "--par",
        type=policy_name,
        default="par",
        metavar="NAME",
        help=f"how to play on after an answer: {POLICY_HELP}",
    )
    add_workers(command)
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=review)


def review(options: argparse.Namespace) -> int:
    """Review a finished run: what each decision was worth, and what was luck."""
    text, name = read_file(options.path)
    answers = read_answers(options.answers.read_text("utf-8"))
    with progress_bar() as progress, pool_of(options.workers) as executor:
        found = review_run(
            text,
            options.seed,
            answers,
            policy_of(options.par, options.path),
            name=name,
            executor=executor,
            progress=progress,
        )
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        show_review(found, Console())
    return 0
