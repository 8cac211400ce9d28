"""What a finished run is held against, and whose scores that may tell."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import force_locale
from flask_sqlalchemy import SQLAlchemy

from app.accounts import service as accounts
from app.accounts.models import Group, Person
from app.library import service as library
from app.play import service as play
from app.play.models import Attempt
from app.play.pages.comparison import compare
from tests.support.coaching import PAR_MEAN, give_par
from tests.support.deals import MINI_SLUG, NOON, mini_text, play_to_the_end, publish_mini
from tests.support.people import make_group, make_person

KPIS = ("value", "cash", "cost")


def finished(
    db: SQLAlchemy,
    person: Person,
    score: float,
    *,
    mode: str = "practice",
    status: str = "finished",
) -> Attempt:
    """A run of the newest version of the small deal with this score, without having played it."""
    version = library.current_version(MINI_SLUG)
    attempt = Attempt(
        person_id=person.id, entry_id=version.entry_id, version_id=version.id,
        digest=version.digest, engine="0", seed=1, mode=mode, status=status, steps=1,
        started_at=NOON, played_at=NOON, finished_at=NOON, score=score, grade="A", passed=True,
        outcome="closed",
        kpis=[{"id": kpi, "value": 1.0, "points": score, "share": 1.0, "most": 2.0}
              for kpi in KPIS],
    )  # fmt: skip
    db.session.add(attempt)
    db.session.commit()
    return attempt


@pytest.fixture
def group(db: SQLAlchemy) -> Group:
    publish_mini()
    return make_group("East")


def members(db: SQLAlchemy, group: Group, *scores: float) -> list[Attempt]:
    """A member with a finished run for each score."""
    return [finished(db, make_person(learns_in=group), score) for score in scores]


def person_of(attempt: Attempt) -> Person:
    return accounts.get_person(attempt.person_id)


def test_a_group_is_told_by_tens_and_medians(db: SQLAlchemy, group: Group) -> None:
    first, *_others = members(db, group, 12.0, 55.0, 58.0, 91.0, 100.0)

    (scores,) = play.scores_of_groups(first, person_of(first))

    assert (scores.group.name, scores.people, scores.median) == ("East", 5, 58.0)
    assert scores.bins == (0, 1, 0, 0, 0, 2, 0, 0, 0, 2)
    assert scores.points == dict.fromkeys(KPIS, 58.0)


def test_each_member_counts_once_by_their_best_run(db: SQLAlchemy, group: Group) -> None:
    first, *_others = members(db, group, 10.0, 20.0, 30.0, 40.0, 50.0)
    finished(db, person_of(first), 90.0)
    finished(db, person_of(first), 5.0)

    (scores,) = play.scores_of_groups(first, person_of(first))

    assert (scores.people, scores.median) == (5, 40.0)


def test_four_members_are_too_few(db: SQLAlchemy, group: Group) -> None:
    first, *_others = members(db, group, 10.0, 20.0, 30.0, 40.0)
    other = make_person(learns_in=group)
    finished(db, other, 70.0, mode="what_if")
    finished(db, other, 70.0, mode="trial")
    finished(db, other, 70.0, status="given_up")
    finished(db, make_person("trainer", teaches=group), 99.0)

    assert play.scores_of_groups(first, person_of(first)) == ()


def test_a_group_that_does_not_compare_is_left_out(db: SQLAlchemy, group: Group) -> None:
    first, *_others = members(db, group, 10.0, 20.0, 30.0, 40.0, 50.0)
    accounts.let_compare(group.id, is_allowed=False)

    assert play.scores_of_groups(first, person_of(first)) == ()


def test_who_sees_the_person_but_not_the_group_is_not_told_of_it(
    db: SQLAlchemy, group: Group
) -> None:
    first, *_others = members(db, group, 10.0, 20.0, 30.0, 40.0, 50.0)
    other_group = make_group("South")
    accounts.add_to_group(other_group.id, person_of(first).email, "member")
    trainer = make_person("trainer", teaches=group)
    stranger = make_person("trainer", teaches=other_group)

    assert [s.group.name for s in play.scores_of_groups(first, trainer)] == ["East"]
    assert play.scores_of_groups(first, stranger) == ()


def test_other_runs_are_those_of_the_same_scenario(db: SQLAlchemy, group: Group) -> None:
    (first,) = members(db, group, 10.0)
    person = person_of(first)
    second = finished(db, person, 20.0)
    finished(db, person, 20.0, mode="what_if")
    finished(db, person, 20.0, status="open")
    publish_mini(slug="another-deal")
    elsewhere = play.start(person.id, "another-deal", "practice", seed=4, now=NOON)
    play_to_the_end(elsewhere.id, person.id)

    assert play.other_runs(first) == (second,)


def test_a_trial_is_held_against_nothing(db: SQLAlchemy) -> None:
    author = make_person("trainer")
    trial = play.start_trial(author.id, mini_text(), seed=4, now=NOON)
    play_to_the_end(trial.id, author.id)
    trial = play.get_own_attempt(trial.id, author.id)

    assert play.other_runs(trial) == ()
    assert play.scores_of_groups(trial, author) == ()
    scenario = library.get_program(trial.digest).scenario
    assert compare(trial, scenario, author) is None


def test_the_part_of_the_page_draws_and_lists_the_same(
    app: Flask, db: SQLAlchemy, group: Group
) -> None:
    first, *_others = members(db, group, 10.0, 20.0, 30.0, 40.0, 50.0)
    person = person_of(first)
    finished(db, person, 35.0)
    library.publish(MINI_SLUG, mini_text("Another text."), None, now=NOON)
    newer = finished(db, person, 60.0)
    give_par(newer.digest)
    scenario = library.get_program(newer.digest).scenario

    with app.test_request_context(), force_locale("en"):
        part = compare(newer, scenario, person)

    assert part is not None
    assert [lane.kind for lane in part.drawing.lanes] == [
        "this", "earlier", "group", "par", "bot", "bot", "bot", "bot",
    ]  # fmt: skip
    earlier = part.drawing.lanes[1]
    assert [(dot.score, dot.is_other) for dot in earlier.dots] == [(35.0, True), (10.0, True)]
    assert [row.score for row in part.rows[:4]] == [60.0, 35.0, 10.0, 40.0]
    assert part.rows[3].note == "median of the best runs of 5 members"
    assert part.rows[4].score == PAR_MEAN
    assert (part.has_others, part.has_other_versions) == (True, True)
    assert [(row.this, row.best, row.groups) for row in part.kpis] == [(60.0, 35.0, (40.0,))] * 3
    assert part.group_columns == [("Group's median", "num")]


def test_several_groups_have_a_column_each(app: Flask, db: SQLAlchemy, group: Group) -> None:
    first, *others = members(db, group, 10.0, 20.0, 30.0, 40.0, 50.0)
    second = make_group("South")
    for run in (first, *others):
        accounts.add_to_group(second.id, person_of(run).email, "member")
    scenario = library.get_program(first.digest).scenario

    with app.test_request_context(), force_locale("en"):
        part = compare(first, scenario, person_of(first))
        assert part is not None
        assert part.group_columns == [("East: median", "num"), ("South: median", "num")]
    assert all(row.best is None for row in part.kpis)
