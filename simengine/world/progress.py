"""Work under way as it may be by what can be seen of it: that it is not finished yet.

What all tasks of the run share, the project factor, shows in those that are finished. With a
prior ln f ~ N(0, s²) and, of each finished task, ln(actual / f) ~ N(m, t²) by its own formula, the
posterior of ln f is normal with precision 1/s² + Σ 1/t² and mean (Σ (ln actual - m)/t²) / precision
(the conjugate normal with known variance: Gelman et al., Bayesian Data Analysis, 3rd edition 2013,
section 2.5). Taking the draws of a task for lognormal is an approximation.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

from simengine.errors import FormulaError
from simengine.expressions import Formula
from simengine.names import DAY, Value
from simengine.portable_math import exp, log
from simengine.program import Program, TaskSpec
from simengine.streams import Streams
from simengine.world.waiting import longer_than, with_tail

if TYPE_CHECKING:
    from simengine.world.tasks import TaskRun
    from simengine.world.world import World

# Draws from which the middle and the spread of a formula are taken; always the same ones.
_DRAWS = 128

# No formula that draws is taken to be surer than this, in the standard deviation of the log.
_LEAST_SPREAD = 1e-3


def redraw_work(world: World, sources: frozenset[str] | None) -> None:
    """Draw anew the factor that all tasks share, and what is left to do of those under way."""
    if sources is None or "work" in sources:
        _redraw_factor(world)
    unknown = world.program.unknown_slots
    for task, run in world.tasks.under_way.items():
        spec = world.program.tasks[task]
        # Work that is done again has been announced with its days.
        if run.reworked == 0 and (spec.draws or not unknown.isdisjoint(spec.days.reads)):
            _redraw_rest(world, spec, run, unknown)


def _redraw_rest(world: World, spec: TaskSpec, run: TaskRun, unknown: frozenset[int]) -> None:
    tasks, now = world.tasks, world.s[DAY]
    read = {slot: world.s[slot] if slot in unknown else value for slot, value in run.read.items()}
    factor = tasks.factor if spec.draws else 1.0
    # Not yet counted is what was done since then.
    uncounted = (now - run.counted) * run.speed
    done = run.days - (run.work - uncounted)
    stream = world.streams.at("days", spec.id, run.times)
    days = longer_than(
        done,
        lambda: float(spec.days.raw(read, stream)) * factor,
        lambda: with_tail(done, stream),
    )
    if days is not None and days != run.days:
        run.days = days
        run.work = days - done + uncounted
        tasks.set_end(spec, run, now + (days - done) / run.speed)


# -- the factor of the project ---------------------------------------------------------------


def _redraw_factor(world: World) -> None:
    prior_sd = world.program.scenario.project_factor
    if not prior_sd:
        return
    precision, total = 1.0 / prior_sd**2, 0.0
    for spec, run in zip(world.program.tasks, world.tasks.runs, strict=True):
        # The first round is over: the task is finished, or is being done again.
        is_seen = run.start_day is not None and (run.reworked > 0 or run.finish_day is not None)
        if not is_seen or not spec.draws or run.days <= 0.0:
            continue
        found = _log_moments(spec.days, tuple(_guess(world, run.read).items()))
        if found is not None:
            mean, variance = found
            precision += 1.0 / variance
            total += (log(run.days) - mean) / variance
    stream = world.streams.at("project factor")
    world.tasks.factor = exp(stream.normal(total / precision, 1.0 / sqrt(precision)))


def _guess(world: World, read: Mapping[int, Value]) -> dict[int, Value]:
    """Return what was read with what is hidden in it taken for the middle of what is shown."""
    program = world.program
    return {
        slot: _middle(world, program, slot) if slot in world.program.unknown_slots else value
        for slot, value in read.items()
    }


def _middle(world: World, program: Program, slot: int) -> Value:
    spec = next(spec for spec in program.quantities if spec.slot == slot)
    shown = world.quantities.shown(spec)
    return program.typical[slot] if shown is None else (shown[0] + shown[1]) / 2


@lru_cache(maxsize=4096)
def _log_moments(
    formula: Formula, read: tuple[tuple[int, Value], ...]
) -> tuple[float, float] | None:
    """Return mean and variance of the logarithm of a formula's draws; None if it has none."""
    state, stream = dict(read), Streams(0).at("days")
    try:
        logs = [log(float(formula.raw(state, stream))) for _ in range(_DRAWS)]
    except FormulaError:
        return None
    mean = sum(logs) / _DRAWS
    variance = sum((each - mean) ** 2 for each in logs) / (_DRAWS - 1)
    return mean, max(variance, _LEAST_SPREAD**2)
