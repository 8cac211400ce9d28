"""Scenario texts made ready to run, kept by their content so that each is compiled once; and the
par of those that have one, kept in a `par.json` beside the scenario."""

from __future__ import annotations

import functools
import json
from pathlib import Path

from simengine.compiler import compile_scenario
from simengine.compiler.report import Report
from simengine.errors import N_, SimError
from simengine.policies import Plan, PlanError
from simengine.program import Program
from simengine.scenario.load import read_scenario
from simengine.scenario.problems import ScenarioInvalid

BUNDLED = Path(__file__).parents[1] / "scenarios"
"""Where the scenarios are that come with the product, a folder each."""


class NoPar(SimError):
    """A scenario without a par."""


_NAME = "scenario.yaml"


def load_text(text: str, name: str = _NAME) -> Program:
    """Return the program of a scenario's text; raise ScenarioInvalid with all its problems.

    `name` is how the problems call the file.
    """
    try:
        return _compiled(text)
    except ScenarioInvalid:
        if name == _NAME:
            raise
        return _compile(text, name)


# By the text alone: the same scenario comes from files, from the library and from the editor.
@functools.lru_cache(maxsize=64)
def _compiled(text: str) -> Program:
    return _compile(text, _NAME)


def _compile(text: str, name: str) -> Program:
    scenario, source = read_scenario(text, name)
    return compile_scenario(scenario, Report(source.line, name))


def load_file(path: Path) -> Program:
    """Return the program of a file, or of the `scenario.yaml` in a folder.

    Raises ScenarioInvalid for what is wrong in it, OSError if it can't be read.
    """
    return load_text(*read_file(path))


def read_file(path: Path) -> tuple[str, str]:
    """Return the text of a scenario and the name of its file, as `load_text` takes them.

    `path` is a file or a folder with a `scenario.yaml`. Raises OSError if it can't be read.
    """
    if path.is_dir():
        path = path / "scenario.yaml"
    return path.read_bytes().decode("utf-8", errors="surrogateescape"), str(path)


def find_par(scenario: Path | str) -> Plan | None:
    """Return the par of a scenario, or None if there is none or only that of another version.

    The scenario is a path, as `load_file` takes it, or the digest of a bundled one. Raises
    PlanError for a file that holds no par, and for a path what `load_file` raises.
    """
    if isinstance(scenario, Path):
        return _par_in(par_path(scenario), load_file(scenario).scenario.digest)
    found = (_par_in(path, scenario) for path in sorted(BUNDLED.glob("*/par.json")))
    return next((plan for plan in found if plan is not None), None)


def get_par(path: Path) -> Plan:
    """Return the par of a scenario; raise NoPar, or what `find_par` does."""
    plan = find_par(path)
    if plan is None:
        raise NoPar(
            N_(
                "%(path)s has no par of its present version; "
                "run `python -m simengine solve` on it with --write"
            ),
            {"path": str(path)},
        )
    return plan


def kept_par(path: Path) -> Plan | None:
    """Return the par that is kept beside a scenario, be it of another version, or None."""
    kept = _read_par(par_path(path))
    return None if kept is None else kept[1]


def par_path(path: Path) -> Path:
    """Return where the par of a scenario is kept, or would be."""
    return (path if path.is_dir() else path.parent) / "par.json"


def _par_in(path: Path, digest: str) -> Plan | None:
    """Return the plan in a file if it was made for the scenario of this digest."""
    kept = _read_par(path)
    return kept[1] if kept is not None and kept[0] == digest else None


def _read_par(path: Path) -> tuple[str, Plan] | None:
    """Return the digest of the scenario that a file's plan was made for, and the plan."""
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_text("utf-8"))
        return data["digest"], Plan.from_json(data["plan"])
    except (ValueError, TypeError, KeyError) as error:
        raise PlanError(
            N_("this is no plan: %(place)s: %(problem)s"),
            {"place": str(path), "problem": repr(error)},
        ) from None
