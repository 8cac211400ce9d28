"""The laboratory of the search: plays policies on seeds, each of them once, and counts the runs.

All policies of a comparison play the same seeds (common random numbers), so what tells them apart
is the difference seed by seed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, as_completed
from typing import NamedTuple

from simengine.library import load_text
from simengine.policies import Plan, Policy
from simengine.solve.witness import Asked, Outcome, Watched, play_seed, watch
from simengine.streams import MAX_SEED

# Told the runs made and the runs there are; whatever it raises ends the search.
Progress = Callable[[int, int], None]

# Large enough that sending costs little, small enough that workers end together.
_LARGEST_CHUNK = 16
_CHUNKS = 16

# So many seeds belong to each part of the search, and no two parts share any.
_BLOCK = 10**9


class Spent(Exception):
    """More runs are asked for than a part of the search may make."""


class _Chunk(NamedTuple):
    """Runs that a worker makes in one go."""

    text: str
    name: str
    runs: tuple[tuple[Policy, tuple[int, ...]], ...]


class Lab:
    """Plays with a budget of runs. `runs` counts those made; `limit` is how many there may be by
    the end of the part of the search under way: what would go beyond raises Spent. `gain` is what
    winning is taken to be worth where scores are compared without the luck of the award."""

    def __init__(
        self,
        text: str,
        name: str,
        seed: int,
        budget: int,
        executor: Executor | None,
        progress: Progress | None,
    ) -> None:
        self.text, self.name, self.seed, self.budget = text, name, seed, budget
        self.program = load_text(text, name)
        self.runs, self.limit = 0, budget
        self.gain = 0.0
        self.executor, self._progress = executor, progress
        self._kept: dict[str, dict[int, Outcome]] = {}

    def seeds(self, block: int, n: int, first: int = 0) -> list[int]:
        """Return seeds of a block; those of another block are others."""
        start = (self.seed * 64 + block) * _BLOCK + first
        return [(start + place) % (MAX_SEED + 1) for place in range(n)]

    def play(
        self, policies: Sequence[Policy], seeds: Sequence[Sequence[int]]
    ) -> list[list[Outcome]]:
        """Return what each policy makes of its seeds; nothing is played twice."""
        keys = [_key(policy) for policy in policies]
        wanted: list[tuple[str, Policy, int]] = []
        for key, policy, mine in zip(keys, policies, seeds, strict=True):
            kept = self._kept.setdefault(key, {})
            missing = (seed for seed in dict.fromkeys(mine) if seed not in kept)
            wanted += [(key, policy, seed) for seed in missing]
        # The same policy may be there twice.
        wanted = list({(key, seed): (key, policy, seed) for key, policy, seed in wanted}.values())
        self._make(wanted)
        return [
            [self._kept[key][seed] for seed in mine] for key, mine in zip(keys, seeds, strict=True)
        ]

    def worth(self, outcome: Outcome) -> float:
        """Return the score of a run without the luck of the award; its mean is the same."""
        return outcome.score - self.gain * outcome.surprise

    def watch(self, policy: Policy, seeds: Sequence[int]) -> list[dict[str, list[Asked]]]:
        """Return what is asked in the run of each seed when a policy plays, by decision."""
        self._spend(len(seeds))
        size = max(1, math.ceil(len(seeds) / _CHUNKS))
        parts = [tuple(seeds[at : at + size]) for at in range(0, len(seeds), size)]
        work = [Watched(self.text, self.name, policy, part) for part in parts]
        do = map if self.executor is None else self.executor.map
        found = [run for part in do(watch, work) for run in part]
        kept = self._kept.setdefault(_key(policy), {})
        kept.update(zip(seeds, (outcome for outcome, _ in found), strict=True))
        self._tell(len(seeds))
        return [asked for _, asked in found]

    def inherit(self, policy: Policy, parent: Policy, decision: str) -> None:
        """Let a policy that differs from its parent in one decision have the parent's runs in
        which that decision never came up: its own would be the same."""
        kept = self._kept.setdefault(_key(policy), {})
        for seed, outcome in self._kept.get(_key(parent), {}).items():
            if decision not in outcome.asked:
                kept.setdefault(seed, outcome)

    def _spend(self, runs: int) -> None:
        if self.runs + runs > self.limit:
            raise Spent

    def tell(self, runs: int) -> None:
        """Tell that so many runs are made."""
        if self._progress is not None:
            self._progress(runs, self.budget)

    def _tell(self, runs: int) -> None:
        self.runs += runs
        self.tell(self.runs)

    def _make(self, wanted: Sequence[tuple[str, Policy, int]]) -> None:
        self._spend(len(wanted))
        size = min(_LARGEST_CHUNK, max(1, math.ceil(len(wanted) / _CHUNKS)))
        parts = [wanted[at : at + size] for at in range(0, len(wanted), size)]
        chunks = [_Chunk(self.text, self.name, _together(part)) for part in parts]
        if self.executor is None:
            for part, chunk in zip(parts, chunks, strict=True):
                self._keep(part, play_chunk(chunk))
            return
        futures = {
            self.executor.submit(play_chunk, chunk): part
            for part, chunk in zip(parts, chunks, strict=True)
        }
        try:
            for future in as_completed(futures):
                self._keep(futures[future], future.result())
        finally:
            for future in futures:
                future.cancel()

    def _keep(self, part: Sequence[tuple[str, Policy, int]], found: Sequence[Outcome]) -> None:
        for (key, _, seed), outcome in zip(part, found, strict=True):
            self._kept[key][seed] = outcome
        self._tell(len(part))


def play_chunk(chunk: _Chunk) -> list[Outcome]:
    """Make the runs of a chunk."""
    program = load_text(chunk.text, chunk.name)
    return [
        Outcome.of(play_seed(program, seed, policy))
        for policy, seeds in chunk.runs
        for seed in seeds
    ]


def _together(
    part: Sequence[tuple[str, Policy, int]],
) -> tuple[tuple[Policy, tuple[int, ...]], ...]:
    """Return the runs by policy, in their order, so that a policy is sent once."""
    runs: list[tuple[str, Policy, list[int]]] = []
    for key, policy, seed in part:
        if not runs or runs[-1][0] != key:
            runs.append((key, policy, []))
        runs[-1][2].append(seed)
    return tuple((policy, tuple(seeds)) for _, policy, seeds in runs)


def _key(policy: Policy) -> str:
    """Return what tells a policy from every other: what a plan says, or a bot's name."""
    if isinstance(policy, Plan):
        return json.dumps(policy.as_json(), sort_keys=True)
    return policy.name
