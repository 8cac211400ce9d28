"""What bots know of a scenario: how well it can be played, and whether it is in balance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from app.jobs import service as jobs
from app.jobs.kinds import key_of
from app.jobs.models import Job
from app.library.service.kinds import CHECK, SOLVE
from simengine.check import BalanceReport
from simengine.estimates import Estimate
from simengine.run import ENGINE

_ESTIMATE = TypeAdapter(Estimate)
_REPORT = TypeAdapter(BalanceReport)


@dataclass(frozen=True)
class Par:
    """How well a scenario can be played, as far as was found: the mean score of the best plan
    and of each bot, with their intervals. `plan` is plain data for `Plan.from_json`."""

    plan: dict[str, Any]
    mean: Estimate
    bots: Mapping[str, Estimate]
    runs: int


def par_key(digest: str) -> str:
    """Under what the par of a scenario is kept."""
    return key_of(digest, ENGINE)


def find_par(digest: str) -> Par | None:
    """The par of the scenario kept under a digest, once it has been found."""
    found = jobs.result_of(SOLVE, par_key(digest))
    if found is None:
        return None
    return Par(
        plan=found["plan"],
        mean=_ESTIMATE.validate_python(found["mean"]),
        bots={name: _ESTIMATE.validate_python(bot) for name, bot in found["bots"].items()},
        runs=found["runs"],
    )


def keep_par(digest: str, solution: Mapping[str, Any], *, now: datetime) -> None:
    """Keep a par that was found elsewhere, unless it is of another text or another engine.

    Does not commit.
    """
    if solution.get("digest") == digest and solution.get("engine") == ENGINE:
        jobs.provide(SOLVE, par_key(digest), dict(solution), now=now)


def ask_for_par(digest: str, *, asker: str, now: datetime) -> Job:
    """The search for the par of a scenario, begun if it was not."""
    return jobs.ask(SOLVE, par_key(digest), {"digest": digest}, asker=asker, now=now)


def find_par_search(digest: str) -> Job | None:
    """The search for the par of a scenario, if anybody asked for it."""
    return jobs.find(SOLVE, par_key(digest))


def ask_for_balance(digest: str, *, asker: str, now: datetime) -> Job:
    """The check of a scenario's balance by the par known now, begun if it was not."""
    par = find_par(digest)
    plan = None if par is None else par.plan
    key = _balance_key(digest, plan)
    return jobs.ask(CHECK, key, {"digest": digest, "plan": plan}, asker=asker, now=now)


def find_balance(digest: str) -> BalanceReport | None:
    """The balance report of a scenario by the par known now; by the bots' play alone if that is
    all there is."""
    par = find_par(digest)
    found = None if par is None else jobs.result_of(CHECK, _balance_key(digest, par.plan))
    if found is None:
        found = jobs.result_of(CHECK, _balance_key(digest, None))
    return None if found is None else _REPORT.validate_python(found)


def find_balance_check(digest: str) -> Job | None:
    """The check of a scenario's balance by the par known now, if anybody asked for it."""
    par = find_par(digest)
    return jobs.find(CHECK, _balance_key(digest, None if par is None else par.plan))


def _balance_key(digest: str, plan: Mapping[str, Any] | None) -> str:
    return key_of(digest, ENGINE, plan)
