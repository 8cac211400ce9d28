"""The drawings of the review: what stands where."""

from __future__ import annotations

from dataclasses import replace

from app.play.charts.losses import HEIGHT, TOP, draw_losses
from app.play.charts.verdict import LEFT, RIGHT, WIDTH, draw_sources, draw_spread, draw_verdict
from simengine.estimates import Estimate, Histogram
from simengine.library import load_text
from simengine.policies import play
from tests.support.coaching import around, make_review
from tests.support.deals import MINI


def test_skill_luck_and_par_stand_on_one_scale() -> None:
    drawing = draw_verdict(75.0, around(50.0, 5.0), par=100.0, pass_mark=0.0)

    width = WIDTH - LEFT - RIGHT
    assert drawing.ticks[0] == (LEFT, 0)
    assert (drawing.pass_mark, drawing.par) == (LEFT, WIDTH - RIGHT)
    assert drawing.expected == LEFT + width / 2
    assert (drawing.low, drawing.high) == (
        round(LEFT + 0.45 * width, 1),
        round(LEFT + 0.55 * width, 1),
    )
    assert drawing.score == LEFT + 0.75 * width


def test_good_luck_goes_to_the_right_and_what_moved_nothing_is_left_out() -> None:
    bars = draw_sources({"award": around(-4.0), "work": around(0.01), "risks": around(8.0)})

    assert [(bar.source, bar.start, bar.width) for bar in bars] == [
        ("risks", 50.0, 50.0),
        ("award", 25.0, 25.0),
    ]
    assert draw_sources({}) == ()


def test_the_highest_column_fills_the_drawing() -> None:
    columns = draw_spread(Histogram(0.0, 100.0, (0, 2, 4, 0)))

    assert [(c.x, c.width, c.height) for c in columns] == [(25.0, 25.0, 50.0), (50.0, 25.0, 100.0)]


def test_losses_hang_from_nothing_lost() -> None:
    run = play(load_text(MINI), 4, "default")
    review = make_review(run, {0: "blunder", 1: "forced"})

    drawing = draw_losses(review.decisions, 1, (0,))

    first, second, third, *_ = drawing.bars
    assert (first.label, first.is_costly, first.is_turning_point) == ("blunder", True, False)
    assert (second.label, second.is_costly, second.is_turning_point) == ("forced", False, True)
    # Six points are the whole height: one point of loss is a sixth of it.
    assert first.height == round(HEIGHT / 6, 1)
    assert (first.low, first.high) == (TOP, TOP + HEIGHT / 3)
    assert third.height == second.height == 2.5
    assert [points for _, points in drawing.ticks] == [0.0, 2.0, 4.0, 6.0]


def test_a_great_loss_stretches_the_scale() -> None:
    run = play(load_text(MINI), 4, "default")
    review = make_review(run, {})
    loss = Estimate(n=9, mean=10.0, sd=1.0, low=8.0, high=12.0)
    decisions = [replace(decision, loss=loss) for decision in review.decisions]

    drawing = draw_losses(decisions, None, ())

    assert drawing.bars[0].high == TOP + HEIGHT
    assert draw_losses((), None, ()).bars == ()
