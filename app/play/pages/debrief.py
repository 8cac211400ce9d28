"""The debrief: how the deal went, why, and what had been hidden."""

from __future__ import annotations

from dataclasses import dataclass

from app.play.charts.timeline import Timeline, draw_timeline
from app.play.figures import FigureUnit
from app.play.models import Attempt
from app.play.narrate import Line, Narrator
from app.play.pages.news import News, tell
from app.play.state_names import describe
from simengine.journal import AwardMade, DecisionMade, Fact, OffersWeighed
from simengine.program import Program
from simengine.run import Snapshot
from simengine.scenario.deal import Kpi
from simengine.scenario.decisions import Decision
from simengine.scenario.model import Scenario
from simengine.view import Room, Shown, StepView, look, see


@dataclass(frozen=True)
class KpiRow:
    """A KPI of the finished run. `share` is what it adds to the score, of `most`."""

    id: str
    kpi: Kpi
    value: float
    points: float
    share: float
    most: float


@dataclass(frozen=True)
class StepRow:
    """A decision, what was chosen, and what followed until the next one."""

    view: StepView
    decision: Decision
    chosen: str
    news: News


@dataclass(frozen=True)
class Bid:
    """An offer as the customer weighed it."""

    bidder: str
    name: str
    price: float | None
    utility: float
    probability: float
    has_won: bool


@dataclass(frozen=True)
class Revealed:
    """A hidden number: how it was seen when it mattered most, and what it was then."""

    label: str
    unit: FigureUnit
    seen: Shown
    truth: float


@dataclass(frozen=True)
class Story:
    """What the replay of a finished attempt tells."""

    snapshot: Snapshot
    room: Room
    narrator: Narrator
    timeline: Timeline
    opening: News
    steps: tuple[StepRow, ...]
    bids: tuple[Bid, ...]
    revealed: tuple[Revealed, ...]
    journal: tuple[Line, ...]
    is_proved: bool


@dataclass(frozen=True)
class Debrief:
    """The page. `story` is None when the attempt belongs to another engine."""

    attempt: Attempt
    scenario: Scenario
    kpis: tuple[KpiRow, ...]
    story: Story | None


def debrief_of(
    attempt: Attempt, program: Program, snapshot: Snapshot | None, belief: Snapshot | None
) -> Debrief:
    """The debrief of a finished attempt from what was stored and, if possible, its replay.

    `belief` is the run as it stood before the step that :func:`belief_step` names.
    """
    scenario = program.scenario
    rows = tuple(
        KpiRow(
            kpi["id"], scenario.kpis[kpi["id"]],
            kpi["value"], kpi["points"], kpi["share"], kpi["most"],
        )
        for kpi in attempt.kpis or ()
    )  # fmt: skip
    story = None
    if snapshot is not None and belief is not None:
        story = _story(attempt, snapshot, belief)
    return Debrief(attempt, scenario, rows, story)


def belief_step(facts: tuple[Fact, ...]) -> int:
    """The step at which what was believed mattered most: the last before the award, or at all."""
    award = next((fact.day for fact in facts if isinstance(fact, AwardMade)), None)
    steps = [
        fact.step
        for fact in facts
        if isinstance(fact, DecisionMade) and (award is None or fact.day <= award)
    ]
    return max(steps, default=0)


def _story(attempt: Attempt, snapshot: Snapshot, belief: Snapshot) -> Story:
    narrator = Narrator(snapshot.program)
    room = look(snapshot)
    return Story(
        snapshot=snapshot,
        room=room,
        narrator=narrator,
        timeline=draw_timeline(room, snapshot.journal, narrator.name, narrator.date),
        opening=tell(narrator, room.opening),
        steps=tuple(_step(narrator, step) for step in room.steps),
        bids=_bids(narrator, snapshot.journal),
        revealed=_revealed(narrator, belief),
        journal=tuple(narrator.line(fact) for fact in snapshot.journal),
        is_proved=snapshot.score == attempt.score,
    )


def _step(narrator: Narrator, step: StepView) -> StepRow:
    decision = narrator.program.scenario.decisions[step.decision]
    chosen = narrator.texts.answer(decision, step.value)
    return StepRow(step, decision, chosen, tell(narrator, step.facts))


def _bids(narrator: Narrator, facts: tuple[Fact, ...]) -> tuple[Bid, ...]:
    weighed = next((fact for fact in facts if isinstance(fact, OffersWeighed)), None)
    award = next((fact for fact in facts if isinstance(fact, AwardMade)), None)
    if weighed is None or award is None:
        return ()
    ranked = sorted(weighed.utilities.items(), key=lambda item: -item[1])
    return tuple(
        Bid(
            bidder=bidder,
            name=narrator.bidder(bidder),
            price=weighed.prices.get(bidder),
            utility=utility,
            probability=weighed.probabilities[bidder],
            has_won=award.winner == bidder,
        )
        for bidder, utility in ranked
    )


def _revealed(narrator: Narrator, belief: Snapshot) -> tuple[Revealed, ...]:
    """Every hidden number that has a name people know."""
    program = belief.program
    rows = []
    for spec in program.quantities:
        if spec.slot not in program.hidden:
            continue
        if "." not in spec.name and not narrator.texts.is_named(spec.name):
            continue
        words = describe(program, narrator.texts, spec.name)
        truth = float(belief.world.s[spec.slot])
        rows.append(Revealed(words.label, words.unit, see(belief, spec.name), truth))
    return tuple(rows)
