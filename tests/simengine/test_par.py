"""Every scenario that comes with the product has a par, which is of its present version and loses
to no bot."""

import json
from pathlib import Path
from typing import Any

import pytest

from config import ROOT
from simengine.estimates import estimate
from simengine.library import find_par, load_file
from simengine.policies import POLICIES, Plan, play

FOLDERS = sorted(path.parent for path in (ROOT / "scenarios").glob("*/scenario.yaml"))
SEEDS = range(900_001, 900_061)


def kept(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "par.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_scenario_has_a_par_of_its_present_version(folder: Path) -> None:
    plan = find_par(folder)
    assert plan is not None, f"python -m simengine solve scenarios/{folder.name} --write"
    program = load_file(folder)
    assert find_par(program.scenario.digest) == plan
    assert kept(folder)["scenario"] == program.scenario.id
    assert plan.advice.keys() <= program.scenario.decisions.keys()
    assert plan.names() <= program.slots.keys()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_par_loses_to_a_bot(folder: Path) -> None:
    found = kept(folder)
    assert set(found["ahead"]) == set(POLICIES)
    assert min(ahead["high"] for ahead in found["ahead"].values()) >= 0


def test_the_par_of_the_flagship_beats_every_bot_here_and_now() -> None:
    folder = ROOT / "scenarios" / "smart-factory"
    found = kept(folder)
    assert min(ahead["low"] for ahead in found["ahead"].values()) > 0
    best = max(found["bots"], key=lambda bot: found["bots"][bot]["mean"])
    program, plan = load_file(folder), Plan.from_json(found["plan"])
    ahead = [play(program, seed, plan).score - play(program, seed, best).score for seed in SEEDS]
    assert estimate(ahead).low > 0
