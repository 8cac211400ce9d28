"""A scenario made ready to run: every name a slot, every formula a function, every id an index.

A program is made once for a scenario and shared by all its runs; nothing in it changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from simengine.expressions import Formula
from simengine.names import Name, Value
from simengine.questions import OptionOffer
from simengine.scenario.deal import Criterion, Response
from simengine.scenario.model import Scenario
from simengine.scenario.parts import Mail

if TYPE_CHECKING:
    from simengine.acts import Acts


@dataclass(frozen=True, slots=True)
class Change:
    """An assignment: `s[slot] op= formula`, kept between `low` and `high`."""

    slot: int
    name: str
    op: str
    formula: Formula
    low: float
    high: float
    stream: str | None


@dataclass(frozen=True, slots=True)
class Consequences:
    """The effects of one element; `place` is its path in the scenario. `index` finds what they
    come to in the program's `acts`; it is -1 in a case, which is a part of others."""

    place: str
    cause: str
    index: int = -1
    changes: tuple[Change, ...] = ()
    start: tuple[int, ...] = ()
    stop: tuple[int, ...] = ()
    cost: Formula | None = None
    hire: tuple[tuple[int, Formula], ...] = ()
    outsource: tuple[tuple[int, Formula], ...] = ()
    respond: tuple[tuple[int, Response], ...] = ()
    has_mail: bool = False
    cases: tuple[tuple[Formula, Consequences], ...] = ()
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Something waited for. `times` are the formulas of the days at which it may turn true by
    the passing of time alone; None when that may be any day."""

    index: int
    formula: Formula
    times: tuple[Formula, ...] | None


class Marks(NamedTuple):
    """What to look at again when a number changes: conditions, and quantities whose range may
    have become narrower; all by their indexes."""

    conditions: tuple[int, ...]
    quantities: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuantitySpec:
    """`index` is its place among the quantities."""

    index: int
    slot: int
    name: str
    first: Formula
    low: float
    high: float
    shown_within: Formula | None
    drift_to: Formula | None
    drift_rate: float
    drift_sd: float


class Unknown(NamedTuple):
    """A hidden number in which chance has a part. `changes` finds an effect on it by its cause,
    where that has only one such effect."""

    spec: QuantitySpec
    changes: Mapping[str, Change]


@dataclass(frozen=True, slots=True)
class StageSpec:
    id: str
    entered_slot: int
    passed_slot: int
    day_slot: int
    gate: Condition
    latest: Formula | None
    effects: Consequences | None
    late: Consequences | None
    passed: Consequences | None


@dataclass(frozen=True, slots=True)
class PoolSpec:
    index: int
    id: str
    people: int
    day_rate: float
    skill_speed: float
    people_slot: int
    free_slot: int
    training_slot: int
    fatigue_slot: int
    overtime_slot: int
    hire_days: float
    hire_cost: float
    training_days: float
    most_hired: int
    outsource_days: float
    outsource_rate: float
    outsource_term: float
    most_outsourced: int


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """`needs` are pools and how many of each, `books` the same by the slot of those free.
    `plan_days` is None where the planned days depend on the state; `successors`
    and `milestones` are those that wait for it."""

    index: int
    id: str
    stage: int
    days: Formula
    plan_days: float | None
    draws: bool
    needs: tuple[tuple[int, int], ...]
    books: tuple[tuple[int, int], ...]
    cost: Formula | None
    after: tuple[int, ...]
    priority: int
    rework_chance: Formula | None
    rework_share: Formula | None
    effects: Consequences | None
    planned_slot: int
    started_slot: int
    done_slot: int
    day_slot: int
    start_moment: str
    done_moment: str
    successors: tuple[int, ...]
    milestones: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ResponseSpec:
    chance_times: Formula | None
    impact: Consequences | None
    has_impact: bool
    effects: Consequences | None
    slot: int


@dataclass(frozen=True, slots=True)
class RiskSpec:
    """`warning_days` is 0 where nothing warns; a warning may have no effects but its moment.
    `changes` says whether its rate may be another without another response."""

    index: int
    id: str
    chance: Formula | None
    between: tuple[Formula, Formula] | None
    rate: Formula | None
    during: frozenset[int]
    warning_days: float
    warning: Consequences | None
    responses: Mapping[Response, ResponseSpec]
    effects: Consequences | None
    changes: bool
    struck_slot: int
    warned_slot: int


@dataclass(frozen=True, slots=True)
class EventSpec:
    """An event, or a competitor's move when `competitor` is given."""

    index: int
    id: str
    competitor: str | None
    day: Formula | None
    every: float | None
    first: Formula | None
    condition: Condition | None
    guard: Formula | None
    chance: Formula | None
    after: Formula | None
    repeat: bool
    effects: Consequences | None
    times_slot: int


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """`offer` is how the option stands if that is always the same."""

    id: str
    when: Formula | None
    cost: Formula | None
    at_most: int | None
    offer: OptionOffer | None
    effects: Consequences | None
    slot: int


