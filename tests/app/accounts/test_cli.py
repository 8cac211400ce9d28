"""``flask accounts create-admin``."""

import pytest
from flask import Flask

from app.accounts import service
from tests.support.people import PASSWORD, make_person

COMMAND = ["accounts", "create-admin"]
NAMED = [*COMMAND, "--email", "Root@Example.com", "--name", "何静"]


def test_the_first_administrator_is_made_by_asking(app: Flask) -> None:
    answers = f"root@example.com\n何静\n{PASSWORD}\n{PASSWORD}\n"

    result = app.test_cli_runner().invoke(args=COMMAND, input=answers)

    assert result.exit_code == 0
    assert result.output.splitlines()[-1] == (
        "何静 <root@example.com> can sign in as an administrator."
    )
    assert PASSWORD not in result.output
    with app.app_context():
        person = service.sign_in("root@example.com", PASSWORD)
        assert (person.name, person.role, person.is_active) == ("何静", "admin", True)


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ([*NAMED, "--password", "woaini1314"], "too easy to guess"),
        ([*COMMAND, "--email", "root", "--name", "A", "--password", PASSWORD], "not an e-mail"),
        ([*COMMAND, "--email", "a@b.c", "--name", " ", "--password", PASSWORD], "give a name"),
    ],
)
def test_a_bad_administrator_is_refused(app: Flask, options: list[str], reason: str) -> None:
    result = app.test_cli_runner().invoke(args=options)
    assert result.exit_code == 1
    assert reason in result.output
    with app.app_context():
        assert service.paginate_people().total == 0


def test_an_address_is_taken_once(app: Flask) -> None:
    with app.app_context():
        make_person("trainee", email="root@example.com")
    result = app.test_cli_runner().invoke(args=[*NAMED, "--password", PASSWORD])
    assert result.exit_code == 1
    assert "root@example.com already has an account." in result.output
    with app.app_context():
        assert service.paginate_people(role="admin").total == 0
