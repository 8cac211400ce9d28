"""The deal room: everything that lies on the trainee's desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.errors import DealwrightError
from app.play import service
from app.play.answers import as_form
from app.play.charts.gantt import Gantt, draw_gantt
from app.play.charts.influence import InfluenceMap, draw_influence
from app.play.charts.risk_map import RatedRisk, RiskMap, draw_risk_map
from app.play.figures import RangeBar, range_bar
from app.play.models import Attempt
from app.play.narrate import Narrator
from app.play.pages.kpis import KpiOutlook, kpi_outlook
from app.play.pages.news import News, tell
from app.play.pages.question import Entered, QuestionPanel, question_panel
from simengine.journal import MessageReceived
from simengine.run import Snapshot
from simengine.scenario.deal import PHASES, Criterion, Phase
from simengine.scenario.model import Scenario
from simengine.view import MailView, RiskView, Room, Shown, StageView, StepView, TaskView, look

_PRICE_MARGIN = 0.1

# What was finished longer ago stands in the table of tasks, no longer in the drawing.
_LOOK_BACK_DAYS = 10.0

_OVER = ("done", "stopped")


@dataclass(frozen=True)
class PhaseTrack:
    """A phase with the author's stages in it."""

    phase: Phase
    stages: tuple[StageView, ...]

    @property
    def state(self) -> str:
        """Whether it is passed, current or ahead."""
        states = {stage.state for stage in self.stages}
        if states == {"passed"}:
            return "passed"
        return "ahead" if states == {"ahead"} else "current"


@dataclass(frozen=True)
class RivalCell:
    """One criterion of a rival's offer."""

    criterion: Criterion
    shown: Shown
    bar: RangeBar | None


@dataclass(frozen=True)
class RivalRow:
    """A rival and what is seen of its offer."""

    id: str
    cells: tuple[RivalCell, ...]


@dataclass(frozen=True)
class RiskRow:
    """A risk of the register; `is_over` when its time has passed and it can strike no more.

    `number` is its place in the scenario, which never changes, as registers number them.
    """

    number: int
    view: RiskView
    is_over: bool


@dataclass(frozen=True)
class Desk:
    """The room of an attempt as it stands, or as it stood before an earlier step."""

    attempt: Attempt
    snapshot: Snapshot
    room: Room
    narrator: Narrator
    question: QuestionPanel
    last_step: StepView | None
    news: News
    new_mails: tuple[MailView, ...]
    phases: tuple[PhaseTrack, ...]
    rivals: tuple[RivalRow, ...]
    risks: tuple[RiskRow, ...]
    risk_map: RiskMap | None
    plan: Gantt | None
    influence: InfluenceMap | None
    outlook: tuple[KpiOutlook, ...]
    notice: str
    is_past: bool

    @property
    def scenario(self) -> Scenario:
        """What the author wrote."""
        return self.snapshot.program.scenario

    @property
    def currency(self) -> str:
        """The currency of all money."""
        return self.scenario.currency

    @property
    def budget(self) -> float:
        """The budget in force: for winning until the signature, then for delivery."""
        money = self.room.money
        return money.selling_budget if money.signed_day is None else money.delivery_budget

    @property
    def plan_tasks(self) -> tuple[TaskView, ...]:
        """The tasks that are or were in the plan: first what is still to be done."""
        planned = [task for task in self.room.tasks if task.planned_start is not None]
        return tuple(sorted(planned, key=lambda task: task.state in _OVER))

    def date(self, day: float) -> date:
        """The date of a working day."""
        return self.narrator.date(day)

    def name(self, element_id: str) -> str:
        """What an element is called."""
        return self.narrator.name(element_id)


