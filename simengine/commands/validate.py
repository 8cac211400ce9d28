"""python -m simengine validate PATH ...: what is wrong with scenario files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simengine.commands.options import scenario_files
from simengine.library import load_file
from simengine.scenario.problems import ScenarioInvalid

if TYPE_CHECKING:
    from simengine.commands.options import Commands


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("validate", help=validate.__doc__)
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    command.set_defaults(run=validate)


def validate(options: argparse.Namespace) -> int:
    """Check files or folders; print every problem of all of them."""
    paths = [found for path in options.paths for found in scenario_files(path)]
    failed = 0
    for path in paths:
        try:
            program = load_file(path)
        except ScenarioInvalid as error:
            failed += 1
            print(error)
        except OSError as error:
            failed += 1
            print(f"{path}:1: (file): {error.strerror}; check the path")
        else:
            scenario = program.scenario
            print(f"{path}: ok ({scenario.id}, {len(scenario.decisions)} decisions)")
    if not paths:
        print("no scenario.yaml found; name a file or a folder that has one", file=sys.stderr)
    return 1 if failed or not paths else 0
