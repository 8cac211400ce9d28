"""The tour of the deal room: a few steps, each beside the part of the room that it speaks of.

The steps suit the room at hand. An instrument that the deal does not have is not spoken of, and
what is said of an instrument is what it says of itself (``app.play.explain``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.play.explain import BY_ID, INSTRUMENTS, Instrument
from simengine.view import Room

Until = Literal["", "open", "choose", "decide"]

# The first of these that a deal has is the one to open: people tell more than figures.
_WORTH_OPENING = ("people", "numbers", "pipeline", "tasks", "briefing")


@dataclass(frozen=True)
class TourStep:
    """One step. `part` is the id of what it speaks of, `instrument` the one that must be open for
    it, `until` what the reader does to go on by doing; `task` says so."""

    id: str
    part: str
    title: LazyString
    text: tuple[LazyString, ...]
    task: LazyString | str = ""
    until: Until = ""
    instrument: str = ""


@dataclass(frozen=True)
class Guide:
    """The tour as it stands in one room. `begun_at` tells one tour from the next."""

    steps: tuple[TourStep, ...]
    begun_at: datetime


def instruments_of(room: Room) -> tuple[Instrument, ...]:
    """The instruments that this room has, in their order. What a scenario lacks needs no tab."""
    has = {
        "people": room.stakeholders,
        "rivals": room.rivals,
        "pipeline": room.pipeline,
        "numbers": room.numbers,
        "tasks": room.tasks,
        "team": room.team,
        "risks": room.risks,
    }
    return tuple(one for one in INSTRUMENTS if has.get(one.id, True))


def guide_through(room: Room, begun_at: datetime) -> Guide:
    """The tour of this room."""
    return Guide(tuple(_steps(room)), begun_at)


def _steps(room: Room) -> Iterator[TourStep]:
    present = {one.id for one in instruments_of(room)}
    yield TourStep(
        "strip",
        "strip",
        _("Where the deal stands"),
        (
            _(
                "Up here you see the date, the money that is left, and the stage that the deal "
                "has reached. Time stands still while you think."
            ),
        ),
    )
    yield _look("news")
    yield TourStep(
        "question",
        "question",
        _("The decision at hand"),
        (
            _(
                "A deal is a row of decisions. Here is who asks and what is asked; the figures "
                "in the grey box are those that matter to it. A figure with two ends is a "
                "range: the truth lies within, and you may find out more."
            ),
        ),
    )
    opened = next(name for name in _WORTH_OPENING if name in present)
    yield TourStep(
        f"open-{opened}",
        f"tab-{opened}",
        _("Look behind the question"),
        (
            _(
                "The instruments hold what you know. You may open any of them at any time; it "
                "costs nothing."
            ),
        ),
        task=_("Open the instrument “%(title)s” now.", title=BY_ID[opened].title),
        until="open",
        instrument=opened,
    )
    yield _look(opened)
    if "risks" in present:
        yield _look("risks")
    yield _look("kpis")
    yield TourStep(
        "choose",
        "options",
        _("What you can answer"),
        (
            _(
                "Every answer has its price and its consequences, and none is right every time."
                " What it costs stands beside it."
            ),
        ),
        task=_("Choose an answer now. You can still change it."),
        until="choose",
    )
    yield TourStep(
        "decide",
        "decide",
        _("Decide"),
        (
            _(
                "Only now does time run on, to the next decision. A decision cannot be taken "
                "back, but you can play the deal again."
            ),
        ),
        task=_("Press “Decide” now."),
        until="decide",
    )
    yield TourStep(
        "after",
        "instrument-news",
        _("What came of it"),
        (
            _(
                "After each decision you see here what has happened since. Go on like that "
                "until the deal is over: read, look behind, decide."
            ),
            _(
                "At the end your score is set beside the quality of your decisions, so that you"
                " see what was skill and what was luck. Every instrument explains itself under "
                "“How to read this”."
            ),
        ),
        instrument="news",
    )


def _look(name: str) -> TourStep:
    """A step that lets an instrument explain itself."""
    about = BY_ID[name]
    return TourStep(
        name,
        f"instrument-{name}",
        about.title,
        (about.shows, about.reading, about.use),
        instrument=name,
    )