def lay_out(
    attempt: Attempt,
    snapshot: Snapshot,
    *,
    entered: Entered | None = None,
    refusal: DealwrightError | None = None,
    is_past: bool = False,
) -> Desk:
    """The desk of a run that waits for a decision.

    `refusal` is why something sent just now was not taken, and `entered` the form to be corrected;
    a refusal without a form is said above everything.
    """
    message = "" if refusal is None else str(refusal.message)
    narrator = Narrator(snapshot.program)
    room = look(snapshot)
    last_step = room.steps[-1] if room.steps else None
    facts = room.opening if last_step is None else last_step.facts
    mails = sum(isinstance(fact, MessageReceived) for fact in facts)
    risks = _risks(snapshot, room)
    return Desk(
        attempt=attempt,
        snapshot=snapshot,
        room=room,
        narrator=narrator,
        question=question_panel(
            narrator, snapshot, entered, error="" if entered is None else message
        ),
        last_step=last_step,
        news=tell(narrator, facts),
        new_mails=room.inbox[:mails],
        phases=phase_tracks(room),
        rivals=_rivals(room),
        risks=risks,
        risk_map=_risk_map(snapshot.program.scenario, risks),
        plan=draw_gantt(
            room.tasks, room.day, narrator.name, narrator.date, since=room.day - _LOOK_BACK_DAYS
        ),
        influence=draw_influence(room.stakeholders, narrator.name),
        outlook=kpi_outlook(snapshot),
        notice=message if entered is None else "",
        is_past=is_past,
    )


def past_desk(attempt: Attempt, step: int) -> Desk:
    """The desk as it was before a step was decided, with what was answered then."""
    snapshot = service.snapshot_of(attempt, upto=step)
    given = service.answers_of(attempt.id)[step]
    return lay_out(attempt, snapshot, entered=as_form(given.decision, given.value), is_past=True)


def phase_tracks(room: Room) -> tuple[PhaseTrack, ...]:
    """The phases that the scenario has, with their stages."""
    tracks = (
        PhaseTrack(phase, tuple(stage for stage in room.stages if stage.phase == phase))
        for phase in PHASES
    )
    return tuple(track for track in tracks if track.stages)


def _rivals(room: Room) -> tuple[RivalRow, ...]:
    """The rivals' offers; all prices on one scale, so that they can be compared."""
    prices = [
        bound
        for rival in room.rivals
        for bound in (rival.offer["price"].low, rival.offer["price"].high)
        if bound is not None
    ]
    low, high = (min(prices), max(prices)) if prices else (0.0, 0.0)
    margin = _PRICE_MARGIN * max(high - low, 0.01 * high)
    rows = []
    for rival in room.rivals:
        cells = []
        for criterion, shown in rival.offer.items():
            scale = (low - margin, high + margin) if criterion == "price" else (0.0, 100.0)
            cells.append(RivalCell(criterion, shown, range_bar(shown, *scale)))
        rows.append(RivalRow(rival.id, tuple(cells)))
    return tuple(rows)


def _risks(snapshot: Snapshot, room: Room) -> tuple[RiskRow, ...]:
    """The register: first what has struck or is showing signs, last what can strike no more."""
    passed = {stage.id for stage in room.stages if stage.state == "passed"}
    rows = []
    pairs = zip(room.risks, snapshot.program.risks, strict=True)
    for number, (view, spec) in enumerate(pairs, 1):
        during = snapshot.program.scenario.risks[view.id].during
        is_over = bool(during) and passed.issuperset(during)
        if spec.between is not None:
            is_over = snapshot.day > float(spec.between[1](snapshot.world.s))
        rows.append(RiskRow(number, view, view.state == "open" and is_over))
    return tuple(sorted(rows, key=lambda row: (row.view.state == "open", row.is_over)))


def _risk_map(scenario: Scenario, rows: tuple[RiskRow, ...]) -> RiskMap | None:
    """The matrix of those risks that their author has rated."""
    rated = []
    for row in rows:
        rating = scenario.risks[row.view.id].rating
        if rating is not None:
            look = "over" if row.is_over else row.view.state
            rated.append(RatedRisk(row.number, *rating, look=look))
    return draw_risk_map(rated)
