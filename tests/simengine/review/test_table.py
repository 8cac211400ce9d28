import io
from dataclasses import replace

from rich.console import Console

from simengine.review.labels import skills_to_train
from simengine.review.model import RunReview
from simengine.review.table import show_review
from tests.simengine.review.test_labels import FORCED, exactly, make_decision


def shown(review: RunReview) -> list[str]:
    console = Console(width=140, record=True, file=io.StringIO())
    show_review(review, console)
    return [line.strip() for line in console.export_text().splitlines() if line.strip()]


def make_review() -> RunReview:
    decisions = (
        make_decision(0),
        make_decision(1, 4.0, "mistake"),
        replace(make_decision(2, 7.0, "blunder"), chosen={"a": 2, "b": 0}),
        replace(make_decision(3, 0.0), chosen=("x", "y")),
        replace(make_decision(4, 0.0), chosen=()),
        replace(make_decision(5, 0.0), chosen=1200000.0),
        FORCED,
    )
    return RunReview(
        scenario="mini",
        digest="d",
        engine="1",
        seed=7,
        policy="par",
        score=55.0,
        par_score=exactly(80.0),
        expected=exactly(60.0),
        luck=exactly(-5.0),
        luck_by_source={"award": exactly(-4.0)},
        luck_remainder=-1.0,
        accuracy=exactly(71.2),
        turning_point=2,
        costliest=(2, 1),
        skills=skills_to_train(decisions),
        decisions=decisions,
        runs=1234,
    )


def test_the_review_is_told_as_a_whole_and_by_decision() -> None:
    lines = shown(make_review())
    assert lines[:3] == [
        "mini  seed 7, followed by par, 1234 runs",
        "score 55.0 = expected 60.0 ± 0.0 and luck -5.0 ± 0.0;  accuracy 71.2 ± 0.0 %",
        "luck by source: award -4.0, together -1.0",
    ]
    rows = [line.split() for line in lines[4:12]]
    assert rows[1][:3] == ["1", "0", "decision_0"]
    assert "mistake" in rows[2]
    assert rows[2][-2:] == ["cash", "-4.0"]
    assert "a=2" in rows[3]
    assert rows[4][3:5] == ["x", "y"]
    assert rows[5][3] == "-"
    assert rows[6][3] == "1,200,000"
    assert lines[-3:] == [
        "turning point: step 3",
        "cost most: step 3, 2",
        "to train: price, 11.0 points (lessons: pricing)",
    ]


def test_what_there_is_not_is_not_told() -> None:
    bare = replace(make_review(), decisions=(), turning_point=None, costliest=(), skills=())
    assert len(shown(bare)) == 5  # the three lines, and the head of the table
