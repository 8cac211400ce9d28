"""Recorded runs are replayed to the last bit. To record them anew on purpose: make golden."""

import json
from pathlib import Path

import pytest

from simengine.library import load_file
from simengine.records import answers_from_json
from simengine.run import replay
from tests.playthroughs.golden import PLAYTHROUGHS, record, scenario_paths

PATHS = scenario_paths()
FILES = sorted(PLAYTHROUGHS.glob("*/*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_playthrough_is_as_it_was(file: Path) -> None:
    kept = json.loads(file.read_text("utf-8"))
    program = load_file(PATHS[file.parent.name])
    assert (kept["digest"], kept["scenario"]) == (program.scenario.digest, program.scenario.id), (
        "the scenario has changed: make golden"
    )
    run = replay(program, kept["seed"], answers_from_json(kept["answers"]))
    assert record(run) == kept


def test_every_scenario_has_playthroughs_and_every_playthrough_a_scenario() -> None:
    assert {file.parent.name for file in FILES} == PATHS.keys()


@pytest.mark.parametrize("slug", PATHS)
def test_the_playthroughs_show_more_than_one_end(slug: str) -> None:
    outcomes = {
        json.loads(file.read_text("utf-8"))["outcome"] for file in FILES if file.parent.name == slug
    }
    assert len(outcomes) > 1
