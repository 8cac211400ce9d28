"""What a replay of a whole sales quarter costs: some hundreds of deals over 130 days.

Measured as `bench_replay.py` measures the flagship, against bare SimPy stepping the same kernel
events, run by run.
"""

from __future__ import annotations

import json
import statistics

from config import ROOT
from simengine.library import load_file
from simengine.policies import POLICIES, play
from simengine.run import replay
from tests.benchmarks.bench_replay import milliseconds
from tests.benchmarks.skeleton import Skeleton

QUARTER = ROOT / "scenarios" / "sales-quarter"
SEEDS = range(3)
ROUNDS = 7


def main() -> None:
    """Measure and print, one JSON object a line."""
    program = load_file(QUARTER)
    ratios, replays, events, leads = [], [], [], []
    for seed in SEEDS:
        run = play(program, seed, POLICIES["cautious"])
        again = lambda run=run: replay(program, run.seed, run.answers)  # noqa: E731
        skeleton = Skeleton.of(again, program.scenario.horizon)
        skeleton.step_through()
        for _ in range(ROUNDS):
            replays.append(milliseconds(again, 1))
            ratios.append(replays[-1] / milliseconds(skeleton.step_through, 1))
        events.append(run.kernel_events)
        leads.append(run.world.get("pipeline.leads"))
    for name, value, unit in (
        ("pipeline_vs_bare_simpy", statistics.median(ratios), "x"),
        ("pipeline_replay_ms", statistics.median(replays), "ms"),
        ("pipeline_kernel_events", statistics.mean(events), "events"),
        ("pipeline_deals", statistics.mean(leads), "deals"),
    ):
        print(json.dumps({"name": name, "value": round(value, 3), "unit": unit}))


if __name__ == "__main__":
    main()
