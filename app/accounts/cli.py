"""``flask accounts``: what is done at the machine itself."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from app import clock
from app.accounts import service


@click.command("create-admin")
@click.option("--email", prompt="E-mail address", help="What the administrator signs in with.")
@click.option("--name", prompt="Name", help="How others see them.")
@click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    help="Asked for when it is not given, which keeps it out of the shell's history.",
)
@with_appcontext
def create_admin(email: str, name: str, password: str) -> None:
    """Make an administrator, the first of a new installation or another one."""
    try:
        person = service.create_person(
            email, name=name, role="admin", password=password, now=clock.now()
        )
    except service.Refused as refusal:
        raise click.ClickException(str(refusal.message)) from refusal
    click.echo(f"{person.name} <{person.email}> can sign in as an administrator.")
