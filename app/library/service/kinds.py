"""The background work of this area: solving a scenario, and checking its balance."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import asdict
from typing import Any

from flask_babel import lazy_gettext as _

from app.accounts.models import Person
from app.jobs.kinds import Kind, Report
from app.jobs.models import Job
from app.library.service.texts import source_of
from simengine.check import check
from simengine.policies import Plan
from simengine.solve import solve

# Enough for a whole deal to be played well; some minutes on two processors.
SOLVE_RUNS = 60_000
SOLVE_SEED = 1


def add_text(payload: dict[str, Any]) -> dict[str, Any]:
    """What is worked on beside what determines it: the scenario's text."""
    return {**payload, "text": source_of(payload["digest"])}


def solve_text(payload: dict[str, Any], report: Report, executor: Executor) -> dict[str, Any]:
    """The par of a scenario, as plain data."""
    found = solve(
        payload["text"],
        seed=SOLVE_SEED,
        budget_runs=SOLVE_RUNS,
        executor=executor,
        progress=report,
    )
    return found.as_json()


def check_text(payload: dict[str, Any], report: Report, executor: Executor) -> dict[str, Any]:
    """The balance report of a scenario, as plain data that can be told in any language."""
    plan = payload["plan"]
    found = check(
        payload["text"],
        par=None if plan is None else Plan.from_json(plan),
        par_source="missing" if plan is None else "solved",
        executor=executor,
        progress=report,
    )
    return asdict(found)


def _may_see_progress(_viewer: Person, _job: Job) -> bool:
    # How far the search for a par is tells nobody anything; whoever waits for a review may know.
    return True


def _may_see_balance(viewer: Person, _job: Job) -> bool:
    return viewer.role in ("trainer", "admin")


SOLVE = Kind(
    "solve",
    _("Par of a scenario"),
    run=solve_text,
    may_see=_may_see_progress,
    lane="later",
    load=add_text,
)

CHECK = Kind(
    "check",
    _("Balance report of a scenario"),
    run=check_text,
    may_see=_may_see_balance,
    lane="later",
    load=add_text,
)
