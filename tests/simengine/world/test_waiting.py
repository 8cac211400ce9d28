from simengine.errors import FormulaError
from simengine.streams import Streams
from simengine.world.waiting import longer_than, with_tail


def test_the_first_draw_that_is_longer_is_taken() -> None:
    draws = iter([3.0, 5.0, 5.5, 9.0])
    assert longer_than(5.0, lambda: next(draws), lambda: 0.0) == 5.5


def test_what_never_comes_fits_any_time() -> None:
    draws = iter([3.0, None])
    assert longer_than(5.0, lambda: next(draws), lambda: 0.0) is None


def test_draws_in_vain_come_to_an_end() -> None:
    assert longer_than(5.0, lambda: 1.0, lambda: 7.0) == 7.0


def test_a_draw_that_fails_is_in_vain() -> None:
    def draw() -> float:
        raise FormulaError("no")

    assert longer_than(5.0, draw, lambda: 7.0) == 7.0


def test_the_tail_is_longer_than_what_has_elapsed() -> None:
    tails = [with_tail(10.0, Streams(seed).at("tail")) for seed in range(200)]
    assert all(days > 10 for days in tails)
    assert 11.2 < sum(tails) / 200 < 11.8
    assert with_tail(0.0, Streams(1).at("tail")) > 0
