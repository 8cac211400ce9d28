"""The buying centre as a map: attitude towards us across, influence upwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.play.charts.scales import Scale, fit, text_width
from simengine.view import StakeholderView

WIDTH = 676.0
HEIGHT = 236.0
LEFT, RIGHT, TOP, BOTTOM = 14.0, 14.0, 30.0, 30.0
FONT_SIZE = 12.0
_LANE = 36.0
_LEAST_WIDTH = 3.0

HOSTILE_BELOW = 35.0
FRIENDLY_FROM = 60.0


@dataclass(frozen=True)
class Person:
    """One of the buying centre. `start` and `width` are the attitude's range, None if unknown."""

    id: str
    label: str
    label_x: float
    y: float
    start: float | None
    width: float
    middle: float | None
    radius: float


@dataclass(frozen=True)
class InfluenceMap:
    """The drawing; `hostile` and `friendly` are the pixels at which those zones end and begin."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    hostile: float
    friendly: float
    people: tuple[Person, ...]


def draw_influence(
    stakeholders: Sequence[StakeholderView], name: Callable[[str], str]
) -> InfluenceMap | None:
    """Everybody who has a say, the most influential on top; None when nobody has."""
    if not stakeholders:
        return None
    height = max(HEIGHT, TOP + BOTTOM + _LANE * len(stakeholders))
    across = Scale(0.0, 100.0, LEFT, WIDTH - RIGHT)
    most = max(person.influence_share for person in stakeholders)
    up = Scale(0.0, most, height - BOTTOM - _LANE / 2, TOP + _LANE / 2)
    ranked = sorted(stakeholders, key=lambda person: -person.influence_share)
    lanes = _spread([up(person.influence_share) for person in ranked], height - BOTTOM - 8)
    return InfluenceMap(
        width=WIDTH, height=height, left=LEFT, right=WIDTH - RIGHT,
        top=TOP - 8, bottom=height - BOTTOM + 4,
        hostile=across(HOSTILE_BELOW), friendly=across(FRIENDLY_FROM),
        people=tuple(
            _person(person, y, across, most, name)
            for person, y in zip(ranked, lanes, strict=True)
        ),
    )  # fmt: skip


def _person(
    person: StakeholderView, y: float, across: Scale, most: float, name: Callable[[str], str]
) -> Person:
    label = fit(name(person.id), 220, FONT_SIZE)
    attitude = person.attitude
    start = width = middle = None
    if attitude.low is not None and attitude.high is not None and attitude.middle is not None:
        start = across(attitude.low)
        width = max(_LEAST_WIDTH, across.length(attitude.low, attitude.high))
        middle = across(attitude.middle)
    half = text_width(label, FONT_SIZE) / 2
    centre = middle if middle is not None else across(50.0)
    return Person(
        id=person.id,
        label=label,
        label_x=round(min(max(centre, LEFT + half), WIDTH - RIGHT - half), 1),
        y=y,
        start=start,
        width=width or 0.0,
        middle=middle,
        radius=round(4 + 4 * person.influence_share / most, 1),
    )


def _spread(lanes: list[float], lowest: float) -> list[float]:
    """The heights pushed apart from the top, then back up from the bottom, so labels fit."""
    placed: list[float] = []
    for lane in lanes:
        placed.append(max(lane, placed[-1] + _LANE) if placed else lane)
    for index in range(len(placed) - 1, -1, -1):
        limit = lowest if index == len(placed) - 1 else placed[index + 1] - _LANE
        placed[index] = round(min(placed[index], limit), 1)
    return placed
