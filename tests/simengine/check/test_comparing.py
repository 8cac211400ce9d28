import pytest

from simengine.check.comparing import (
    ON_THE_WHOLE,
    Comparison,
    Key,
    compare,
    slices_of,
    stakes,
)
from simengine.check.situations import Tried
from simengine.estimates import Estimate, estimate


def situation(
    scores: dict[str, float] | dict[Key, float], source: str = "par", **seen: float
) -> Tried:
    """Answers with the same score in both futures; a bare name is an answer for itself."""
    by_key = {
        key if isinstance(key, tuple) else (key, None): (score, score)
        for key, score in scores.items()
    }
    return Tried(source, by_key, seen, 1)


def by_label(tried: list[Tried]) -> dict[str, Comparison]:
    return {each.label: each for each in compare(tried)}


# -- kinds of situations ---------------------------------------------------------------------


def test_situations_are_told_apart_by_what_is_seen_and_where_they_come_from() -> None:
    tried = [
        situation({"a": 1.0}, "par" if place < 10 else "random", wear=place, day=3.0)
        for place in range(18)
    ]
    kinds = slices_of(tried)
    assert list(kinds) == ["all", "wear low", "wear high", "after par", "after random"]
    assert [each.seen["wear"] for each in kinds["wear low"]] == list(range(6))
    assert [each.seen["wear"] for each in kinds["wear high"]] == list(range(12, 18))
    assert len(kinds["after par"]) == 10


def test_equal_numbers_stay_together() -> None:
    tried = [situation({"a": 1.0}, wear=wear) for wear in [0.0] * 10 + [1.0] * 5]
    assert [len(members) for members in slices_of(tried).values()] == [15, 10, 5]


def test_too_few_situations_are_not_told_apart() -> None:
    tried = [situation({"a": 1.0}, wear=place) for place in range(14)]
    assert list(slices_of(tried)) == [ON_THE_WHOLE]


# -- comparing -------------------------------------------------------------------------------


def test_an_answer_is_compared_with_the_best_other_one() -> None:
    tried = [situation({"a": 50.0 + i, "b": 40.0 + i, "c": 45.0}) for i in range(3)]
    found = by_label(tried)
    assert found["a"].ahead == estimate([5.0, 6.0, 7.0])
    assert found["b"].ahead == estimate([-10.0] * 3)
    assert found["c"].ahead == estimate([-5.0, -6.0, -7.0])


def test_the_luckiest_answer_is_not_taken_for_the_best() -> None:
    # Alike but for luck: what is best in one future is worst in the other.
    tried = [Tried("par", {("a", None): (9.0, 1.0), ("b", None): (1.0, 9.0), ("c", None): (5, 5)},
                   {}, 1)] * 4  # fmt: skip
    assert by_label(tried)["c"].ahead.mean == 4.0


def test_an_answer_is_compared_where_it_is_open() -> None:
    tried = [situation({"a": 5.0, "b": 1.0})] * 4 + [situation({"a": 5.0, "c": 9.0})] * 2
    found = by_label(tried)
    # c is open in too few situations to be the rival of a, but is compared itself.
    assert found["a"].ahead == estimate([4.0] * 4)
    assert found["c"].ahead == estimate([4.0] * 2)
    assert stakes(tried)[ON_THE_WHOLE].apart == estimate([4.0] * 4)


def test_an_answer_seen_once_or_alone_is_not_compared() -> None:
    assert compare([situation({"a": 5.0, "b": 1.0})]) == ()
    assert by_label([situation({"a": 5.0})] * 3)["a"].ahead.mean == 0.0


def test_much_of_an_option_is_compared_with_none_of_it() -> None:
    tried = [situation({("x", True): 7.0, ("x", False): 4.0 + i}) for i in range(3)]
    (found,) = compare(tried)
    assert (found.label, found.of_option, found.ahead) == ("x", True, estimate([3.0, 2.0, 1.0]))


def test_what_lies_between_answers_is_the_largest_difference() -> None:
    tried = [situation({"a": 3.0 + i, "b": 1.0, "c": 2.0}) for i in (0, 0, 1, 1)]
    stake = stakes(tried)[ON_THE_WHOLE]
    assert stake.apart == estimate([2.0, 2.0, 3.0, 3.0])
    assert stake.at_least == stake.apart.low
    assert stake.at_most == stake.apart.high


def test_a_single_answer_stakes_nothing() -> None:
    assert stakes([situation({"a": 3.0})] * 3) == {}


# -- verdicts --------------------------------------------------------------------------------


def about(mean: float, half: float = 0.1) -> Estimate:
    return Estimate(30, mean, 1.0, mean - half, mean + half)


@pytest.mark.parametrize(
    ("ahead", "parts", "never", "always", "is_open"),
    [
        (about(-2), [about(-3), about(-1)], True, False, False),
        (about(-2), [about(-3), about(1)], False, False, False),
        (about(-2), [about(-3), about(0.05)], False, False, True),
        (about(-2, 3), [], False, False, True),
        (about(-0.2), [], False, False, False),
        # Where no kinds of situations could be told apart, nothing is said of every kind.
        (about(-2), [], False, False, True),
        (about(2), [], False, False, True),
        (about(2), [about(3), about(1)], False, True, False),
        (about(2), [about(3), about(-1)], False, False, False),
        (about(2), [about(3), about(-0.05)], False, False, True),
        (about(2, 3), [], False, False, True),
    ],
)
def test_verdicts(
    ahead: Estimate, parts: list[Estimate], never: bool, always: bool, is_open: bool
) -> None:
    slices = {str(place): part for place, part in enumerate(parts)}
    found = Comparison("a", False, ahead, slices)
    assert found.is_never_right(0.5) is never
    assert found.is_always_right(0.5) is always
    assert found.is_one_sided(0.5) is (never or always)
    assert found.is_open(0.5) is is_open
