"""Boards and records of people, seen by those who may see them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import update

from app.accounts.models import Group, Person
from app.database import db as database
from app.errors import NotFound
from app.insights import service
from app.insights.pages import kpi_averages, scores_in_time
from app.insights.service import Filters
from app.library.models import ScenarioText
from app.library.service.texts import get_program
from app.play import service as play
from app.play.models import Attempt
from tests.support.deals import MINI_SLUG, NOON, play_to_the_end, publish_mini
from tests.support.people import make_group, make_person

LATER = NOON + timedelta(days=1)


def finish(person: Person, seed: int, mode: str = "practice") -> Attempt:
    if mode == "assessed":
        attempt = play.start(person.id, MINI_SLUG, "assessed", now=NOON)
    else:
        attempt = play.start(person.id, MINI_SLUG, "practice", seed=seed, now=NOON)
    play_to_the_end(attempt.id, person.id)
    return play.get_own_attempt(attempt.id, person.id)


@pytest.fixture
def group(db: SQLAlchemy) -> Group:
    publish_mini()
    return make_group("east")


def test_a_manager_sees_their_groups_and_no_other(group: Group) -> None:
    manager = make_person("manager", manages=group)
    mate = make_person(learns_in=group)
    stranger = make_person(learns_in=make_group("north"))
    attempt = finish(mate, 1)
    finish(stranger, 1)

    page = service.overview(manager, Filters(), now=LATER)

    assert [found.name for found in page.groups] == ["east"]
    assert [(s.group.name, s.people, s.begun, s.summary.count) for s in page.standings] == [
        ("east", 1, 1, 1)
    ]
    assert page.board is not None
    assert [(line.person, line.score) for line in page.board.lines] == [(mate, attempt.score)]
    assert page.attempts == (attempt,)


def test_another_group_can_not_be_asked_for(group: Group) -> None:
    manager = make_person("manager", manages=group)
    with pytest.raises(NotFound):
        service.overview(manager, Filters(group_id=make_group("north").id), now=LATER)


def test_without_groups_there_is_nothing(group: Group) -> None:
    page = service.overview(make_person("trainer"), Filters(), now=LATER)
    assert (page.groups, page.standings, page.group, page.board) == ((), (), None, None)
    assert page.scenario is None


def test_the_assessment_counts_before_any_practice(group: Group) -> None:
    trainer = make_person("trainer", teaches=group)
    mate = make_person(learns_in=group)
    assessed = finish(mate, 0, "assessed")
    for seed in (1, 2, 3):
        finish(mate, seed)

    page = service.overview(trainer, Filters(), now=LATER)

    assert page.board is not None
    (line,) = page.board.lines
    assert line.counting is assessed
    assert line.attempts == 4
    assert line.best == max(a.score for a in play.attempts_of(mate.id) if a.score is not None)
    assert set(line.points) == {"value", "cash", "cost"}
    assert page.board.kpi_means == line.points


def test_open_attempts_are_counted_and_not_scored(group: Group) -> None:
    trainer = make_person("trainer", teaches=group)
    mate = make_person(learns_in=group)
    play.start(mate.id, MINI_SLUG, "practice", seed=1, now=NOON)

    page = service.overview(trainer, Filters(), now=LATER)

    assert page.board is not None
    (line,) = page.board.lines
    assert (line.attempts, line.open, line.counting, line.best, line.points) == (
        1,
        1,
        None,
        None,
        {},
    )
    assert page.board.summary.count == 0


def test_modes_and_periods_filter(group: Group) -> None:
    trainer = make_person("trainer", teaches=group)
    mate = make_person(learns_in=group)
    finish(mate, 1)

    def board(**wanted: object) -> object:
        filters = Filters(**wanted)  # type: ignore[arg-type]
        return service.overview(trainer, filters, now=NOON + timedelta(days=60)).board

    assert board(mode="practice") is not None
    assert board(mode="assessed") is None
    assert board(period=90) is not None
    assert board(period=30) is None


@pytest.mark.parametrize("sort", ["name", "score", "best", "latest", "attempts"])
def test_lines_are_sorted_and_those_without_a_value_come_last(group: Group, sort: str) -> None:
    trainer = make_person("trainer", teaches=group)
    people = [make_person(name=name, learns_in=group) for name in ("b", "c", "a")]
    for person, seed in zip(people, (1, 2), strict=False):
        finish(person, seed)

    page = service.overview(trainer, Filters(sort=sort), now=LATER)

    assert page.board is not None
    names = [line.person.name for line in page.board.lines]
    if sort == "name":
        assert names == ["a", "b", "c"]
    else:
        assert names[-1] == "a"


def test_a_scenario_asked_for_is_shown(group: Group) -> None:
    other = publish_mini(slug="other-deal")
    trainer = make_person("trainer", teaches=group)
    mate = make_person(learns_in=group)
    for seed in (1, 2):
        finish(mate, seed)
    attempt = play.start(mate.id, "other-deal", "practice", seed=1, now=NOON)

    most_played = service.overview(trainer, Filters(), now=LATER)
    asked_for = service.overview(trainer, Filters(entry_id=other.entry_id), now=LATER)

    assert most_played.scenario is not None
    assert most_played.scenario.id == MINI_SLUG
    assert asked_for.scenario is not None
    assert asked_for.scenario.id == "other-deal"
    assert asked_for.attempts == (attempt,)
    assert len(asked_for.standings) == 2


def test_a_record_has_all_attempts_of_a_person(group: Group) -> None:
    trainer = make_person("trainer", teaches=group)
    mate = make_person(learns_in=group)
    first, second = finish(mate, 1), finish(mate, 2)

    record = service.person_record(trainer, mate.id)

    assert record.person is mate
    assert record.groups == (group,)
    assert set(record.attempts) == {first, second}
    assert set(record.scenarios) == {first.digest}


def test_a_record_of_a_stranger_is_not_to_be_had(group: Group) -> None:
    trainer = make_person("trainer", teaches=group)
    for person_id in (make_person().id, 999_999):
        with pytest.raises(NotFound):
            service.person_record(trainer, person_id)


def forget_how_to_read(digest: str) -> None:
    """Let the text under this digest be one of another engine."""
    database.session.execute(
        update(ScenarioText).where(ScenarioText.digest == digest).values(source="schema: 9")
    )
    database.session.commit()
    get_program.cache_clear()


def test_a_text_that_cannot_be_read_leaves_the_others_alone(group: Group) -> None:
    manager, mate = make_person("manager", manages=group), make_person(learns_in=group)
    finish(mate, 1)
    readable = play.attempts_of(mate.id)[0]
    publish_mini(slug="broken")
    broken = play.start(mate.id, "broken", "practice", seed=1, now=LATER)
    forget_how_to_read(broken.digest)

    page = service.overview(manager, Filters(), now=LATER)
    record = service.person_record(manager, mate.id)

    assert list(page.scenarios) == [readable.entry_id]
    assert [standing.entry_id for standing in page.standings] == [readable.entry_id]
    assert list(record.scenarios) == [readable.digest]
    assert {record.title_of(attempt) for attempt in record.attempts} == {"broken", "A pump station"}
    assert [trend.scenario for trend in scores_in_time(record)] == ["A pump station"]
    assert {average.scenario for average in kpi_averages(record)} == {"A pump station"}


def test_a_version_that_cannot_be_read_is_named_by_one_that_can(group: Group) -> None:
    manager, mate = make_person("manager", manages=group), make_person(learns_in=group)
    finish(mate, 1)
    newer = publish_mini("Newer.")
    play.start(mate.id, MINI_SLUG, "practice", seed=1, now=LATER)
    forget_how_to_read(newer.digest)

    page = service.overview(manager, Filters(), now=LATER)

    assert page.scenario is not None
    assert page.scenario.summary["en"] == "A small deal for tests."
    assert page.board is not None
    assert [line.attempts for line in page.board.lines] == [2]


def test_attempts_whose_only_text_cannot_be_read_have_no_averages(group: Group) -> None:
    manager, mate = make_person("manager", manages=group), make_person(learns_in=group)
    attempt = finish(mate, 1)
    attempt.entry_id = attempt.version_id = None
    database.session.commit()
    forget_how_to_read(attempt.digest)

    record = service.person_record(manager, mate.id)

    assert service.overview(manager, Filters(), now=LATER).board is None
    assert record.title_of(record.attempts[0]) == attempt.digest[:12]
    assert kpi_averages(record) == []


def test_scores_in_time_are_of_one_scenario_each(group: Group) -> None:
    manager, mate = make_person("manager", manages=group), make_person(learns_in=group)
    publish_mini(slug="other")
    scores = []
    for slug, seed in ((MINI_SLUG, 1), ("other", 2), (MINI_SLUG, 3)):
        attempt = play.start(mate.id, slug, "practice", seed=seed, now=NOON)
        play_to_the_end(attempt.id, mate.id)
        scores.append(play.get_own_attempt(attempt.id, mate.id).score)

    trends = scores_in_time(service.person_record(manager, mate.id))

    assert [trend.scores for trend in trends] == [(scores[0], scores[2]), (scores[1],)]