@dataclass(frozen=True, slots=True)
class AmountSpec:
    min: Formula
    max: Formula
    step: float
    slot: int


@dataclass(frozen=True, slots=True)
class DecisionSpec:
    index: int
    id: str
    answer: str
    day: Formula | None
    every: float | None
    first: Formula | None
    condition: Condition | None
    guard: Formula | None
    options: Mapping[str, OptionSpec]
    budget: Formula | None
    at_least: int
    at_most: int | None
    units: Formula | None
    use_all: bool
    amount: AmountSpec | None
    default_amount: Formula | None
    effects: Consequences | None
    asked_slot: int


@dataclass(frozen=True, slots=True)
class StakeholderSpec:
    id: str
    influence: float
    attitude_slot: int
    weights: tuple[tuple[Criterion, float], ...]
    weighs_shown: Formula | None


@dataclass(frozen=True, slots=True)
class CompetitorSpec:
    id: str
    slots: Mapping[Criterion, int]
    bids: Formula | None


@dataclass(frozen=True, slots=True)
class AwardSpec:
    """`weights` are those of the criteria in the whole buying centre, by the influence of each
    person; `relationship` is that of the relationship to a rival, `attitudes` those of each
    person's attitude to us. All but the attitudes add up to 1."""

    price: Formula
    fit: Formula
    risk: Formula
    delivery: Formula
    qualified: Formula | None
    weights: tuple[tuple[Criterion, float], ...]
    relationship: float
    attitudes: tuple[tuple[int, float], ...]
    scale: float
    no_award: Formula | None
    won: Consequences | None
    lost: Consequences | None


@dataclass(frozen=True, slots=True)
class MilestoneSpec:
    id: str
    share: float
    after: tuple[int, ...]
    wait: float
    due: Formula | None
    chance: Formula | None
    rework: Formula | None
    test_cost: Formula | None
    pay_days: Formula
    effects: Consequences | None
    accepted_slot: int
    late_slot: int


@dataclass(frozen=True, slots=True)
class ChangeSpec:
    id: str
    chance: Formula
    after: Formula
    effects: Consequences | None
    times_slot: int


@dataclass(frozen=True, slots=True)
class ContractSpec:
    value: Formula
    milestones: tuple[MilestoneSpec, ...]
    changes: tuple[ChangeSpec, ...]
    penalty_per_day: float
    penalty_cap: float
    effects: Consequences | None


@dataclass(frozen=True, slots=True)
class ChannelSpec:
    """`flag_slot` says of the lead in question whether it came this way."""

    index: int
    id: str
    rate: Formula
    quality: Formula
    value: Formula
    cost: Formula | None
    leads_slot: int
    won_slot: int
    revenue_slot: int
    flag_slot: int


@dataclass(frozen=True, slots=True)
class SellerSpec:
    index: int
    id: str
    skill_slot: int
    morale_slot: int
    day_rate: float
    pace: Formula | None
    weight: Formula | None
    joins: Condition | None
    join_days: float
    ramp_days: float
    hire_cost: float
    leaves: Formula | None
    here_slot: int
    open_slot: int
    won_slot: int
    revenue_slot: int


