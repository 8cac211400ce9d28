"""Pictures of the instruments, for the page of help.

They are made by the templates of the room, from a deal that is the same for everybody, so that
they show what the room shows, in the reader's language and colours, and cannot go stale.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from flask import render_template
from markupsafe import Markup

from app.i18n import current_locale
from app.play.explain import INSTRUMENTS, Instrument
from app.play.models import Attempt
from app.play.pages.desk import Desk, lay_out
from app.play.tour import instruments_of
from simengine.library import BUNDLED, load_file
from simengine.policies import play
from simengine.run import ENGINE, replay


@dataclass(frozen=True)
class Example:
    """A room to take pictures of: of which bundled scenario, with which luck, played by which
    bot, and after how many decisions."""

    slug: str
    seed: int
    policy: str
    decisions: int


# A deal in delivery has something in every instrument but the pipeline, which is of another kind.
EXAMPLES = (
    Example("smart-factory", 2, "cautious", 30),
    Example("sales-quarter", 3, "cautious", 12),
)

_LINK = re.compile(r"<a\b[^>]*?(\sclass=\"[^\"]*\")?[^>]*>")
_REACHABLE = re.compile(r"\s(?:id|for|name|tabindex|role|aria-label|aria-labelledby)=\"[^\"]*\"")


@dataclass(frozen=True)
class Picture:
    """An instrument as it looks in the example, and which deal that is."""

    instrument: Instrument
    html: Markup
    desk: Desk


def pictures() -> tuple[Picture, ...]:
    """A picture of every instrument, in the order of the room, for the current reader."""
    return _pictures(current_locale(), ENGINE)


def example_desk(example: Example) -> Desk:
    """The room of an example. Raises what loading a scenario raises."""
    program = load_file(BUNDLED / example.slug)
    run = play(program, example.seed, example.policy)
    answers = run.answers[: example.decisions]
    began = datetime.combine(program.scenario.start, datetime.min.time(), UTC)
    attempt = Attempt(
        id=0, digest=program.scenario.digest, engine=ENGINE, seed=example.seed, mode="practice",
        status="open", steps=len(answers), started_at=began, played_at=began,
    )  # fmt: skip
    return lay_out(attempt, replay(program, example.seed, answers))


@lru_cache(maxsize=8)
def _pictures(_locale: str, _engine: str) -> tuple[Picture, ...]:
    """Kept for each language and engine: a whole deal is played for them."""
    found: dict[str, Picture] = {}
    for example in EXAMPLES:
        desk = example_desk(example)
        for instrument in instruments_of(desk.room):
            if instrument.id not in found:
                found[instrument.id] = Picture(instrument, _draw(instrument, desk), desk)
    return tuple(found[one.id] for one in INSTRUMENTS if one.id in found)


def _draw(instrument: Instrument, desk: Desk) -> Markup:
    html = render_template("play/_picture.html", desk=desk, instrument=instrument)
    return Markup(to_still(html))


def to_still(html: str) -> str:
    """The markup of an instrument without anything to be reached, followed or named twice."""
    html = _LINK.sub(lambda link: f"<span{link[1] or ''}>", html).replace("</a>", "</span>")
    return _REACHABLE.sub("", html)
