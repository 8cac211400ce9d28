"""From a scenario to a program: every part looked over and compiled, all problems at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simengine.acts import Acts
from simengine.compiler.elements import Elements
from simengine.compiler.formulas import FormulaCompiler, Indexes
from simengine.compiler.gates import check_gates
from simengine.compiler.ranges import state_ranges
from simengine.compiler.references import References
from simengine.compiler.report import Report
from simengine.compiler.unknowns import unknown_groups
from simengine.errors import FormulaError
from simengine.names import DAY, DEAL_DAY, MONEY_SPENT, Name, Value, state_names
from simengine.planned import PLANNED
from simengine.program import (
    Condition,
    DecisionSpec,
    EventSpec,
    Marks,
    Moment,
    Program,
    QuantitySpec,
)
from simengine.scenario.deal import Task
from simengine.scenario.model import Scenario
from simengine.scenario.parts import Trigger
from simengine.scenario.problems import ScenarioInvalid


def compile_scenario(scenario: Scenario, report: Report) -> Program:
    """Return the program of a scenario. Raise ScenarioInvalid with every problem there is."""
    References(scenario, report).check()
    names = state_names(scenario)
    slots = {name.name: slot for slot, name in enumerate(names)}
    ranges = state_ranges(scenario, names)
    indexes = Indexes(
        tasks=_places(scenario.tasks),
        pools=_places(scenario.team),
        risks=_places(scenario.risks),
        stages=_places(scenario.stages),
        ranks=_ranks(scenario.tasks),
    )
    compiler = FormulaCompiler({n.name: n for n in names}, slots, ranges, indexes, report)
    parts = Elements(scenario, compiler)
    check_gates(scenario, ranges, report)
    if report.problems:
        parts.all()
        raise ScenarioInvalid(report.problems)
    program = _program(scenario, names, slots, compiler, parts)
    if report.problems:
        raise ScenarioInvalid(report.problems)
    return program


def _program(
    scenario: Scenario,
    names: tuple[Name, ...],
    slots: Mapping[str, int],
    compiler: FormulaCompiler,
    parts: Elements,
) -> Program:
    everything = parts.all()
    watched = _watched(compiler.conditions, everything["quantities"], len(names))
    unknown = unknown_groups(names, everything["quantities"], compiler.consequences)
    overtime = {pool.overtime_slot: pool.index for pool in everything["pools"]}
    return Program(
        scenario=scenario,
        names=names,
        slots=slots,
        first=_first(names, everything["quantities"]),
        drawn=tuple(spec for spec in everything["quantities"] if not _is_given(spec)),
        scheduled=tuple(
            spec
            for spec in (*everything["events"], *everything["decisions"])
            if (spec.day, spec.every, spec.condition) != (None, None, None)
        ),
        changing_risks=tuple(risk for risk in everything["risks"] if risk.changes),
        drifts=_drifts(everything["quantities"]),
        shown=frozenset(q.index for q in everything["quantities"] if q.shown_within is not None),
        clocked=frozenset(q.index for q in everything["quantities"] if _follows_clock(q)),
        unknown=unknown,
        unknown_slots=frozenset(each.spec.slot for group in unknown for each in group),
        hidden=frozenset(slot for slot, name in enumerate(names) if name.hidden),
        typical=_typical(names, everything["quantities"]),
        moments=_moments(scenario, everything["events"], everything["decisions"]),
        mails=compiler.mails,
        conditions=tuple(compiler.conditions),
        watched=watched,
        money_marks=_money_marks(watched),
        acts=Acts(compiler.consequences, watched, overtime),
        **everything,
    )


def _places(mapping: Mapping[str, Any]) -> dict[str, int]:
    return {key: index for index, key in enumerate(mapping)}


def _ranks(tasks: Mapping[str, Task]) -> dict[str, int]:
    """Return for each task the length of the longest chain of predecessors, or the number of all
    tasks where they go round in a circle."""
    ranks = dict.fromkeys(tasks, 0)
    for _ in tasks:
        found = {
            key: max((ranks[before] + 1 for before in task.after if before in ranks), default=0)
            for key, task in tasks.items()
        }
        if found == ranks:
            break
        ranks = found
    return ranks


def _is_given(spec: QuantitySpec) -> bool:
    return spec.first.parsed.constant is not None


def _first(names: Sequence[Name], quantities: Sequence[QuantitySpec]) -> tuple[Value, ...]:
    """Return the state at the start, but for what is drawn."""
    state: list[Value] = [name.first for name in names]
    for spec in quantities:
        if spec.first.parsed.constant is not None:
            state[spec.slot] = min(max(float(spec.first.parsed.constant), spec.low), spec.high)
    return tuple(state)


def _drifts(quantities: Sequence[QuantitySpec]) -> tuple[tuple[str, tuple[QuantitySpec, ...]], ...]:
    """Return what drifts, by its owner: all numbers of a competitor share a stream."""
    found: dict[str, tuple[QuantitySpec, ...]] = {}
    for spec in quantities:
        if spec.drift_rate or spec.drift_sd:
            owner = spec.name.rpartition(".")[0] or spec.name
            found[owner] = (*found.get(owner, ()), spec)
    return tuple(found.items())


def _follows_clock(spec: QuantitySpec) -> bool:
    reads = spec.shown_within.reads if spec.shown_within is not None else ()
    return not {DAY, DEAL_DAY}.isdisjoint(reads)


def _typical(names: Sequence[Name], quantities: Sequence[QuantitySpec]) -> tuple[Value, ...]:
    """Return the state at the start as a planner would guess it, chance and secrets apart."""
    state: list[Value] = [name.first for name in names]
    for spec in quantities:
        try:
            value = spec.first.raw(state, PLANNED)
        except FormulaError:
            value = 0.0
        state[spec.slot] = min(max(value, spec.low), spec.high)
    return tuple(state)


def _watched(
    conditions: Sequence[Condition], quantities: Sequence[QuantitySpec], size: int
) -> tuple[Marks | None, ...]:
    waiting: list[list[int]] = [[] for _ in range(size)]
    narrowing: list[list[int]] = [[] for _ in range(size)]
    for condition in conditions:
        for slot in condition.formula.reads:
            waiting[slot].append(condition.index)
    for spec in quantities:
        for slot in spec.shown_within.reads if spec.shown_within is not None else ():
            narrowing[slot].append(spec.index)
    return tuple(
        Marks(tuple(waits), tuple(narrows)) if waits or narrows else None
        for waits, narrows in zip(waiting, narrowing, strict=True)
    )


def _money_marks(watched: Sequence[Marks | None]) -> Marks | None:
    made = [m for m in (watched[slot] for slot in MONEY_SPENT) if m is not None]
    if not made:
        return None
    return Marks(
        tuple({index: None for marks in made for index in marks.conditions}),
        tuple({index: None for marks in made for index in marks.quantities}),
    )


def _moments(
    scenario: Scenario, events: Sequence[EventSpec], decisions: Sequence[DecisionSpec]
) -> dict[str, Moment]:
    """Return what each moment sets off, for those that set anything off."""
    triggers: dict[str, Trigger] = {**scenario.events, **scenario.decisions}
    for competitor in scenario.competitors.values():
        triggers.update(competitor.moves)
    found: dict[str, tuple[list[int], list[int]]] = {}
    kinds: tuple[Sequence[EventSpec | DecisionSpec], ...] = (events, decisions)
    for place, specs in enumerate(kinds):
        for spec in specs:
            moment = triggers[spec.id].at
            if moment is not None:
                found.setdefault(moment, ([], []))[place].append(spec.index)
    award = scenario.award.at if scenario.award is not None else None
    if award is not None:
        found.setdefault(award, ([], []))
    return {
        moment: Moment(tuple(event_indexes), tuple(decision_indexes), moment == award)
        for moment, (event_indexes, decision_indexes) in found.items()
    }
