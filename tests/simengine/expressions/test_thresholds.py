import pytest

from simengine.expressions import parse, thresholds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("insight > 3", ()),
        ("5", ()),
        ("day >= 40", ("40",)),
        ("40 <= day and insight > 3", ("40",)),
        ("day > award_day + 10 or day == (x if y else 2)", ("award_day + 10", "x if y else 2")),
        ("10 <= day < 20", ("10", "20")),
        ("not day > 40 and day > 40", ("40",)),
        ("3 if day > 40 else 5", ("40",)),
        ("day + 1 > 40", None),
        ("day > 40 and day / 2 > 3", None),
        ("max(day, 3) > 5", None),
        ("day", None),
        ("day < day", None),
        ("day > 40 - day", None),
        ("(day > 3) > day", None),
    ],
)
def test_thresholds(text, expected):
    found = thresholds(parse(text))
    assert found == (None if expected is None else tuple(map(parse, expected)))


def test_thresholds_of_another_name_keep_the_dialect():
    assert thresholds(parse("x > normal(0, 1)", draws=True), "x") == (
        parse("normal(0, 1)", draws=True),
    )
