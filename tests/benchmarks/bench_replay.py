"""What one full replay of the flagship costs, against bare SimPy stepping the same kernel events.

Runs that were won and delivered, of several seeds; each measured in turn with its own skeleton
(`skeleton.py`), by processor time, so that the machine's mood falls on both. The garbage collector
is held still within a measurement: both sides leave cycles behind, of which SimPy's are most.
"""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from simengine.expressions import Formula
from simengine.library import load_file
from simengine.policies import play
from simengine.run import Snapshot, replay
from simengine.streams import Streams
from simengine.world import World
from tests.benchmarks.skeleton import Skeleton

FLAGSHIP = Path(__file__).parents[2] / "scenarios" / "smart-factory"
DEALS = 5
ROUNDS = 15
REPEATS = 5


def milliseconds(function: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return the processor time of one call, in milliseconds."""
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        for _ in range(repeats):
            function()
        return (time.process_time() - began) / repeats * 1e3
    finally:
        gc.enable()


def conditions_milliseconds(run: Snapshot) -> float:
    """Return the time that the conditions waited for in a run take, evaluated as often as in it."""
    counts: dict[int, int] = {}
    formulas: dict[int, Formula] = {}
    settle = World.settle

    def counted(world: World) -> None:
        for index in world.dirty:
            if index >= 0:
                counts[index] = counts.get(index, 0) + 1
                formulas[index] = world.program.conditions[index].formula
        settle(world)

    World.settle = counted  # type: ignore[method-assign]
    try:
        replay(run.program, run.seed, run.answers)
    finally:
        World.settle = settle  # type: ignore[method-assign]
    state = run.world.s

    def evaluate() -> None:
        for index, count in counts.items():
            for _ in range(count):
                formulas[index].raw(state)

    return milliseconds(evaluate, 50)


def main() -> None:
    """Measure and print, one JSON object a line."""
    program = load_file(FLAGSHIP)
    runs = (play(program, seed, "cautious") for seed in range(200))
    won = [run for run in runs if run.outcome == "closed"][:DEALS]
    ratios, replays, bares, shares = [], [], [], []
    for run in won:
        again = lambda run=run: replay(program, run.seed, run.answers)  # noqa: E731
        skeleton = Skeleton.of(again, program.scenario.horizon)
        events = skeleton.step_through()
        assert abs(events - run.kernel_events) <= 0.02 * run.kernel_events
        mine, bare = [], []
        for _ in range(ROUNDS):
            mine.append(milliseconds(again))
            bare.append(milliseconds(skeleton.step_through))
            ratios.append(mine[-1] / bare[-1])
        replays.append(statistics.median(mine))
        bares.append(statistics.median(bare))
        shares.append(100 * conditions_milliseconds(run) / replays[-1])
    build = milliseconds(lambda: World(program, Streams(1)), 50)
    for name, value, unit in (
        ("replay_vs_bare_simpy", statistics.median(ratios), "x"),
        ("replay_ms", statistics.mean(replays), "ms"),
        ("bare_simpy_ms", statistics.mean(bares), "ms"),
        ("replay_kernel_events", statistics.mean(run.kernel_events for run in won), "events"),
        ("replay_decisions", statistics.mean(len(run.answers) for run in won), "decisions"),
        ("replay_facts", statistics.mean(len(run.journal) for run in won), "facts"),
        ("replay_conditions_share", statistics.mean(shares), "%"),
        ("world_build_ms", build, "ms"),
    ):
        print(json.dumps({"name": name, "value": round(value, 3), "unit": unit}))


if __name__ == "__main__":
    main()
