"""``flask i18n``: build the message catalogues."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.catalogues import compile_catalogues

i18n_commands = AppGroup("i18n", help="Build the translations.")


@i18n_commands.command("compile")
def compile_command() -> None:
    """Merge the areas' catalogues and make Traditional Chinese from them."""
    for path in compile_catalogues():
        click.echo(f"compiled {path}")
