from typing import Any

import pytest

from simengine.check.situations import (
    FUTURES,
    Candidate,
    ToTry,
    candidates_for,
    count_runs,
    try_out,
)
from simengine.journal import AnswerValue
from simengine.policies import POLICIES, play
from simengine.questions import AmountOffer, OptionOffer, Question
from simengine.run import Answer
from simengine.scenario.decisions import Decision
from simengine.streams import Fork
from tests.simengine.check.faulty import faulty_scenario
from tests.simengine.making import as_text, make_program, make_scenario

PAR = POLICIES["cautious"]


def asked(answer: str, *options: OptionOffer, **parts: Any) -> Question:
    blank = Question(0, 1.0, "go", answer, options, None, 0, None, None, False, None, "")
    return blank._replace(**parts)


def option(key: str, *, available: bool = True, cost: float = 0.0, at_most: Any = None) -> Any:
    return OptionOffer(key, available, cost, at_most)


def tried(question: Question, chosen: AnswerValue) -> list[tuple[str, bool | None, AnswerValue]]:
    found = candidates_for(question, chosen)
    return [(each.label, each.much, each.value) for each in found]


def test_of_a_choice_every_open_option_is_tried() -> None:
    question = asked("choice", option("a"), option("b", available=False), option("c"))
    assert list(candidates_for(question, "a")) == [
        Candidate("a", None, "a"),
        Candidate("c", None, "c"),
    ]


def test_of_an_amount_five_places_are_tried() -> None:
    question = asked("amount", amount=AmountOffer(100.0, 300.0, 10.0))
    assert tried(question, 200.0) == [
        ("5 %", None, 110.0),
        ("27.5 %", None, 160.0),
        ("50 %", None, 200.0),
        ("72.5 %", None, 250.0),
        ("95 %", None, 290.0),
    ]


def test_of_several_each_is_tried_with_and_without() -> None:
    question = asked("several", option("a"), option("b"), option("c", available=False), at_most=2)
    assert tried(question, ("a",)) == [
        ("a", True, ("a",)),
        ("a", False, ()),
        ("b", True, ("a", "b")),
        ("b", False, ("a",)),
    ]


def test_what_does_not_fit_beside_the_option_is_left_out() -> None:
    question = asked("several", option("a"), option("b"), option("c"), at_most=2)
    assert ("c", True, ("a", "c")) in tried(question, ("a", "b"))


def test_an_option_that_never_fits_is_not_tried() -> None:
    question = asked("several", option("a", cost=5.0), option("b", cost=1.0), budget=2.0)
    assert tried(question, ("b",)) == [("b", True, ("b",)), ("b", False, ())]


def test_of_an_allocation_each_is_tried_with_much_and_with_none() -> None:
    question = asked(
        "allocation", option("a", at_most=3), option("b"), option("c", available=False), units=4
    )
    assert tried(question, {"a": 1, "b": 3, "c": 0}) == [
        ("a", True, {"a": 3, "b": 1, "c": 0}),
        ("a", False, {"a": 0, "b": 4, "c": 0}),
        ("b", True, {"a": 0, "b": 4, "c": 0}),
        ("b", False, {"a": 3, "b": 0, "c": 0}),
    ]


def test_an_allocation_keeps_within_its_budget() -> None:
    question = asked(
        "allocation", option("a", cost=3.0), option("b", cost=1.0), units=4, budget=5.0
    )
    assert tried(question, {"a": 0, "b": 2}) == [
        ("a", True, {"a": 1, "b": 2}),
        ("a", False, {"a": 0, "b": 2}),
        ("b", True, {"a": 0, "b": 4}),
        ("b", False, {"a": 1, "b": 0}),
    ]


def test_an_option_whose_much_is_none_is_not_tried() -> None:
    question = asked("allocation", option("a", cost=9.0), option("b"), units=2, budget=5.0)
    assert [label for label, much, _ in tried(question, {"a": 0, "b": 1}) if much] == ["b"]


@pytest.mark.parametrize(
    ("parts", "runs"),
    [
        ({"options": {"a": {}, "b": {}, "c": {}}}, 7),
        ({"answer": "several", "options": {"a": {}, "b": {}}}, 9),
        ({"answer": "amount", "amount": {"min": 0, "max": 9, "step": 1}}, 11),
    ],
)
def test_runs_are_counted_before_they_are_made(parts: dict[str, Any], runs: int) -> None:
    program = make_program(decisions={"go": {"at": "work.start", **parts}})
    decision: Decision = program.scenario.decisions["go"]
    job = ToTry("go", 1, "par", (), "a", PAR, 0)
    assert count_runs(job, decision) == runs


# -- trying ----------------------------------------------------------------------------------

TEXT = faulty_scenario()
BEFORE = (Answer("sure", "good"), Answer("empty", "one"))


def test_every_answer_meets_the_same_futures() -> None:
    from simengine.library import load_text

    job = ToTry("trap", 3, "cautious", BEFORE, "wait", PAR, 10)
    found = try_out(TEXT, "scenario.yaml", job)
    program = load_text(TEXT, "scenario.yaml")
    labels = ["repair", "wait", "panic", "dear"]
    assert list(found.scores) == [(label, None) for label in labels]
    for label in labels:
        assert found.scores[label, None] == tuple(
            play(program, 3, PAR, (*BEFORE, Answer("trap", label)), fork=Fork(luck, 2)).score
            for luck in (10, 11)
        )
    assert found.runs == 1 + FUTURES * 4
    assert found.source == "cautious"


def test_what_is_seen_there_tells_situations_apart() -> None:
    job = ToTry("trap", 3, "cautious", BEFORE, "wait", PAR, 10)
    seen = try_out(TEXT, "scenario.yaml", job).seen
    assert list(seen) == ["day", "money.left", "wear"]
    assert (seen["day"], seen["money.left"]) == (2.0, 1000.0)
    assert 0 <= seen["wear"] <= 100


def test_what_is_not_seen_at_all_tells_nothing() -> None:
    text = as_text(
        make_scenario(
            variables={"secret": {"hidden": "uniform(0, 1)"}},
            decisions={"go": {"at": "work.start", "shows": ["secret"],
                              "options": {"yes": {}, "no": {}}}},
        )
    )  # fmt: skip
    job = ToTry("go", 3, "cautious", (), "yes", PAR, 10)
    assert list(try_out(text, "a.yaml", job).seen) == ["day", "money.left"]


def test_a_situation_that_is_not_there_is_left_out() -> None:
    job = ToTry("extras", 3, "cautious", BEFORE, ("helps",), PAR, 10)
    assert try_out(TEXT, "scenario.yaml", job).scores == {}


def test_a_situation_that_fails_is_left_out() -> None:
    text = as_text(
        make_scenario(
            variables={"points": {"known": 0}},
            decisions={"go": {"at": "work.start", "options": {
                "yes": {"then": ["points = 1 / points"]}, "no": {}}}},
        )
    )  # fmt: skip
    job = ToTry("go", 3, "cautious", (), "no", PAR, 10)
    assert try_out(text, "a.yaml", job).scores == {}
