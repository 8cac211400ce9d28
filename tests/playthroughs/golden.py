"""Golden playthroughs: runs of every scenario, kept as they were.

A run is a function of the scenario, the engine, the seed and the answers. A playthrough keeps
these and what came of them, so that a change of any of it is noticed. When the engine or a
scenario has been changed on purpose: `make golden`, and look at what changed. Runs stored by
others are replayed by the engine of their time: raise `simengine.run.ENGINE` if theirs change.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from simengine.library import load_file
from simengine.policies import POLICIES, play
from simengine.program import Program
from simengine.records import run_record
from simengine.run import Snapshot

ROOT = Path(__file__).parents[2]
PLAYTHROUGHS = Path(__file__).parent

# Among the runs of so many seeds, each policy's first with each outcome is kept.
SEEDS = range(1, 41)


def scenario_paths() -> dict[str, Path]:
    """Every shipped scenario by the name of its folder, and the small ones of the tests."""
    folders = sorted((ROOT / "scenarios").glob("*/scenario.yaml"))
    return {
        **{path.parent.name: path for path in folders},
        "mini-deal": ROOT / "tests/simengine/mini.yaml",
        "mini-quarter": ROOT / "tests/simengine/quarter.yaml",
    }


def record(run: Snapshot) -> dict[str, Any]:
    """What is kept of a run; of its journal, the SHA-256 of its JSON."""
    kept = run_record(run)
    journal = json.dumps(kept.pop("journal"), sort_keys=True, allow_nan=False)
    kept["journal_sha256"] = hashlib.sha256(journal.encode()).hexdigest()
    return kept


def typical_runs(program: Program) -> dict[str, Snapshot]:
    """The runs to keep, by the name of their file."""
    found: dict[str, Snapshot] = {}
    for policy in POLICIES:
        for seed in SEEDS:
            run = play(program, seed, policy)
            found.setdefault(f"{policy}-{run.outcome}", run)
    return found


def rewrite() -> None:
    """Write the playthroughs of every scenario anew."""
    for slug, path in scenario_paths().items():
        folder = PLAYTHROUGHS / slug
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*.json"):
            old.unlink()
        runs = typical_runs(load_file(path))
        for name, run in runs.items():
            text = json.dumps(record(run), indent=1, ensure_ascii=False) + "\n"
            (folder / f"{name}.json").write_text(text, "utf-8")
        sys.stdout.write(f"{slug}: {len(runs)} playthroughs\n")


if __name__ == "__main__":
    rewrite()