@dataclass(frozen=True, slots=True)
class StepSpec:
    """`books` are the slots of those free in the pools needed, the pools, and how many of each;
    `weight` is how likely a deal that is in the step is to be won, by experience."""

    index: int
    id: str
    effort: Formula
    books: tuple[tuple[int, int, int], ...]
    cost: Formula | None
    wait: Formula | None
    passes: Formula
    weight: float
    open_slot: int
    entered_slot: int
    passed_slot: int


class PipelineSlots(NamedTuple):
    """Where the counts of the whole pipeline stand."""

    leads: int
    dropped: int
    open: int
    won: int
    lost: int
    cold: int
    value: int
    weighted: int
    revenue: int
    margin: int
    cycle_days: int


class LeadSlots(NamedTuple):
    """Where formulas find the deal in question."""

    quality: int
    seen: int
    low: int
    high: int
    value: int
    days: int
    waited: int
    step: int
    discount: int


class SellerSlots(NamedTuple):
    """Where formulas find the person in question."""

    skill: int
    morale: int
    load: int
    weight: int
    ramp: int


@dataclass(frozen=True, slots=True)
class PipelineSpec:
    channels: tuple[ChannelSpec, ...]
    sellers: tuple[SellerSpec, ...]
    steps: tuple[StepSpec, ...]
    shown_within: Formula
    enters: Formula | None
    assign: Formula | None
    drops: Formula | None
    priority: Formula | None
    patience: Formula
    discount: Formula | None
    margin: Formula | None
    pace: Formula | None
    won: Consequences | None
    lost: Consequences | None
    cold: Consequences | None
    left: Consequences | None
    slots: PipelineSlots
    lead: LeadSlots
    seller: SellerSlots
    here_slot: int
    left_slot: int


@dataclass(frozen=True, slots=True)
class KpiSpec:
    id: str
    value: Formula
    worst: float
    target: float
    weight: float


@dataclass(frozen=True, slots=True)
class Moment:
    """What a moment sets off."""

    events: tuple[int, ...] = ()
    decisions: tuple[int, ...] = ()
    award: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled scenario.

    `slots` finds a name's place in the state, `first` is its start, `typical` what a planner
    would take it for; `watched[slot]` are the marks that a change of that number makes, if any, and
    `money_marks` those that any spending makes.
    Of the events and decisions, those `scheduled` come up by a day, a rhythm or a condition,
    not at a moment. Of the quantities, `drawn` start at a value that is worked out in each run,
    `drifts` move by themselves, by their owner, `shown` are seen as a range, and `clocked` as
    one that follows the clock, which marks nothing; `unknown` are the hidden ones in which chance
    has a part, in groups that depend on each other, and `unknown_slots` where they stand. Of the
    risks, `changing_risks` may come at another rate without another response.
    """

    scenario: Scenario
    names: tuple[Name, ...]
    slots: Mapping[str, int]
    first: tuple[Value, ...]
    hidden: frozenset[int]
    typical: tuple[Value, ...]
    watched: tuple[Marks | None, ...]
    money_marks: Marks | None
    acts: Acts
    conditions: tuple[Condition, ...]
    quantities: tuple[QuantitySpec, ...]
    drawn: tuple[QuantitySpec, ...]
    drifts: tuple[tuple[str, tuple[QuantitySpec, ...]], ...]
    shown: frozenset[int]
    clocked: frozenset[int]
    unknown: tuple[tuple[Unknown, ...], ...]
    unknown_slots: frozenset[int]
    stages: tuple[StageSpec, ...]
    pools: tuple[PoolSpec, ...]
    tasks: tuple[TaskSpec, ...]
    risks: tuple[RiskSpec, ...]
    changing_risks: tuple[RiskSpec, ...]
    events: tuple[EventSpec, ...]
    decisions: tuple[DecisionSpec, ...]
    scheduled: tuple[EventSpec | DecisionSpec, ...]
    stakeholders: tuple[StakeholderSpec, ...]
    competitors: tuple[CompetitorSpec, ...]
    award: AwardSpec | None
    contract: ContractSpec | None
    pipeline: PipelineSpec | None
    kpis: tuple[KpiSpec, ...]
    selling_budget: Formula
    delivery_budget: Formula | None
    moments: Mapping[str, Moment]
    mails: Mapping[str, Mail]
