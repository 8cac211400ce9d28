"""What a search found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from simengine.estimates import Estimate
from simengine.policies import Plan

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Solution:
    """The best plan found, and what it and the bots make of `mean.n` seeds that the search never
    saw. `ahead` is its score less that of each bot, seed by seed; `runs` counts all runs made."""

    scenario: str
    digest: str
    engine: str
    seed: int
    runs: int
    plan: Plan
    mean: Estimate
    bots: Mapping[str, Estimate]
    ahead: Mapping[str, Estimate]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data, as `par.json` holds it."""
        found = {key: getattr(self, key) for key in ("scenario", "digest", "engine", "seed")}
        return {
            "schema": SCHEMA,
            **found,
            "runs": self.runs,
            "mean": asdict(self.mean),
            "bots": {name: asdict(mean) for name, mean in self.bots.items()},
            "ahead": {name: asdict(ahead) for name, ahead in self.ahead.items()},
            "plan": self.plan.as_json(),
        }
