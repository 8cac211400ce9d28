"""Between which values each number of the state can lie, whatever is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simengine.compiler.references import parts_of
from simengine.errors import FormulaError
from simengine.expressions import bounds
from simengine.names import RESPONSE_PAST, Name, quantities
from simengine.scenario.model import Scenario
from simengine.scenario.parts import Case, Effects, Quantity

Range = tuple[float, float]

_NEVER: Range = (0.0, 0.0)


def state_ranges(scenario: Scenario, names: Sequence[Name]) -> dict[str, Range]:
    """Return (lowest, highest) by name. What nothing in the scenario changes keeps its start."""
    ranges = {
        name.name: (name.low, name.high) if name.changing else (float(name.first),) * 2
        for name in names
    }
    assigned = _assigned(scenario)
    for name, quantity, _ in quantities(scenario):
        if name not in assigned and quantity.drift is None:
            ranges[name] = _start_range(quantity, ranges[name], ranges)
    if scenario.contract is None:
        ranges["contract.signed"] = _NEVER
    if scenario.award is None:
        ranges["deal.won"] = _NEVER
    started = {task for effects in _all_effects(scenario) for task in effects.start}
    for task in scenario.tasks:
        if task not in started:
            for state in ("planned", "started", "done"):
                ranges[f"tasks.{task}.{state}"] = _NEVER
    given = {
        (risk, response)
        for effects in _all_effects(scenario)
        if isinstance(effects, Effects)
        for risk, response in effects.respond.items()
    }
    for risk in scenario.risks:
        for response, past in RESPONSE_PAST.items():
            if (risk, response) not in given:
                ranges[f"risks.{risk}.{past}"] = _NEVER
    return ranges


def _all_effects(scenario: Scenario) -> list[Effects | Case]:
    return [part for part, _ in parts_of(scenario) if isinstance(part, (Effects, Case))]


def _assigned(scenario: Scenario) -> set[str]:
    return {change.target for effects in _all_effects(scenario) for change in effects.then}


def _start_range(quantity: Quantity, limits: Range, ranges: Mapping[str, Range]) -> Range:
    start = quantity.known if quantity.known is not None else quantity.hidden
    if start is None:
        return limits
    try:
        found = bounds(start, ranges)
    except FormulaError:
        return limits
    low, high = limits
    return min(max(found.lo, low), high), max(min(found.hi, high), low)
