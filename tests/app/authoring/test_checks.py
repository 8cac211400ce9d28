"""Checks and rehearsals of a text."""

import pytest

from app.authoring.checks import (
    MOST_SHOWN,
    Check,
    Finding,
    check_text,
    fingerprint,
    rehearse,
)
from app.authoring.outline import StageLine, outline
from app.authoring.texts import read_starter
from simengine.library import load_text
from tests.support.deals import mini_text

pytestmark = pytest.mark.usefixtures("english_request")


def test_a_valid_text_has_a_program_and_no_findings() -> None:
    check = check_text(mini_text())
    assert check == Check(load_text(mini_text()), (), 0)
    assert check.is_valid


def test_every_problem_is_found_with_its_line() -> None:
    text = mini_text().replace("schema: 1", "schema: 1\nnonsense: 2\nmore: 3")
    check = check_text(text)
    start = text.splitlines().index("nonsense: 2") + 1
    assert check == Check(
        None,
        (
            Finding(start, "nonsense", "the key “nonsense” is unknown; correct or remove it"),
            Finding(start + 1, "more", "the key “more” is unknown; correct or remove it"),
        ),
        2,
    )


def test_only_the_first_problems_are_shown() -> None:
    extra = "\n".join(f"key{number}: 1" for number in range(MOST_SHOWN + 5))
    check = check_text(mini_text() + extra + "\n")
    assert (len(check.findings), check.total) == (MOST_SHOWN, MOST_SHOWN + 5)


def test_every_bot_plays() -> None:
    runs = rehearse(load_text(read_starter()))
    assert [run.bot for run in runs] == ["default", "random", "cautious", "greedy"]
    assert all(run.failure is None and run.score is not None and run.outcome for run in runs)


def test_a_formula_that_fails_is_told() -> None:
    text = mini_text().replace(
        "then: [price = answer]", 'then: ["price = answer / (insight - 20)"]'
    )
    failed = [run for run in rehearse(load_text(text)) if run.failure]
    assert failed
    for run in failed:
        assert (run.decisions, run.outcome, run.score) == (0, None, None)
        assert "answer / (insight - 20)" in run.failure


def test_a_fingerprint_names_the_exact_text() -> None:
    assert fingerprint("a\n") != fingerprint("a \n")
    assert fingerprint("好\ud800") == fingerprint("好\ud800")


def test_an_outline_says_what_was_understood() -> None:
    program = load_text(read_starter())
    seen = outline(program)
    assert seen.stages == (
        StageLine({"zh-Hans": "报价", "en": "The offer"}, "planning", 1),
        StageLine({"zh-Hans": "交付", "en": "Delivery"}, "execution", 1),
    )
    assert [(line.kind, line.answer, line.options) for line in seen.decisions] == [
        ("stage", "choice", 2),
        ("price", "amount", 0),
        ("risk", "choice", 2),
    ]
    assert [(line.title["en"], line.share) for line in seen.kpis] == [
        ("Gross margin", 0.4),
        ("Cost of winning", 0.2),
        ("Cash collected", 0.4),
    ]
    assert (seen.tasks, seen.risks, seen.events, seen.people, seen.stakeholders) == (2, 1, 0, 2, 2)
    assert (seen.competitors, seen.scenario.id) == (1, "new-scenario")
