"""What a finished run is held against: one's own other runs, and the group, without names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import select

from app.accounts import service as accounts
from app.accounts.models import Group, Person
from app.database import db
from app.play.models import COUNTED, Attempt
from app.play.service.attempts import attempts_of

ENOUGH = 5
"""Of fewer members than this no spread is told: one could guess whose scores they are."""


@dataclass(frozen=True)
class GroupScores:
    """How the members of a group did at a scenario, each by the best of their runs that count.

    Nothing in it says whose a score is: `bins` counts the scores of ten points each from 0 to 100,
    and `points` are medians of each KPI's points over these runs, by KPI.
    """

    group: Group
    people: int
    median: float
    bins: tuple[int, ...]
    points: Mapping[str, float]


def other_runs(attempt: Attempt) -> tuple[Attempt, ...]:
    """The other finished runs that count of the same person at the same scenario, in any of its
    versions, the latest first."""
    if attempt.entry_id is None:
        return ()
    return tuple(
        other
        for other in attempts_of(attempt.person_id)
        if other.entry_id == attempt.entry_id
        and other.id != attempt.id
        and other.status == "finished"
    )


def scores_of_groups(attempt: Attempt, viewer: Person) -> tuple[GroupScores, ...]:
    """How the groups in which the attempt's person learns did at its scenario, by their names.

    Left out are groups that do not compare scores, those whose place the viewer may not know, and
    those of which fewer than :data:`ENOUGH` members have finished the scenario.
    """
    groups = [group for group in accounts.groups_of(attempt.person_id) if group.compares_scores]
    if attempt.person_id != viewer.id:
        groups = [group for group in groups if accounts.can_see_group(viewer, group.id)]
    if attempt.entry_id is None:
        return ()
    found = (_scores_of(group, attempt.entry_id) for group in groups)
    return tuple(scores for scores in found if scores is not None)


def points_by_kpi(kpis: Iterable[Mapping[str, Any]] | None) -> dict[str, float]:
    """The points, 0-100, of each KPI of a finished attempt."""
    return {kpi["id"]: float(kpi["points"]) for kpi in kpis or ()}


def _scores_of(group: Group, entry_id: int) -> GroupScores | None:
    members = [person.id for person in accounts.members_of([group.id])]
    query = (
        select(Attempt.person_id, Attempt.score, Attempt.kpis)
        .where(
            Attempt.person_id.in_(members),
            Attempt.entry_id == entry_id,
            Attempt.mode.in_(COUNTED),
            Attempt.status == "finished",
        )
        .order_by(Attempt.score)
    )
    # The last of a person is the best.
    best = {person_id: (score, kpis) for person_id, score, kpis in db.session.execute(query)}
    if len(best) < ENOUGH:
        return None
    scores = [score for score, _kpis in best.values()]
    points: dict[str, list[float]] = defaultdict(list)
    for _score, kpis in best.values():
        for kpi, value in points_by_kpi(kpis).items():
            points[kpi].append(value)
    return GroupScores(
        group=group,
        people=len(best),
        median=median(scores),
        bins=_bins(scores),
        points={kpi: median(found) for kpi, found in points.items() if len(found) >= ENOUGH},
    )


def _bins(scores: Iterable[float]) -> tuple[int, ...]:
    bins = [0] * 10
    for score in scores:
        bins[min(max(int(score // 10), 0), 9)] += 1
    return tuple(bins)
