"""Formulas, conditions and effects compiled against the scenario's names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from simengine.compiler.report import Report
from simengine.errors import N_, FormulaError
from simengine.expressions import (
    Formula,
    Parsed,
    ParsedAssignment,
    bounds,
    divides_by_zero,
    parse,
    thresholds,
)
from simengine.names import PASSING, Name
from simengine.program import Change, Condition, Consequences
from simengine.scenario.parts import Case, Effects, Mail
from simengine.scenario.problems import Path, dotted

_EFFECTS = frozenset(Effects.model_fields)

# Stands in for a formula that could not be compiled, so that the rest can be looked over too.
_NOTHING = parse(0).compile({})


class Indexes(NamedTuple):
    """The place of every element that effects and needs refer to."""

    tasks: Mapping[str, int]
    pools: Mapping[str, int]
    risks: Mapping[str, int]
    stages: Mapping[str, int]
    ranks: Mapping[str, int]
    """Of a task: higher than that of each of its predecessors."""


class FormulaCompiler:
    """Compiles pieces of a scenario and reports what can't be; collects conditions,
    consequences and mails."""

    def __init__(
        self,
        names: Mapping[str, Name],
        slots: Mapping[str, int],
        ranges: Mapping[str, tuple[float, float]],
        indexes: Indexes,
        report: Report,
    ) -> None:
        self.names = names
        self.slots = slots
        self.ranges = ranges
        self.indexes = indexes
        self.report = report
        self.conditions: list[Condition] = []
        self.consequences: list[Consequences] = []
        self.mails: dict[str, Mail] = {}

    def formula(self, parsed: Parsed, path: Path, *, seen: bool = False) -> Formula:
        """Compile a formula. With `seen` it is shown to trainees, so it may name nothing hidden."""
        try:
            formula = parsed.compile(self.slots)
        except FormulaError as error:
            self.report(path, error.template, **error.params)
            return _NOTHING
        divisor = divides_by_zero(parsed, self.ranges)
        if divisor is not None:
            self.report(
                path,
                N_("“%(divisor)s” is always zero; divide by something else"),
                divisor=divisor,
            )
        else:
            self._has_a_value(parsed, path)
        hidden = sorted(name for name in parsed.names if self.names[name].hidden)
        if seen and hidden:
            self.report(
                path,
                N_("“%(name)s” is hidden and would show through here; use what is known instead"),
                name=hidden[0],
            )
        if "answer" in parsed.names and not _may_use_answer(path):
            self.report(
                path, N_("`answer` only means something in a decision's own effects; use a name")
            )
        mine = sorted(name for name in parsed.names if name.startswith(PASSING))
        if mine and path[0] != "pipeline":
            self.report(
                path,
                N_("“%(name)s” only means something in the pipeline's own formulas; use a count"),
                name=mine[0],
            )
        return formula

    def _has_a_value(self, parsed: Parsed, path: Path) -> None:
        try:
            bounds(parsed, self.ranges)
        except FormulaError as error:
            self.report(path, error.template, **error.params)

    def maybe(self, parsed: Parsed | None, path: Path, *, seen: bool = False) -> Formula | None:
        """Compile a formula that may be left out."""
        return None if parsed is None else self.formula(parsed, path, seen=seen)

    def condition(self, parsed: Parsed, path: Path) -> Condition:
        """Compile a condition that is waited for."""
        formula = self.formula(parsed, path)
        times: tuple[Formula, ...] | None = ()
        if formula is not _NOTHING:
            # Another name of the clock, which marks no condition.
            found = None if "deal.day" in parsed.names else thresholds(parsed)
            times = None if found is None else tuple(t.compile(self.slots) for t in found)
        condition = Condition(len(self.conditions), formula, times)
        self.conditions.append(condition)
        return condition

    def effects(self, effects: Effects | None, path: Path, cause: str) -> Consequences | None:
        """Compile effects; None if there are none."""
        return self._effects(effects, path, cause, with_cost=True)

    def effects_without_cost(self, effects: Effects, path: Path, cause: str) -> Consequences | None:
        """Compile the effects of something whose cost is spent at another time."""
        return self._effects(effects, path, cause, with_cost=False)

    def _effects(
        self, effects: Effects | None, path: Path, cause: str, *, with_cost: bool
    ) -> Consequences | None:
        if effects is None:
            return None
        cost = self.maybe(effects.cost, (*path, "cost")) if with_cost else None
        compiled = Consequences(
            place=dotted(path),
            cause=cause,
            changes=self._changes(effects.then, path),
            start=self._in_order(effects.start),
            stop=self._tasks(effects.stop),
            cost=cost,
            hire=self._people(effects.hire, (*path, "hire")),
            outsource=self._people(effects.outsource, (*path, "outsource")),
            respond=tuple(
                (self.indexes.risks[risk], response)
                for risk, response in effects.respond.items()
                if risk in self.indexes.risks
            ),
            has_mail=self._mail(effects.mail, path),
            cases=tuple(
                (
                    self.formula(case.when, (*path, "cases", index, "when")),
                    self._case(case, (*path, "cases", index), cause),
                )
                for index, case in enumerate(effects.cases)
            ),
            end=effects.end,
        )
        if compiled == Consequences(place=compiled.place, cause=cause):
            return None
        compiled = replace(compiled, index=len(self.consequences))
        self.consequences.append(compiled)
        return compiled

    def _case(self, case: Case, path: Path, cause: str) -> Consequences:
        return Consequences(
            place=dotted(path),
            cause=cause,
            changes=self._changes(case.then, path),
            start=self._in_order(case.start),
            stop=self._tasks(case.stop),
            cost=self.maybe(case.cost, (*path, "cost")),
            has_mail=self._mail(case.mail, path),
        )

    def _changes(self, assignments: tuple[ParsedAssignment, ...], path: Path) -> tuple[Change, ...]:
        return tuple(
            self._change(assignment, (*path, "then", index))
            for index, assignment in enumerate(assignments)
        )

    def _change(self, assignment: ParsedAssignment, path: Path) -> Change:
        name = self.names.get(assignment.target)
        if name is None:
            known = [n.name for n in self.names.values() if n.assignable]
            self.report.unknown(path, "names", assignment.target, known)
            name = Name(assignment.target)
        elif not name.assignable:
            self.report(
                path,
                N_("“%(name)s” follows from what happens and can't be set; set a variable"),
                name=assignment.target,
            )
        if assignment.op == "/=" and self._is_zero(assignment.value):
            self.report(
                path,
                N_("“%(divisor)s” is always zero; divide by something else"),
                divisor=assignment.value.text,
            )
        low, high = name.held_between
        return Change(
            slot=self.slots.get(assignment.target, 0),
            name=assignment.target,
            op=assignment.op,
            formula=self.formula(assignment.value, path),
            low=low,
            high=high,
            stream=dotted(path) if assignment.value.has_draws else None,
        )

    def _is_zero(self, parsed: Parsed) -> bool:
        try:
            found = bounds(parsed, self.ranges)
        except FormulaError:
            return False
        return found.lo == found.hi == 0.0

    def _tasks(self, keys: tuple[str, ...]) -> tuple[int, ...]:
        tasks = self.indexes.tasks
        return tuple(tasks[key] for key in keys if key in tasks)

    def _in_order(self, keys: tuple[str, ...]) -> tuple[int, ...]:
        """Return the tasks, each once, every one after its predecessors."""
        known = dict.fromkeys(key for key in keys if key in self.indexes.tasks)
        return self._tasks(tuple(sorted(known, key=lambda key: self.indexes.ranks[key])))

    def _people(self, counts: Mapping[str, Parsed], path: Path) -> tuple[tuple[int, Formula], ...]:
        pools = self.indexes.pools
        return tuple(
            (pools[pool], self.formula(count, (*path, pool)))
            for pool, count in counts.items()
            if pool in pools
        )

    def _mail(self, mail: Mail | None, path: Path) -> bool:
        if mail is not None:
            self.mails[dotted(path)] = mail
        return mail is not None


def _may_use_answer(path: Path) -> bool:
    """Whether the path lies in a decision's effects, or is the cost of one of its options."""
    match path:
        case ("decisions", _, "options", _, *rest):
            return rest != ["when"]
        case ("decisions", _, key, *_):
            return key in _EFFECTS
    return False
