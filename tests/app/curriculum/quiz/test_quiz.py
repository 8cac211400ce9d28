"""Drawing, marking and analysing items."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from app.curriculum.course import read_course
from app.curriculum.forms import read_answers, read_number
from app.curriculum.items import Item
from app.curriculum.quiz.analysis import Record, analyse, correlation
from app.curriculum.quiz.draw import LESSON_ITEMS, draw_quiz, draw_test, shuffled
from app.curriculum.quiz.marking import credit, fits
from app.curriculum.quiz.showing import count_of, show
from tests.app.curriculum.answers import right_answer, wrong_answer
from tests.app.curriculum.making import make_course


@pytest.fixture
def items(tmp_path: Path) -> list[Item]:
    return list(read_course(make_course(tmp_path)).items.values())


def item_of(items: list[Item], kind: str) -> Item:
    return next(item for item in items if item.kind == kind)


@pytest.mark.parametrize(
    ("kind", "value", "worth"),
    [
        ("single", 0, 1.0), ("single", 1, 0.0), ("single", 9, 0.0), ("single", True, 0.0),
        ("single", None, 0.0), ("case", 0, 1.0), ("case", [0], 0.0),
        ("multiple", [0], 1.0), ("multiple", [0, 1], 0.0), ("multiple", [1], 0.0),
        ("multiple", [], 0.0), ("multiple", [1, 0], 0.0), ("multiple", 0, 0.0),
        ("order", [0, 1, 2, 3], 1.0), ("order", [1, 2, 3, 0], 2 / 3),
        ("order", [0, 1, None, None], 1 / 3), ("order", [3, 2, 1, 0], 0.0),
        ("order", [None] * 4, 0.0), ("order", [0, 1, 2, 7], 0.0),
        ("match", [0, 1, 2], 1.0), ("match", [0, 2, 1], 1 / 3), ("match", [0, None, None], 1 / 3),
        ("number", 22, 1.0), ("number", 22.5, 1.0), ("number", 22.6, 0.0), ("number", "22", 0.0),
        ("number", False, 0.0),
    ],
)  # fmt: skip
def test_what_an_answer_is_worth(items: list[Item], kind: str, value: Any, worth: float) -> None:
    assert credit(item_of(items, kind), value) == pytest.approx(worth)


def test_right_and_wrong_answers_fit(items: list[Item]) -> None:
    for item in items:
        assert fits(item, right_answer(item))
        assert fits(item, wrong_answer(item))
        assert credit(item, wrong_answer(item)) == 0.0


def test_a_seed_draws_the_same_quiz_again(items: list[Item]) -> None:
    drawn = draw_quiz(items, 7)
    assert drawn == draw_quiz(list(reversed(items)), 7)
    assert len(drawn) == LESSON_ITEMS
    assert {item.kind for item in drawn} == {item.kind for item in items}
    assert [item.difficulty for item in drawn] == sorted(item.difficulty for item in drawn)
    assert len({tuple(item.id for item in draw_quiz(items, seed)) for seed in range(20)}) > 1


def test_a_test_draws_from_every_lesson(items: list[Item]) -> None:
    drawn = draw_test([items[:4], items[4:]], 3)
    assert len(drawn) == 8
    assert {item.id for item in drawn} == {item.id for item in items}
    assert draw_test([], 3) == []


def test_options_stand_in_an_order_of_the_attempts_own(items: list[Item]) -> None:
    item = item_of(items, "order")
    orders = {tuple(shuffled(item, 4, seed)) for seed in range(30)}
    assert len(orders) > 5
    assert all(sorted(order) == [0, 1, 2, 3] for order in orders)


def test_a_shown_number_knows_its_typical_mistake(items: list[Item]) -> None:
    number = item_of(items, "number")
    wrong, right, other = (
        show([number], 1, {0: value}, {0: worth})[0]
        for value, worth in ((28.2, 0.0), (22.0, 1.0), (5.0, 0.0))
    )
    assert wrong.mistake is not None
    assert wrong.mistake.why["en"] == "Divided by the cost."
    assert (right.mistake, right.is_right, other.mistake) == (None, True, None)


def test_an_item_that_is_gone_is_not_shown(items: list[Item]) -> None:
    shown = show([None, items[0]], 1, {}, {})
    assert [(one.position, one.item.id) for one in shown] == [(1, items[0].id)]


@pytest.mark.parametrize(
    ("text", "number"),
    [("12.5", 12.5), (" １２．５ % ", 12.5), ("1,200", 1200), ("−3", -3), (".5", 0.5), ("", None),
     ("abc", None), ("1e9", None), ("nan", None), ("9" * 20, None), ("٣", None)],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(text: str, number: float | None) -> None:
    assert read_number(text) == number


def test_a_form_is_read_item_by_item(items: list[Item]) -> None:
    kinds = [item_of(items, kind) for kind in ("single", "multiple", "order", "match", "number")]
    form = MultiDict[str, str](
        [("position", str(place)) for place in range(5)]
        + [("position", "9"), ("position", "x")]
        + [("answer-0", "2"), ("answer-1", "2"), ("answer-1", "0"), ("answer-1", "77")]
        + [("answer-2-0", "1"), ("answer-2-3", "0"), ("answer-3-1", "2"), ("answer-4", "many")]
    )
    sent = read_answers(form, kinds)
    assert sent.values == {0: 2, 1: [0, 2], 2: [1, None, None, 0], 3: [None, 2, None]}
    assert sent.typed == {4: "many"}


def test_a_form_without_answers_takes_them_back(items: list[Item]) -> None:
    form = MultiDict[str, str]([("position", str(place)) for place in range(len(items))])
    assert set(read_answers(form, items).values.values()) == {None}


def test_item_analysis(items: list[Item]) -> None:
    item = item_of(items, "single")
    able = [Record(0, 1.0, 0.9)] * 12
    others = [Record(1, 0.0, 0.2)] * 7
    report = analyse(item, [*able, *others, Record(None, 0.0, 0.2)])
    assert (report.count, report.facility, report.left_out) == (20, 0.6, 1)
    assert report.discrimination == pytest.approx(1.0)
    assert [(c.count, c.better, c.others) for c in report.choices] == [
        (12, 9, 3),
        (7, 0, 7),
        (0, 0, 0),
    ]
    assert (report.unused, report.choices[1].misleads) == ((2,), False)
    assert report.interval == pytest.approx((0.387, 0.781), abs=0.001)
    assert (report.is_enough, report.is_suspect) == (True, False)


def test_an_item_that_tells_nothing_is_suspect(items: list[Item]) -> None:
    item = item_of(items, "multiple")
    records = [Record([0], 1.0, 0.1), Record([1], 0.0, 0.9)] * 10
    assert analyse(item, records).is_suspect
    assert not analyse(item, records[:4]).is_suspect
    assert analyse(item, records[:4]).unused == ()


def test_a_wrong_answer_that_the_better_half_prefers_misleads(items: list[Item]) -> None:
    item = item_of(items, "single")
    report = analyse(item, [Record(1, 0.0, 0.9)] * 3 + [Record(0, 1.0, 0.1)] * 3)
    assert [choice.misleads for choice in report.choices] == [False, True, False]


def test_numbers_are_told_by_their_mistake(items: list[Item]) -> None:
    number = item_of(items, "number")
    values = [22.3, 22.0, 28.2, 28.2, 5.0, 5.0, 7.0]
    records = [Record(value, float(abs(value - 22) <= 0.5), 0.5) for value in values]
    report = analyse(number, records)
    assert [(c.label, c.count, c.is_right, c.why is not None) for c in report.choices] == [
        ("22", 2, True, False),
        ("28.2", 2, False, True),
        ("5", 2, False, False),
        ("7", 1, False, False),
    ]


@pytest.mark.parametrize("kind", ["order", "match"])
def test_steps_and_pairs_are_told_by_their_places(items: list[Item], kind: str) -> None:
    item = item_of(items, kind)
    right, wrong = right_answer(item), wrong_answer(item)
    report = analyse(item, [Record(right, 1.0, 0.9), Record(wrong, 0.0, 0.1), Record(None, 0.0, 0)])
    assert [choice.count for choice in report.choices] == [1] * count_of(item)
    assert [choice.better for choice in report.choices] == [1] * count_of(item)


def test_an_item_that_nobody_answered_has_no_figures(items: list[Item]) -> None:
    report = analyse(item_of(items, "number"), [])
    assert (report.count, report.facility, report.interval, report.discrimination) == (
        0, None, None, None,
    )  # fmt: skip
    assert [choice.count for choice in report.choices] == [0, 0]


def test_without_variation_there_is_no_correlation() -> None:
    assert correlation([1, 1, 1], [0, 1, 2]) is None
    assert correlation([1, 2], [1, 2]) is None


def test_every_kind_has_its_count(items: list[Item]) -> None:
    assert {item.kind: count_of(item) for item in items} == {
        "single": 3, "multiple": 3, "case": 3, "order": 4, "match": 3, "number": 0,
    }  # fmt: skip
