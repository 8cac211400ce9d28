"""The demo's worksheet."""

from __future__ import annotations

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts import demo as people
from app.accounts import service as accounts
from app.worksheets import demo, service


@pytest.mark.parametrize("app_on_database", ["sqlite"], indirect=True)
def test_the_trainee_shares_one_worksheet_and_only_once(db: SQLAlchemy) -> None:
    assert demo.seed() == []  # Nobody is there yet.
    people.seed()
    for _again in range(2):
        demo.seed()
    owner = accounts.find_person_by_email(people.TRAINEE.email)
    trainer = accounts.find_person_by_email(people.TRAINER.email)
    assert owner is not None
    assert trainer is not None
    (line,) = service.list_own(owner.id)
    assert (line.shares, line.comments) == (1, 2)
    assert service.shared_with(trainer) == [line.worksheet]
