"""Demo people and data: ``flask demo``.

Each area brings a step that adds what is missing and leaves what is there, so that running the
demo again keeps everybody's work. A step returns the lines to print for whoever tries it.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy.engine import make_url

from app.accounts import demo as accounts
from app.curriculum import demo as curriculum
from app.database import db
from app.learning import demo as learning
from app.library import demo as library
from app.memory import demo as memory
from app.play import demo as play
from app.teaching import demo as teaching
from app.worksheets import demo as worksheets

DemoStep = Callable[[], list[str]]

# In the order in which they build on each other.
STEPS: tuple[DemoStep, ...] = (
    accounts.seed,
    library.seed,
    play.seed,
    curriculum.seed,
    learning.seed,
    memory.seed,
    teaching.seed,
    worksheets.seed,
)


@click.command("demo")
@click.option("--port", type=int, help="Where the server is about to listen on 127.0.0.1.")
@click.option("--reset", is_flag=True, help="Throw all data away first.")
@with_appcontext
def demo_command(port: int | None, reset: bool) -> None:
    """Bring the database up to date and add the demo people and data.

    Their passwords are public, so an installation that people reach over HTTPS refuses.
    """
    if current_app.config["SESSION_COOKIE_SECURE"]:
        raise click.ClickException(
            "this installation serves people over HTTPS; demo accounts have a public password"
        )
    if port is not None and not is_free(port):
        raise click.ClickException(
            f"port {port} is in use: stop the server there, or choose another: make demo PORT=5001"
        )
    if reset:
        delete_database()
    upgrade()
    for step in STEPS:
        for line in step():
            click.echo(line)
    if reset:
        click.echo("The demo starts over. To serve it: make demo")
    elif port is not None:
        click.echo(f"Open http://127.0.0.1:{port}/ (Ctrl+C stops the server)")


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of 127.0.0.1."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def delete_database() -> None:
    """Delete the SQLite database. Raises ClickException for any other kind: drop it yourself."""
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() != "sqlite" or not url.database:
        raise click.ClickException(f"only a SQLite demo is reset; empty {url.database} yourself")
    db.engine.dispose()
    for suffix in ("", "-wal", "-shm"):
        Path(url.database + suffix).unlink(missing_ok=True)
