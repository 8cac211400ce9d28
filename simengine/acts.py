"""Consequences compiled: one Python function each, `act(world)`, with everything written in.

An effect such as `insight += 15` comes to

    before = state[2]
    value = before + 15.0
    if not 0.0 <= value <= 100.0:
        value = held(value, 15.0, 0.0, 100.0, '15')
    if value != before:
        state[2] = value
        world.dirty.update((4,))
        note(fact(NumberChanged, (state[0], 'insight', before, value, 'plant_visit')))

where 4 is a condition to be looked at again because of it. A run carries out some two hundred
effects; to look up each time what they are made of takes longer than to do them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simengine.errors import N_, FormulaError, excerpt
from simengine.expressions import FORMULA_NAMES, Formula, failure
from simengine.journal import MessageReceived, NumberChanged
from simengine.names import DAY
from simengine.program import Change, Consequences, Marks

if TYPE_CHECKING:
    from simengine.world.world import World

Act = Callable[["World"], None]
Watched = Sequence[Marks | None]


class Acts(tuple[Act, ...]):
    """What each of the consequences does to a world, by their index.

    `watched` are the marks that a change of each slot of the state makes; `overtime` says whose
    overtime a slot is, by the index of the pool.
    """

    _made_of: tuple[tuple[Consequences, ...], Watched, Mapping[int, int]]

    def __new__(
        cls, consequences: Iterable[Consequences], watched: Watched, overtime: Mapping[int, int]
    ) -> Acts:
        consequences = tuple(consequences)
        writer = _Writer(watched, overtime)
        source = "\n".join(line for each in consequences for line in writer.function(each))
        names = dict(_NAMES)
        exec(compile(source, "<acts>", "exec"), names)
        acts = super().__new__(cls, [names[f"act_{each.index}"] for each in consequences])
        acts._made_of = (consequences, watched, overtime)
        return acts

    def __reduce__(self) -> tuple[Any, ...]:
        # Functions made here cannot be pickled: a worker process makes them anew.
        return Acts, self._made_of


class _Writer:
    """Writes the functions, line by line."""

    def __init__(self, watched: Watched, overtime: Mapping[int, int]) -> None:
        self.watched = watched
        self.overtime = overtime

    def function(self, effects: Consequences) -> Iterator[str]:
        yield f"def act_{effects.index}(world):"
        yield from _indented(self.body(effects))

    def body(self, effects: Consequences) -> Iterator[str]:
        """Yield what is done, in its fixed order: money, numbers, people, tasks, risks, mail."""
        yield "state = world.s"
        if effects.cost is not None:
            yield from self.cost(effects.cost, effects.cause)
        if effects.changes:
            yield "note = world.journal.append"
        for change in effects.changes:
            yield from self.change(change, effects.cause)
        for call, people in (("hire", effects.hire), ("outsource", effects.outsource)):
            for pool, count in people:
                yield from _term(count)
                yield f"world.people.{call}({pool}, int(term))"
        if effects.stop:
            yield f"world.tasks.stop({effects.stop})"
        if effects.start:
            yield f"world.tasks.start({effects.start})"
        for risk, response in effects.respond:
            yield f"world.risks.respond({risk}, {response!r})"
        if effects.has_mail:
            yield f"world.journal.append(MessageReceived(state[{DAY}], {effects.place!r}))"
        yield from self.cases(effects.cases)
        if effects.end is not None:
            yield f"world.end({effects.end!r})"

    def cost(self, cost: Formula, cause: str) -> Iterator[str]:
        yield from _term(cost)
        yield "if term > 0.0:"
        yield f"    world.spend(term, {cause!r})"

    def change(self, change: Change, cause: str) -> Iterator[str]:
        if change.stream is not None:
            yield f"stream = world.streams.next({change.stream!r})"
        yield from _term(change.formula, finite=change.op == "/=")
        low, high, text = change.low, change.high, change.formula.parsed.text
        yield f"before = state[{change.slot}]"
        yield f"value = {_VALUES[change.op].format(text=text, name=change.name)}"
        yield f"if not {low!r} <= value <= {high!r}:"
        yield f"    value = held(term, value, {low!r}, {high!r}, {text!r})"
        yield "if value != before:"
        yield from _indented(self.set_value(change, cause))

    def set_value(self, change: Change, cause: str) -> Iterator[str]:
        yield f"state[{change.slot}] = value"
        marks = self.watched[change.slot]
        if marks is not None and marks.conditions:
            yield f"world.dirty.update({marks.conditions})"
        if marks is not None and marks.quantities:
            yield f"world.quantities.unseen.update({marks.quantities})"
        fact = f"state[{DAY}], {change.name!r}, before, value, {cause!r}"
        yield f"note(fact(NumberChanged, ({fact})))"
        if change.slot in self.overtime:
            yield f"world.people.review({self.overtime[change.slot]})"

    def cases(self, cases: tuple[tuple[Formula, Consequences], ...]) -> Iterator[str]:
        """Yield the cases one after the other; nested, a hundred would be too deep for Python."""
        if cases:
            yield "is_open = True"
        for when, effects in cases:
            yield "if is_open:"
            yield from _indented(_term(when))
            yield "    if term:"
            yield "        is_open = False"
            yield from _indented(_indented(self.body(effects)))


# The value that each kind of assignment gives; never a truth, for numbers stay numbers.
_VALUES = {
    "=": "float(term)",
    "+=": "before + term",
    "-=": "before - term",
    "*=": "before * term",
    "/=": "divided(before, term, {text!r}, {name!r})",
}


def _term(formula: Formula, *, finite: bool = True) -> Iterator[str]:
    """Yield the statements that set `term` to the value of a formula, and see that it is finite
    unless that is seen to elsewhere."""
    constant = formula.parsed.constant
    if constant is not None:
        yield f"term = {constant!r}"
        return
    text = formula.parsed.text
    yield "try:"
    yield f"    term = {formula.source}"
    yield "except (FormulaError, ArithmeticError, ValueError) as error:"
    yield f"    raise failure({text!r}, error) from None"
    if finite:
        yield "if not -INFINITY < term < INFINITY:"
        yield f"    raise failure({text!r}, None)"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _held(term: float, value: float, low: float, high: float, text: str) -> float:
    """Return what is out of range held in it; raise FormulaError if it is no number at all."""
    if not -math.inf < term < math.inf:
        raise failure(text, None)
    return min(max(value, low), high)


def _divided(before: float, by: float, text: str, name: str) -> float:
    if not by:
        raise FormulaError(
            N_("`%(name)s /= %(formula)s` divides by zero: guard it, as in max(y, 1)"),
            {"name": name, "formula": excerpt(text)},
        )
    return before / by


_NAMES: Mapping[str, Any] = {
    **FORMULA_NAMES,
    "MessageReceived": MessageReceived,
    "NumberChanged": NumberChanged,
    "divided": _divided,
    "fact": tuple.__new__,
    "float": float,
    "held": _held,
    "int": int,
}
