"""Scores of a group at one scenario, put together from its people's attempts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.accounts.models import Group, Person
from app.insights.statistics import Summary, histogram, summarise
from app.play.models import Attempt

SORTS = ("name", "score", "best", "latest", "attempts")

LINES_PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One person at one scenario.

    `counting` is the attempt by which the person is judged: the assessed one if it is finished,
    else the last finished practice. `points` are its KPIs' points by KPI.
    """

    person: Person
    attempts: int
    open: int
    counting: Attempt | None
    latest: float | None
    best: float | None
    points: Mapping[str, float]

    @property
    def score(self) -> float | None:
        """The score that counts."""
        return self.counting.score if self.counting is not None else None


@dataclass(frozen=True, slots=True)
class Standing:
    """A group at a scenario in one row: how many have begun, finished, and how they did."""

    group: Group
    entry_id: int
    people: int
    begun: int
    summary: Summary


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the lines of a board; `page` counts from 1 to `pages`."""

    lines: tuple[Line, ...]
    page: int
    pages: int

    @property
    def has_prev(self) -> bool:
        """Whether there are lines before these."""
        return self.page > 1

    @property
    def has_next(self) -> bool:
        """Whether there are lines after these."""
        return self.page < self.pages

    @property
    def prev_num(self) -> int:
        """The number of the page before."""
        return self.page - 1

    @property
    def next_num(self) -> int:
        """The number of the page after."""
        return self.page + 1


@dataclass(frozen=True, slots=True)
class Board:
    """A group at a scenario in full. `bins` are the scores that count, ten points each."""

    lines: tuple[Line, ...]
    summary: Summary
    bins: tuple[int, ...]
    kpi_means: Mapping[str, float]

    def leaf(self, page: int) -> Leaf:
        """Return a page of the lines; the nearest there is when there is none of this number."""
        pages = max(1, -(-len(self.lines) // LINES_PER_PAGE))
        page = min(max(page, 1), pages)
        end = page * LINES_PER_PAGE
        return Leaf(self.lines[end - LINES_PER_PAGE : end], page, pages)


def make_line(person: Person, attempts: Iterable[Attempt]) -> Line:
    """Return one person's line from their attempts, the last played first."""
    attempts = list(attempts)
    finished = [attempt for attempt in attempts if attempt.status == "finished"]
    counting = next((a for a in finished if a.mode == "assessed"), None) or next(
        iter(finished), None
    )
    scores = [attempt.score for attempt in finished if attempt.score is not None]
    return Line(
        person=person,
        attempts=len(attempts),
        open=sum(attempt.status == "open" for attempt in attempts),
        counting=counting,
        latest=scores[0] if scores else None,
        best=max(scores, default=None),
        points=points_of(counting),
    )


def points_of(attempt: Attempt | None) -> dict[str, float]:
    """Return the KPIs' points (0-100) of a finished attempt by KPI."""
    kpis: list[dict[str, Any]] = (attempt.kpis or []) if attempt is not None else []
    return {kpi["id"]: float(kpi["points"]) for kpi in kpis}


def make_board(people: Sequence[Person], attempts: Sequence[Attempt], sort: str) -> Board:
    """Return the board of these people; those without a value come last in any order."""
    lines = make_lines(people, attempts)
    return Board(
        lines=tuple(sorted(lines, key=_order(sort))),
        summary=summarise_lines(lines),
        bins=histogram([line.score for line in lines if line.score is not None]),
        kpi_means=mean_points([line.points for line in lines if line.points]),
    )


def make_lines(people: Sequence[Person], attempts: Sequence[Attempt]) -> list[Line]:
    """Return a line for each of the people."""
    by_person: dict[int, list[Attempt]] = {person.id: [] for person in people}
    for attempt in attempts:
        if attempt.person_id in by_person:
            by_person[attempt.person_id].append(attempt)
    return [make_line(person, by_person[person.id]) for person in people]


def summarise_lines(lines: Iterable[Line]) -> Summary:
    """Return the summary of the attempts that count."""
    counting = [line.counting for line in lines if line.counting is not None]
    scores = [attempt.score for attempt in counting if attempt.score is not None]
    return summarise(scores, sum(bool(attempt.passed) for attempt in counting))


def mean_points(points: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the mean points of each KPI over those who have any."""
    keys = dict.fromkeys(key for one in points for key in one)
    means = {}
    for key in keys:
        values = [one[key] for one in points if key in one]
        means[key] = sum(values) / len(values)
    return means


def _order(sort: str) -> Callable[[Line], tuple[bool, float, str]]:
    """Return the key by which lines are sorted: names upwards, figures downwards."""

    def key(line: Line) -> tuple[bool, float, str]:
        value = None if sort == "name" else getattr(line, sort)
        if sort == "name":
            return False, 0.0, line.person.name
        return value is None, -(value or 0.0), line.person.name

    return key
