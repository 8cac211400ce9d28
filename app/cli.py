"""Commands that belong to no single area."""

from __future__ import annotations

from flask import Flask

from app.curriculum.cli import curriculum_commands
from app.demo import demo_command
from app.i18n_cli import i18n_commands
from app.library.cli import scenarios_commands


def init_app(app: Flask) -> None:
    """Add the commands to ``flask``."""
    app.cli.add_command(curriculum_commands)
    app.cli.add_command(demo_command)
    app.cli.add_command(i18n_commands)
    app.cli.add_command(scenarios_commands)
