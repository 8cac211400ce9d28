"""python -m simengine run PATH: one run, by a policy or by recorded answers."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from simengine.commands.options import POLICY_HELP, add_path, add_seed, policy_name, policy_of
from simengine.library import load_file
from simengine.policies import play
from simengine.records import read_answers, run_record
from simengine.run import replay
from simengine.terminal import show_summary

if TYPE_CHECKING:
    from simengine.commands.options import Commands


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("run", help=run.__doc__)
    add_path(command)
    add_seed(command)
    how = command.add_mutually_exclusive_group()
    how.add_argument(
        "--policy", type=policy_name, default="default", metavar="NAME", help=POLICY_HELP
    )
    how.add_argument("--answers", type=Path, metavar="FILE", help="a run's JSON, or its answers")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run a scenario once, by a policy or by recorded answers."""
    program = load_file(options.path)
    if options.answers is not None:
        answers = read_answers(options.answers.read_text("utf-8"))
        snapshot = replay(program, options.seed, answers)
    else:
        snapshot = play(program, options.seed, policy_of(options.policy, options.path))
    record = run_record(snapshot)
    if options.json:
        print(json.dumps(record, ensure_ascii=False, sort_keys=False))
        return 0
    show_summary(program, record)
    return 0
