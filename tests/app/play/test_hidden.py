"""What had been hidden, against what could be seen."""

from __future__ import annotations

from flask import Flask

from app.play.charts.ranges import RangeAgainstTruth, draw_range
from app.play.narrate import Narrator
from app.play.pages.hidden import belief_step, hidden_of
from config import ROOT
from simengine.journal import AwardMade, DecisionMade
from simengine.library import load_text
from simengine.policies import play
from simengine.run import Snapshot, replay
from simengine.view import Shown
from tests.support.deals import MINI

QUARTER = (ROOT / "tests" / "simengine" / "quarter.yaml").read_text(encoding="utf-8")


def belief_of(text: str, seed: int = 4) -> Snapshot:
    """A run as it stood when what was believed mattered most."""
    end = play(load_text(text), seed, "default")
    return replay(end.program, seed, end.answers[: belief_step(end.journal)])


def test_a_range_and_the_truth_stand_on_one_scale() -> None:
    assert draw_range(Shown(40.0, 60.0), 55.0, 0.0, 100.0) == RangeAgainstTruth(40.0, 20.0, 55.0)
    assert draw_range(Shown(100.0, 100.0), 100.0, 0.0, 100.0) == RangeAgainstTruth(98.5, 1.5, 100.0)
    assert draw_range(Shown(None, None), 25.0, 0.0, 100.0) == RangeAgainstTruth(None, 0.0, 25.0)


def test_belief_is_that_of_the_last_decision_before_the_award() -> None:
    made = [DecisionMade(float(day), day, "a", "x", 0.0) for day in range(4)]

    assert belief_step((*made, AwardMade(1.5, "us", 1))) == 1
    assert belief_step(tuple(made)) == 3
    assert belief_step(()) == 0


def test_hidden_numbers_stand_by_whom_they_belong_to(speaker: Flask) -> None:
    belief = belief_of(MINI)
    with speaker.test_request_context():
        hidden = hidden_of(Narrator(belief.program), belief)

    assert [group.title for group in hidden.groups][-1] == "Market and task"
    names = {group.title: [row.name for row in group.rows] for group in hidden.groups}
    assert names["Hua Pumps"][0] == "Price"
    assert "Complexity" in names["Market and task"]
    people = hidden.groups[[*names].index("The customer's people: their attitude")].rows
    assert all(row.note and row.label.startswith("Attitude of") for row in people)
    for group in hidden.groups:
        for row in group.rows:
            assert 0 <= row.drawing.truth <= 100


def test_what_was_furthest_from_the_middle_is_the_surprise(speaker: Flask) -> None:
    belief = belief_of(MINI)
    with speaker.test_request_context():
        hidden = hidden_of(Narrator(belief.program), belief)

    gaps = [abs(row.gap) for group in hidden.groups for row in group.rows]
    if hidden.surprise is None:
        assert max(gaps) < 0.08
    else:
        assert abs(hidden.surprise.gap) == max(gaps)


def test_a_quarter_tells_of_its_people(speaker: Flask) -> None:
    belief = belief_of(QUARTER)
    with speaker.test_request_context():
        hidden = hidden_of(Narrator(belief.program), belief)

    titles = [group.title for group in hidden.groups]
    assert {"Skill of the salespeople", "Morale of the salespeople"} & set(titles)
    sellers = belief.program.scenario.pipeline.sellers  # type: ignore[union-attr]
    known = {seller.name["en"] for seller in sellers.values()}
    rows = [row for group in hidden.groups if "salespeople" in group.title for row in group.rows]
    assert {row.name for row in rows} <= known
