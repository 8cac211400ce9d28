"""``flask scenarios``: the scenarios that come with the product."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from app import clock
from app.errors import DealwrightError
from app.library import service
from config import ROOT
from simengine.errors import SimError

BUNDLED = ROOT / "scenarios"

scenarios_commands = AppGroup("scenarios", help="Bring scenarios into the library.")


@scenarios_commands.command("sync")
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=BUNDLED
)
@with_appcontext
def sync_command(folder: Path) -> None:
    """Publish what is new in FOLDER (default: the scenarios that come with the product)."""
    try:
        published = service.sync_bundled(folder, now=clock.now())
    except (DealwrightError, SimError) as error:
        raise click.ClickException(str(error)) from error
    for version in published:
        click.echo(f"published {version.entry.slug}, version {version.number}")
    if not published:
        click.echo("nothing new")
