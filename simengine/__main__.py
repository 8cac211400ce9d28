"""python -m simengine: scenarios from the command line; `--help` tells what can be done."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from simengine.commands import check, play, review, run, schema, solve, study, validate, weigh
from simengine.errors import SimError
from simengine.scenario.problems import ScenarioInvalid

COMMANDS = (validate, run, play, study, solve, weigh, check, review, schema)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Return 0, 1 when a scenario or answer is wrong, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ScenarioInvalid as error:
        print(error, file=sys.stderr)
    except (SimError, OSError) as error:
        print(f"simengine: {error}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simengine", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
