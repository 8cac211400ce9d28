"""What a trainee can see of a run: the room they sit in. Policies see no more than this.

A hidden number is shown as the range that fits what was observed, or not at all. When the run is
finished everything is revealed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from simengine.calendar import date_of_day
from simengine.journal import (
    AnswerValue,
    DecisionMade,
    Fact,
    MessageReceived,
    NumberChanged,
    OffersWeighed,
    RivalMoved,
    StageEntered,
    StagePassed,
)
from simengine.network import Activity, slack_days
from simengine.pipeline_view import PipelineView, look_at_pipeline
from simengine.program import PoolSpec, Program, TaskSpec
from simengine.run import Snapshot
from simengine.scenario.deal import CRITERIA, Criterion, Phase, Response
from simengine.scenario.parts import Mail, Unit
from simengine.sight import Shown as Shown
from simengine.sight import seen
from simengine.world.world import World


@dataclass(frozen=True, slots=True)
class StageView:
    id: str
    phase: Phase
    state: Literal["passed", "current", "ahead"]
    entered_day: float | None
    passed_day: float | None


@dataclass(frozen=True, slots=True)
class MoneyView:
    """All in the scenario's currency; `contract_value` and `signed_day` are None before it."""

    left: float
    selling_budget: float
    selling: float
    delivery_budget: float
    delivery: float
    committed: float
    invoiced: float
    collected: float
    penalty: float
    contract_value: float | None
    signed_day: float | None


@dataclass(frozen=True, slots=True)
class PoolView:
    """`busy` of `people` are at work; `waiting` tasks lack people of this pool."""

    id: str
    people: int
    busy: int
    waiting: int
    training: int
    fatigue: float
    overtime: float
    day_rate: float


@dataclass(frozen=True, slots=True)
class TaskView:
    """`expected_finish` is the plan from where things stand; `slack_days` is how much later it
    may finish without delaying the last of the tasks in the plan; None when it is over."""

    id: str
    stage: str
    state: Literal["ahead", "waiting", "queued", "working", "done", "stopped"]
    planned_start: float | None
    planned_finish: float | None
    start_day: float | None
    finish_day: float | None
    expected_start: float | None
    expected_finish: float | None
    slack_days: float | None
    cost: float

    @property
    def is_critical(self) -> bool:
        """Whether any delay of it delays the whole plan."""
        return self.slack_days is not None and self.slack_days < 0.01


@dataclass(frozen=True, slots=True)
class Effort:
    """A task that an option starts: its planned working days, and the people by pool."""

    task: str
    days: float
    people: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class StakeholderView:
    """`weights` are shares of 1 by criterion, or None while unknown."""

    id: str
    influence_share: float
    attitude: Shown
    weights: Mapping[Criterion, float] | None


@dataclass(frozen=True, slots=True)
class RivalView:
    id: str
    offer: Mapping[Criterion, Shown]


@dataclass(frozen=True, slots=True)
class NumberView:
    """A variable that the author has given a label."""

    name: str
    unit: Unit
    value: Shown
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RiskView:
    id: str
    state: Literal["open", "warned", "struck"]
    response: Response | None
    struck_day: float | None


@dataclass(frozen=True, slots=True)
class MilestoneView:
    id: str
    share: float
    amount: float
    due_day: float | None
    accepted_day: float | None
    refused: int
    late_days: float
    invoiced: float
    paid_day: float | None


@dataclass(frozen=True, slots=True)
class MailView:
    day: float
    place: str
    mail: Mail


