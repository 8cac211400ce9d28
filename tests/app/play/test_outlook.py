"""KPIs so far: what is hidden enters by the range that is shown, and by nothing else."""

from __future__ import annotations

import pytest

from app.play.pages.kpis import KpiOutlook, kpi_outlook
from simengine.library import load_text
from simengine.policies import play
from simengine.run import Snapshot, replay
from simengine.view import Shown, see
from tests.support.deals import MINI

VALUE = "value: {title: {en: Contract}, unit: money, value: contract.value,"


def opening(formula: str) -> Snapshot:
    """The small deal at its first question, its first KPI measured by a formula."""
    changed = VALUE.replace("value: contract.value", f"value: {formula}")
    return replay(load_text(MINI.replace(VALUE, changed)), 4)


def first(snapshot: Snapshot) -> KpiOutlook:
    return kpi_outlook(snapshot)[0]


def test_what_is_known_is_exact() -> None:
    found = first(opening("insight * 1000"))

    assert (found.id, found.value, found.points) == ("value", Shown(2e4, 2e4), Shown(2.0, 2.0))
    assert found.most == pytest.approx(50.0)


def test_a_hidden_number_makes_a_range() -> None:
    snapshot = opening('"100000 * complexity"')
    seen = see(snapshot, "complexity")
    assert seen.low is not None
    assert seen.high is not None

    found = first(snapshot)

    assert found.value == Shown(1e5 * seen.low, 1e5 * seen.high)
    assert found.points == Shown(10 * seen.low, 10 * seen.high)


def test_what_is_not_seen_at_all_is_unknown() -> None:
    found = first(opening("attitude.chief"))

    assert (found.value, found.points) == (Shown(None, None), Shown(None, None))


def test_too_many_hidden_numbers_are_unknown() -> None:
    many = "rivals.hua.price + " + " + ".join(
        ["complexity", "attitude.buyer", "attitude.chief", "rivals.hua.fit", "rivals.hua.risk",
         "rivals.hua.delivery"]
    )  # fmt: skip

    assert first(opening(many)).value == Shown(None, None)


def test_at_the_end_all_is_exact() -> None:
    run = play(load_text(MINI), 4, "default")

    for found, result in zip(kpi_outlook(run), run.scorecard.kpis, strict=True):
        assert found.value == Shown(result.value, result.value)
        assert found.points == Shown(result.points, result.points)
        assert found.most == pytest.approx(result.most)
