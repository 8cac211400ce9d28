"""python -m simengine schema: what a scenario file may hold."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from simengine.scenario.schema import json_schema, reference

if TYPE_CHECKING:
    from simengine.commands.options import Commands


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("schema", help=schema.__doc__)
    command.add_argument("--markdown", action="store_true", help="the reference for authors")
    command.set_defaults(run=schema)


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema of scenario files, or the authors' reference made from it."""
    if options.markdown:
        print(reference(), end="")
    else:
        print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0
