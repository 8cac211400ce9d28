"""The debrief: how the deal went, why, what had been hidden, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from app.accounts.models import Person
from app.library import service as library
from app.play import service
from app.play.charts.timeline import Timeline, draw_timeline
from app.play.models import Attempt
from app.play.narrate import Line, Narrator
from app.play.pages.comparison import ComparisonPart, compare
from app.play.pages.headline import headline
from app.play.pages.hidden import Hidden, belief_step, hidden_of
from app.play.pages.news import News, tell
from app.play.pages.next_steps import NextSteps, next_steps
from app.play.pages.review import DecisionTold, ReviewPart, ReviewTold, review_part
from app.play.pages.weighing import Bid, bids_of
from simengine.program import Program
from simengine.run import Snapshot
from simengine.scenario.deal import Kpi
from simengine.scenario.decisions import Decision
from simengine.scenario.model import Scenario
from simengine.view import Room, StepView, look


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
    """A decision, what was chosen, what followed until the next one, and what the review says."""

    view: StepView
    decision: Decision
    chosen: str
    news: News
    told: DecisionTold | None


@dataclass(frozen=True)
class Story:
    """What the replay of a finished attempt tells. `mattered` are the decisions that cost most and
    the turning point, in the order in which they were made."""

    snapshot: Snapshot
    room: Room
    narrator: Narrator
    timeline: Timeline
    steps: tuple[StepRow, ...]
    mattered: tuple[StepRow, ...]
    bids: tuple[Bid, ...]
    hidden: Hidden
    journal: tuple[Line, ...]
    is_proved: bool


@dataclass(frozen=True)
class Debrief:
    """The page. `story` is None when the attempt belongs to another engine."""

    attempt: Attempt
    scenario: Scenario
    headline: str
    kpis: tuple[KpiRow, ...]
    story: Story | None
    comparison: ComparisonPart | None
    next: NextSteps
    is_own: bool

    @property
    def most_share(self) -> float:
        """The points of the KPI that weighs most."""
        return max((row.most for row in self.kpis), default=1.0)


def debrief_page(attempt: Attempt, viewer: Person) -> tuple[Debrief, ReviewPart]:
    """The debrief of a finished attempt from what was stored and, if possible, its replay, and how
    far its review is. Ends the current transaction."""
    snapshot = belief = None
    if service.can_replay(attempt):
        snapshot = service.snapshot_of(attempt)
        belief = service.snapshot_of(attempt, upto=belief_step(snapshot.journal))
    is_own = attempt.person_id == viewer.id
    program = library.get_program(attempt.digest)
    part = review_part(attempt, program, is_own=is_own)
    story = None
    if snapshot is not None and belief is not None:
        story = _story(attempt, snapshot, belief, part.told)
    page = Debrief(
        attempt=attempt,
        scenario=program.scenario,
        headline=_headline(attempt, program, story, part.told),
        kpis=_kpis(attempt, program.scenario),
        story=story,
        comparison=compare(attempt, program.scenario, viewer),
        next=next_steps(attempt, program.scenario, part.told, is_own=is_own),
        is_own=is_own,
    )
    return page, part


def _headline(
    attempt: Attempt, program: Program, story: Story | None, told: ReviewTold | None
) -> str:
    if story is None:
        return headline(attempt, Narrator(program), None, (), (), None)
    review = None if told is None else told.review
    facts = story.snapshot.journal
    return headline(attempt, story.narrator, story.room, facts, story.bids, review)


def _kpis(attempt: Attempt, scenario: Scenario) -> tuple[KpiRow, ...]:
    return tuple(
        KpiRow(
            kpi["id"], scenario.kpis[kpi["id"]],
            kpi["value"], kpi["points"], kpi["share"], kpi["most"],
        )
        for kpi in attempt.kpis or ()
    )  # fmt: skip


def _story(
    attempt: Attempt, snapshot: Snapshot, belief: Snapshot, told: ReviewTold | None
) -> Story:
    narrator = Narrator(snapshot.program)
    room = look(snapshot)
    review = None if told is None else told.review
    steps = tuple(_step(narrator, step, told) for step in room.steps)
    matter = set() if review is None else {*review.costliest, review.turning_point}
    return Story(
        snapshot=snapshot,
        room=room,
        narrator=narrator,
        timeline=draw_timeline(room, snapshot.journal, narrator.name, narrator.date, review),
        steps=steps,
        mattered=tuple(step for step in steps if step.view.step in matter),
        bids=bids_of(narrator, snapshot.journal),
        hidden=hidden_of(narrator, belief),
        journal=tuple(narrator.line(fact) for fact in snapshot.journal),
        is_proved=snapshot.score == attempt.score,
    )


def _step(narrator: Narrator, step: StepView, told: ReviewTold | None) -> StepRow:
    decision = narrator.program.scenario.decisions[step.decision]
    chosen = narrator.texts.answer(decision, step.value)
    found = None if told is None else told.decisions.get(step.step)
    return StepRow(step, decision, chosen, tell(narrator, step.facts), found)
