"""KPI dials and the risk matrix: what stands where."""

from __future__ import annotations

import re

import pytest

from app.play.charts.dials import draw_dial
from app.play.charts.risk_map import LEVELS, RatedRisk, draw_risk_map
from simengine.view import Shown

NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


def ends(path: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where an arc begins and ends."""
    found = [float(number) for number in NUMBERS.findall(path)]
    return (found[0], found[1]), (found[-2], found[-1])


def test_a_dial_goes_from_left_over_the_top_to_right() -> None:
    assert ends(draw_dial(Shown(0, 0)).track) == ((8.0, 50.0), (92.0, 50.0))
    assert ends(draw_dial(Shown(50, 50)).sure) == ((8.0, 50.0), (50.0, 8.0))
    assert ends(draw_dial(Shown(100, 100)).sure) == ((8.0, 50.0), (92.0, 50.0))


def test_a_dial_tells_what_is_sure_from_what_may_be() -> None:
    known, ranged, nothing, unknown = (
        draw_dial(shown) for shown in (Shown(30, 30), Shown(30, 70), Shown(0, 0), Shown(None, None))
    )

    assert (bool(known.sure), known.maybe) == (True, "")
    assert ends(ranged.maybe)[0] == ends(ranged.sure)[1]
    assert ends(ranged.maybe)[1] == ends(draw_dial(Shown(70, 70)).sure)[1]
    assert (nothing.sure, nothing.maybe) == ("", "")
    assert (unknown.sure, unknown.maybe) == ("", "")
    assert draw_dial(Shown(-20, 170)).maybe == draw_dial(Shown(0, 100)).maybe


def test_the_matrix_has_a_square_for_each_rating() -> None:
    found = draw_risk_map([RatedRisk(1, 5, 5, "open")])

    assert found is not None
    assert len({(cell.x, cell.y) for cell in found.cells}) == LEVELS**2
    zones = [cell.zone for cell in found.cells]
    assert [zones.count(zone) for zone in ("low", "middle", "high")] == [8, 9, 8]
    assert draw_risk_map([]) is None


def test_likelihood_goes_up_and_severity_to_the_right() -> None:
    found = draw_risk_map(
        [RatedRisk(1, 1, 1, "open"), RatedRisk(2, 5, 1, "warned"), RatedRisk(3, 1, 5, "over")]
    )

    assert found is not None
    rare, likely, severe = found.dots
    assert rare.x == likely.x < severe.x
    assert likely.y < rare.y == severe.y
    assert [dot.look for dot in found.dots] == ["open", "warned", "over"]


@pytest.mark.parametrize("count", [2, 3, 7])
def test_risks_of_one_square_stand_side_by_side(count: int) -> None:
    found = draw_risk_map([RatedRisk(number, 3, 3, "open") for number in range(count)])

    assert found is not None
    places = {(dot.x, dot.y) for dot in found.dots}
    assert len(places) == count
    middle_x, middle_y = found.middle
    assert all(abs(dot.x - middle_x) <= 36 and abs(dot.y - middle_y) <= 34 for dot in found.dots)