@dataclass(frozen=True, slots=True)
class StepView:
    """An answered decision and the visible facts from then until the next one."""

    step: int
    day: float
    decision: str
    value: AnswerValue
    cost: float
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that can be seen. Tuples are in the order of the scenario, mails newest first."""

    day: float
    date: datetime.date
    horizon: float
    stages: tuple[StageView, ...]
    money: MoneyView
    team: tuple[PoolView, ...]
    tasks: tuple[TaskView, ...]
    stakeholders: tuple[StakeholderView, ...]
    rivals: tuple[RivalView, ...]
    numbers: tuple[NumberView, ...]
    risks: tuple[RiskView, ...]
    milestones: tuple[MilestoneView, ...]
    pipeline: PipelineView | None
    inbox: tuple[MailView, ...]
    opening: tuple[Fact, ...]
    steps: tuple[StepView, ...]

    @property
    def stage(self) -> StageView:
        """The stage that the deal is in, or the last one."""
        return next((s for s in self.stages if s.state == "current"), self.stages[-1])


def look(snapshot: Snapshot) -> Room:
    """Return what a trainee sees of the run where it stands."""
    world, program = snapshot.world, snapshot.program
    reveal = snapshot.status == "finished"
    eyes = _Eyes(world, reveal)
    facts = [fact for fact in snapshot.journal if reveal or is_visible(program, fact)]
    opening, steps = _steps(facts)
    scenario = program.scenario
    return Room(
        day=snapshot.day,
        date=date_of_day(scenario.start, snapshot.day, scenario.holidays),
        horizon=scenario.horizon,
        stages=_stages(snapshot),
        money=_money(world),
        team=tuple(_pool(world, spec) for spec in program.pools),
        tasks=_tasks(world, snapshot.day),
        stakeholders=_stakeholders(eyes),
        rivals=tuple(
            RivalView(
                rival.id,
                {criterion: eyes.see(f"rivals.{rival.id}.{criterion}") for criterion in CRITERIA},
            )
            for rival in program.competitors
        ),
        numbers=_numbers(eyes),
        risks=_risks(snapshot),
        milestones=_milestones(world),
        pipeline=look_at_pipeline(world, eyes.see),
        inbox=tuple(
            MailView(fact.day, fact.place, program.mails[fact.place])
            for fact in reversed(facts)
            if isinstance(fact, MessageReceived)
        ),
        opening=opening,
        steps=steps,
    )


def efforts(snapshot: Snapshot, decision: str, option: str) -> tuple[Effort, ...]:
    """The tasks that an option is sure to start, as a plan would have them now.

    What it starts only in some case is left out. Raises KeyError for an unknown id.
    """
    program, tasks = snapshot.program, snapshot.world.tasks
    started = program.scenario.decisions[decision].options[option].start
    return tuple(
        Effort(
            task=spec.id,
            days=tasks.planned_days(spec),
            people={program.pools[pool].id: count for pool, count in spec.needs},
        )
        for spec in program.tasks
        if spec.id in started
    )


def see(snapshot: Snapshot, name: str) -> Shown:
    """Return any name of the state as the trainee sees it."""
    return _Eyes(snapshot.world, snapshot.status == "finished").see(name)


def is_visible(program: Program, fact: Fact) -> bool:
    """Whether a trainee learns of the fact while the deal is played."""
    if isinstance(fact, (OffersWeighed, RivalMoved)):
        return False
    if isinstance(fact, NumberChanged):
        name = program.names[program.slots[fact.name]]
        quantity = name.quantity
        return not name.hidden and (quantity is None or quantity.label is not None)
    return True


class _Eyes:
    """Sees the numbers of a world as a trainee does, or as they are once all is revealed."""

    def __init__(self, world: World, reveal: bool) -> None:
        self.world = world
        self.reveal = reveal

    def see(self, name: str) -> Shown:
        if self.reveal:
            value = float(self.world.get(name))
            return Shown(value, value)
        return seen(self.world, name)


def _steps(facts: list[Fact]) -> tuple[tuple[Fact, ...], tuple[StepView, ...]]:
    """Cut the facts at the decisions: those before the first one, then a step for each."""
    cuts = [index for index, fact in enumerate(facts) if isinstance(fact, DecisionMade)]
    opening = tuple(facts[: cuts[0]] if cuts else facts)
    steps = []
    for begin, end in pairwise([*cuts, len(facts)]):
        made = facts[begin]
        assert isinstance(made, DecisionMade)
        steps.append(
            StepView(
                made.step, made.day, made.decision, made.value, made.cost,
                tuple(facts[begin + 1 : end]),
            )
        )  # fmt: skip
    return opening, tuple(steps)


def _stages(snapshot: Snapshot) -> tuple[StageView, ...]:
    entered = {f.stage: f.day for f in snapshot.journal if isinstance(f, StageEntered)}
    passed = {f.stage: f.day for f in snapshot.journal if isinstance(f, StagePassed)}
    views = []
    for key, stage in snapshot.program.scenario.stages.items():
        state: Literal["passed", "current", "ahead"] = "ahead"
        if key in passed:
            state = "passed"
        elif key in entered:
            state = "current"
        views.append(StageView(key, stage.phase, state, entered.get(key), passed.get(key)))
    return tuple(views)


def _money(world: World) -> MoneyView:
    def money(name: str) -> float:
        return float(world.get(f"money.{name}"))

    signed = world.delivery.signed_day
    return MoneyView(
        left=money("left"),
        selling_budget=money("selling_budget"),
        selling=money("selling"),
        delivery_budget=money("delivery_budget"),
        delivery=money("delivery"),
        committed=money("committed"),
        invoiced=money("invoiced"),
        collected=money("collected"),
        penalty=money("penalty"),
        contract_value=None if signed is None else float(world.get("contract.value")),
        signed_day=signed,
    )


def _pool(world: World, spec: PoolSpec) -> PoolView:
    s = world.s
    people = int(s[spec.people_slot])
    return PoolView(
        id=spec.id,
        people=people,
        busy=people - int(s[spec.free_slot]),
        waiting=world.tasks.waiting_for(spec.index),
        training=int(s[spec.training_slot]),
        fatigue=float(s[spec.fatigue_slot]),
        overtime=float(s[spec.overtime_slot]),
        day_rate=spec.day_rate,
    )


def _tasks(world: World, day: float) -> tuple[TaskView, ...]:
    activities = {
        spec.id: _activity(world, spec, day)
        for spec in world.program.tasks
        if world.tasks.runs[spec.index].active
    }
    slack = slack_days(activities, day)
    return tuple(_task(world, spec, slack.get(spec.id)) for spec in world.program.tasks)


def _activity(world: World, spec: TaskSpec, day: float) -> Activity:
    run = world.tasks.runs[spec.index]
    planned = run.planned_finish - run.planned_start
    if run.start_day is not None:
        planned = max(0.0, run.start_day + planned - day)
    tasks = world.program.tasks
    return Activity(planned, tuple(tasks[before].id for before in spec.after))


def _task(world: World, spec: TaskSpec, found: tuple[float, float, float] | None) -> TaskView:
    run, s = world.tasks.runs[spec.index], world.s
    state: Literal["ahead", "waiting", "queued", "working", "done", "stopped"] = "ahead"
    if run.active:
        state = "waiting"
        if run.start_day is not None:
            state = "working"
        elif run.queued:
            state = "queued"
    elif s[spec.done_slot]:
        state = "done"
    elif run.times:
        state = "stopped"
    start, finish, slack = found if found is not None else (None, None, None)
    return TaskView(
        id=spec.id,
        stage=world.program.stages[spec.stage].id,
        state=state,
        planned_start=run.planned_start if run.times else None,
        planned_finish=run.planned_finish if run.times else None,
        start_day=run.start_day,
        finish_day=run.finish_day,
        expected_start=run.start_day if run.start_day is not None else start,
        expected_finish=finish,
        slack_days=slack,
        cost=run.cost,
    )


def _stakeholders(eyes: _Eyes) -> tuple[StakeholderView, ...]:
    world = eyes.world
    people = world.program.stakeholders
    influence = sum(person.influence for person in people)
    views = []
    for person in people:
        shown = eyes.reveal or person.weighs_shown is None or bool(person.weighs_shown(world.s))
        total = sum(weight for _, weight in person.weights)
        views.append(
            StakeholderView(
                id=person.id,
                influence_share=person.influence / influence,
                attitude=eyes.see(f"attitude.{person.id}"),
                weights={c: weight / total for c, weight in person.weights} if shown else None,
            )
        )
    return tuple(views)


def _numbers(eyes: _Eyes) -> tuple[NumberView, ...]:
    program = eyes.world.program
    views = []
    for key, quantity in program.scenario.variables.items():
        if quantity.label is None:
            continue
        shown = eyes.see(key)
        name = program.names[program.slots[key]]
        if not shown.is_hidden:
            views.append(NumberView(key, quantity.unit, shown, name.low, name.high))
    return tuple(views)


def _risks(snapshot: Snapshot) -> tuple[RiskView, ...]:
    world = snapshot.world
    views = []
    for spec, run in zip(world.program.risks, world.risks.runs, strict=True):
        state: Literal["open", "warned", "struck"] = "open"
        if run.struck:
            state = "struck"
        elif run.warned:
            state = "warned"
        views.append(RiskView(spec.id, state, run.response, run.struck_day))
    return tuple(views)


def _milestones(world: World) -> tuple[MilestoneView, ...]:
    contract = world.program.contract
    if contract is None:
        return ()
    value = float(world.get("contract.value"))
    views = []
    for spec, run in zip(contract.milestones, world.delivery.milestones, strict=True):
        views.append(
            MilestoneView(
                id=spec.id,
                share=spec.share,
                amount=run.invoiced or spec.share * value,
                due_day=world.delivery.due_day(spec),
                accepted_day=run.accepted_day,
                refused=run.refused,
                late_days=float(world.s[spec.late_slot]),
                invoiced=run.invoiced,
                paid_day=run.paid_day,
            )
        )
    return tuple(views)
