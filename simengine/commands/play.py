"""python -m simengine play PATH: a deal played by hand."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from simengine.commands.options import add_path, add_seed
from simengine.library import load_file
from simengine.terminal import play_in_terminal

if TYPE_CHECKING:
    from simengine.commands.options import Commands


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("play", help=play.__doc__)
    add_path(command)
    add_seed(command)
    command.add_argument("--language", default="en", help="zh-Hans or en")
    command.add_argument("--save", type=Path, metavar="FILE", help="where to keep the answers")
    command.set_defaults(run=play)


def play(options: argparse.Namespace) -> int:
    """Play a scenario in the terminal."""
    program = load_file(options.path)
    return play_in_terminal(program, options.seed, options.language, options.save)
