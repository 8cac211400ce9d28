"""Names as they are kept."""

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts.names import tidy_name
from app.accounts.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王伟", "王伟"),
        ("  Wei \t  Wang\n", "Wei Wang"),
        ("欧阳　菲", "欧阳 菲"),
        ("é" * 80, "é" * 80),
    ],
)
def test_white_space_is_put_in_order(typed: str, kept: str) -> None:
    assert tidy_name("name", typed) == kept


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "Please give a name"),
        ("  \n", "Please give a name"),
        ("王" * 81, "at most 80 characters"),
        ("Wang\0", "cannot be shown"),
        ("Wang\u202eieW", "cannot be shown"),
    ],
)
def test_a_name_that_cannot_stand_is_refused(db: SQLAlchemy, typed: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refused:
        tidy_name("name", typed)
    assert refused.value.field == "name"
