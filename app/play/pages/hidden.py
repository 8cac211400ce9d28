"""What had been hidden: how it was seen when it mattered most, and how it really stood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.i18n import pick
from app.play.charts.ranges import RangeAgainstTruth, draw_range
from app.play.figures import FigureUnit
from app.play.narrate import Narrator
from app.play.state_names import describe
from app.play.words import CRITERIA
from simengine.journal import AwardMade, DecisionMade, Fact
from simengine.run import Snapshot
from simengine.view import Shown, see

# How far beyond what was seen and true a scale goes that has no ends of its own.
_MARGIN = 0.15

# Less than this share of the scale between the middle of the range and the truth is no surprise.
_SURPRISE = 0.08


@dataclass(frozen=True)
class Revealed:
    """A hidden number. `name` is what it is called within its group, `label` outside it; `gap` is
    how far the truth was from the middle of what was seen, in shares of the scale."""

    name: str
    note: str
    label: str
    unit: FigureUnit
    seen: Shown
    truth: float
    drawing: RangeAgainstTruth
    gap: float


@dataclass(frozen=True)
class HiddenGroup:
    """Hidden numbers that belong together."""

    title: str
    rows: tuple[Revealed, ...]


@dataclass(frozen=True)
class Hidden:
    """All of them. `surprise` is what was furthest from the middle of what was seen."""

    groups: tuple[HiddenGroup, ...]
    surprise: Revealed | None


def belief_step(facts: Sequence[Fact]) -> int:
    """The step at which what was believed mattered most: the last before the award, or at all."""
    award = next((fact.day for fact in facts if isinstance(fact, AwardMade)), None)
    steps = [
        fact.step
        for fact in facts
        if isinstance(fact, DecisionMade) and (award is None or fact.day <= award)
    ]
    return max(steps, default=0)


def hidden_of(narrator: Narrator, belief: Snapshot) -> Hidden:
    """Every hidden number that has a name people know, as it stood and was seen in `belief`."""
    program = belief.program
    names = [
        spec.name
        for spec in program.quantities
        if spec.slot in program.hidden and ("." in spec.name or narrator.texts.is_named(spec.name))
    ]
    by_group: dict[str, list[Revealed]] = {}
    prices = _price_scale(belief, names)
    for name in names:
        title = _group_of(narrator, name)
        by_group.setdefault(title, []).append(_reveal(narrator, belief, name, prices))
    # What people think first, the numbers of the author last.
    others = _("Market and task")
    groups = [HiddenGroup(title, tuple(rows)) for title, rows in by_group.items()]
    groups.sort(key=lambda group: group.title == others)
    return Hidden(tuple(groups), _surprise(row for group in groups for row in group.rows))


def _group_of(narrator: Narrator, name: str) -> str:
    family, *rest = name.split(".")
    match family:
        case "attitude":
            return _("The customer's people: their attitude")
        case "rivals":
            return narrator.name(rest[0])
        case "sellers" if rest[-1] == "skill":
            return _("Skill of the salespeople")
        case "sellers":
            return _("Morale of the salespeople")
    return _("Market and task")


def _reveal(
    narrator: Narrator, belief: Snapshot, name: str, prices: tuple[float, float]
) -> Revealed:
    words = describe(belief.program, narrator.texts, name)
    shown, truth = see(belief, name), float(belief.world.get(name))
    family, *rest = name.split(".")
    low, high = words.low, words.high
    if low is None or high is None:
        low, high = prices if family == "rivals" else _scale([shown], [truth])
    short, note = words.label, ""
    if family == "attitude":
        person = narrator.program.scenario.stakeholders[rest[0]]
        short, note = pick(person.name), pick(person.role)
    elif family == "rivals":
        short = str(CRITERIA[rest[-1]])  # type: ignore[index]
    elif family == "sellers":
        short = narrator.name(rest[0])
    middle = shown.middle
    gap = 0.0 if middle is None or high <= low else (truth - middle) / (high - low)
    drawing = draw_range(shown, truth, low, high)
    return Revealed(short, note, words.label, words.unit, shown, truth, drawing, gap)


def _price_scale(belief: Snapshot, names: Iterable[str]) -> tuple[float, float]:
    """One scale for the prices of all rivals, so that they can be told apart."""
    found = [name for name in names if name.startswith("rivals.") and name.endswith(".price")]
    return _scale(
        [see(belief, name) for name in found], [float(belief.world.get(name)) for name in found]
    )


def _scale(seen: Iterable[Shown], truths: Iterable[float]) -> tuple[float, float]:
    values = list(truths)
    for shown in seen:
        values += [end for end in (shown.low, shown.high) if end is not None]
    if not values:
        return 0.0, 1.0
    margin = _MARGIN * (max(values) - min(values) or abs(values[0]) or 1.0)
    return min(values) - margin, max(values) + margin


def _surprise(rows: Iterable[Revealed]) -> Revealed | None:
    found = max(rows, key=lambda row: abs(row.gap), default=None)
    return found if found is not None and abs(found.gap) >= _SURPRISE else None
