"""Which passwords are refused."""

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts import strength
from app.accounts.refusals import Refused


@pytest.mark.parametrize(
    "password",
    [
        "password1", "qwertyuiop", "aaaaaaaaaaaa", "P@ssw0rd2024", "x" * 100,
        "woaini1314", "WoAiNi1314!", "5201314520", "zhangwei1990", "wangwei19881012",
        "Zhongguo2008!", "qq5201314", "a123456789", "liming123", "dealwright", "147258369",
    ],
)  # fmt: skip
def test_what_is_easy_to_guess_is_refused(db: SQLAlchemy, password: str) -> None:
    with pytest.raises(Refused, match="too easy to guess") as refused:
        strength.check_strength("password", password)
    assert refused.value.field == "password"


@pytest.mark.parametrize(
    "password",
    [
        "tulip-orbit-92-cargo",
        "correct horse battery",
        "蓝色的自行车跑得快",
        "kX9$mq2Lr!v",
        "窗外 3 只 heron",
    ],
)
def test_what_is_hard_to_guess_is_accepted(db: SQLAlchemy, password: str) -> None:
    strength.check_strength("password", password)


def test_length_has_bounds(db: SQLAlchemy) -> None:
    strong = "tulip-orbit-92-cargo-" * 7
    strength.check_strength("password", strong[:128])
    with pytest.raises(Refused, match="at least 8 characters"):
        strength.check_strength("password", "kX9$mq2")
    with pytest.raises(Refused, match="at most 128 characters"):
        strength.check_strength("password", strong[:129])


def test_ones_own_name_and_address_are_no_help() -> None:
    alone = strength.guess_score("ouyangfeifei")
    known = strength.guess_score(
        "ouyangfeifei", about=("ouyang.feifei@example.com", "OuyangFeifei")
    )
    assert (alone >= strength.MIN_SCORE, known) == (True, 0)


def test_the_list_of_common_parts_has_no_doubles() -> None:
    parts = strength.common_parts()
    assert sorted(parts) == sorted(set(parts))
    assert {"woaini1314", "5201314", "wang"} < set(parts)
