import pytest

from simengine.policies.plan import Sign
from simengine.policies.wishes import Least, Picks, Place, Ranking, Shares, Term, Wish
from simengine.solve.table import sign_words, wish_words


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Ranking(("survey", "documents")), "survey"),
        (Ranking(()), ""),
        (Picks(("a", "b")), "a, b"),
        (Place(0.25), "25% of the way from the least to the most"),
        (Shares({"a": 0.5, "b": 0.25}), "a 50%, b 25%"),
        (Least((Term(0.97, "rival"),)), "0.97 x middle of rival"),
        (
            Least((Term(1.0, "ceiling", "low"), Term(0.97, "rival"))),
            "least of 1 x low of ceiling, 0.97 x middle of rival",
        ),
    ],
)
def test_a_wish_in_words(wish: Wish, words: str) -> None:
    assert wish_words(wish) == words


def test_a_sign_in_words() -> None:
    assert sign_words(Sign("price", "low", "from", 4_500_000.0)) == "low of price >= 4,500,000"
    assert sign_words(Sign("day", "middle", "below", 30.5)) == "day < 30.5"
