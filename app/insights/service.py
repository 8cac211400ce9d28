"""What managers and trainers may know of scores: their own groups, and nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.accounts import service as accounts
from app.accounts.models import Group, Person
from app.errors import NotFound
from app.i18n import pick
from app.insights.board import Board, Standing, make_board, make_lines, summarise_lines
from app.library import service as library
from app.play import service as play
from app.play.models import Attempt
from simengine.scenario.model import Scenario

PERIODS = (30, 90, 365)
MODES = ("assessed", "practice")


@dataclass(frozen=True)
class Filters:
    """What a viewer wants to see. `period` is in days back from now; None is no limit."""

    group_id: int | None = None
    entry_id: int | None = None
    mode: str | None = None
    period: int | None = None
    sort: str = "name"


@dataclass(frozen=True)
class Overview:
    """Everything of the page: the groups, all standings, and the board of the chosen pair.

    `scenarios` are the newest texts played that this engine reads, by entry: without one there is
    nothing to call the KPIs by, so an entry that has none is left out. `board` is None where nobody
    played yet.
    """

    groups: tuple[Group, ...]
    scenarios: dict[int, Scenario]
    standings: tuple[Standing, ...]
    group: Group | None
    entry_id: int | None
    board: Board | None
    attempts: tuple[Attempt, ...]

    @property
    def scenario(self) -> Scenario | None:
        """The scenario of the board."""
        return None if self.entry_id is None else self.scenarios[self.entry_id]


@dataclass(frozen=True)
class PersonRecord:
    """One person's attempts, the last played first.

    `scenarios` are those of the attempts by digest, without what this engine can't read.
    """

    person: Person
    groups: tuple[Group, ...]
    attempts: tuple[Attempt, ...]
    scenarios: dict[str, Scenario]

    def title_of(self, attempt: Attempt) -> str:
        """Return the title of the attempt's scenario, or what is left to call it by."""
        scenario = self.scenarios.get(attempt.digest)
        if scenario is not None:
            return pick(scenario.title)
        return attempt.entry.slug if attempt.entry is not None else attempt.digest[:12]


def overview(viewer: Person, filters: Filters, *, now: datetime) -> Overview:
    """Return what the viewer may see. Raises NotFound for a group that is none of theirs."""
    groups = tuple(accounts.groups_visible_to(viewer))
    chosen = _chosen_group(groups, filters.group_id)
    members = _members(groups)
    everybody = {person.id for people in members.values() for person in people}
    attempts = _matching(play.attempts_of_people(everybody), filters, now)
    by_entry: dict[int, list[Attempt]] = {}
    for attempt in attempts:
        if attempt.entry_id is not None:
            by_entry.setdefault(attempt.entry_id, []).append(attempt)
    scenarios = {
        entry_id: scenario
        for entry_id, played in by_entry.items()
        if (scenario := _newest_scenario(played)) is not None
    }
    by_entry = {entry_id: by_entry[entry_id] for entry_id in scenarios}
    standings = tuple(
        standing
        for group in groups
        for entry_id, played in by_entry.items()
        if (standing := _standing(group, members[group.id], entry_id, played)).begun
    )
    entry_id = _chosen_entry(filters.entry_id, by_entry)
    people = members[chosen.id] if chosen is not None else []
    played = by_entry.get(entry_id, []) if entry_id is not None else []
    return Overview(
        groups=groups,
        scenarios=scenarios,
        standings=standings,
        group=chosen,
        entry_id=entry_id,
        board=make_board(people, played, filters.sort) if people and played else None,
        attempts=tuple(a for a in played if a.person_id in {person.id for person in people}),
    )


def person_record(viewer: Person, person_id: int) -> PersonRecord:
    """Return one person's record. Raises NotFound for somebody the viewer may not see."""
    person = accounts.find_person(person_id)
    if person is None or not accounts.can_see_person(viewer, person_id):
        raise NotFound(_("There is no such person, or they are in none of your groups."))
    attempts = tuple(play.attempts_of_people([person_id]))
    visible = {group.id for group in accounts.groups_visible_to(viewer)}
    groups = tuple(group for group in accounts.groups_of(person_id) if group.id in visible)
    found = {attempt.digest: _find_scenario(attempt.digest) for attempt in attempts}
    scenarios = {digest: scenario for digest, scenario in found.items() if scenario is not None}
    return PersonRecord(person, groups, attempts, scenarios)


def _chosen_group(groups: Sequence[Group], group_id: int | None) -> Group | None:
    if group_id is None:
        return groups[0] if groups else None
    for group in groups:
        if group.id == group_id:
            return group
    raise NotFound(_("There is no such group, or it is none of yours."))


def _chosen_entry(wanted: int | None, by_entry: dict[int, list[Attempt]]) -> int | None:
    """Return the entry asked for if anybody played it, else the one played most."""
    if wanted in by_entry:
        return wanted
    return max(by_entry, key=lambda entry: len(by_entry[entry]), default=None)


def _members(groups: Sequence[Group]) -> dict[int, list[Person]]:
    """Return the learners of each group in the order of their names."""
    members: dict[int, list[Person]] = {group.id: [] for group in groups}
    people = accounts.members_of(list(members))
    memberships = accounts.memberships_by_person(person.id for person in people)
    for person in people:
        for membership in memberships[person.id]:
            if membership.kind == "member" and membership.group_id in members:
                members[membership.group_id].append(person)
    return members


def _matching(attempts: Sequence[Attempt], filters: Filters, now: datetime) -> list[Attempt]:
    since = None if filters.period is None else now - timedelta(days=filters.period)
    return [
        attempt
        for attempt in attempts
        if filters.mode in (None, attempt.mode) and (since is None or attempt.played_at >= since)
    ]


def _standing(
    group: Group, people: Sequence[Person], entry_id: int, attempts: Sequence[Attempt]
) -> Standing:
    lines = make_lines(people, attempts)
    begun = sum(line.attempts > 0 for line in lines)
    return Standing(group, entry_id, len(people), begun, summarise_lines(lines))


def _newest_scenario(attempts: Sequence[Attempt]) -> Scenario | None:
    """Return the scenario of the first of the attempts whose text this engine reads."""
    for digest in dict.fromkeys(attempt.digest for attempt in attempts):
        scenario = _find_scenario(digest)
        if scenario is not None:
            return scenario
    return None


def _find_scenario(digest: str) -> Scenario | None:
    try:
        return library.get_program(digest).scenario
    except library.Unreadable:
        return None
