import pytest

from simengine.run import replay
from simengine.sight import Shown, Sight
from tests.simengine.making import make_program

PROGRAM = make_program(
    variables={
        "known": {"known": 3},
        "secret": {"hidden": 50},
        "blurred": {"hidden": "uniform(40, 60)", "shown_within": 8, "label": {"en": "Blurred"}},
    }
)


def sight(seed: int = 0) -> Sight:
    return Sight(replay(PROGRAM, seed).world, PROGRAM.scenario.decisions["go"])


def test_what_is_known_is_seen_exactly() -> None:
    assert sight().see("known") == Shown(3.0, 3.0)
    assert sight().see("known").is_known
    assert sight().money_left == 1000.0
    assert sight().program is PROGRAM


def test_what_is_hidden_is_not_seen() -> None:
    shown = sight().see("secret")
    assert shown == Shown(None, None)
    assert (shown.is_hidden, shown.is_known, shown.middle) == (True, False, None)


def test_what_is_shown_within_a_range_is_seen_as_one() -> None:
    for seed in range(20):
        truth = float(replay(PROGRAM, seed).world.get("blurred"))
        shown = sight(seed).see("blurred")
        assert shown.low is not None
        assert shown.high is not None
        assert shown.low <= truth <= shown.high
        assert shown.high - shown.low == pytest.approx(16.0)
        assert shown.middle == pytest.approx((shown.low + shown.high) / 2)


def test_a_name_that_there_is_not_can_not_be_seen() -> None:
    with pytest.raises(KeyError):
        sight().see("nothing")
