"""What is known of how people learn, and what follows from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.accounts.models import Person
from app.curriculum import service as curriculum
from app.learning import service
from app.learning.measures import measure
from app.learning.skills import Level
from app.learning.suggest import (
    Assigned,
    Collect,
    Costly,
    DecideAgain,
    DoAssigned,
    FollowCourse,
    GoOn,
    Repeat,
    Strengthen,
    Suggestion,
)
from app.library import service as library
from app.play import service as play
from app.play.models import Attempt
from tests.app.learning.making import PART, add_quiz, complete_part
from tests.support.coaching import give_review
from tests.support.deals import MINI_SLUG, NOON, play_to_the_end, publish_mini
from tests.support.people import make_person

LATER = NOON + timedelta(days=30)


def finish_deal(person: Person, seed: int = 1) -> Attempt:
    """A deal played to its end by habit."""
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=seed, now=NOON)
    play_to_the_end(attempt.id, person.id)
    return play.get_own_attempt(attempt.id, person.id)


def level_of(person: Person, skill: str) -> Level:
    """The level of a person in a skill."""
    profile = service.record_of(person.id).profile
    return next(one.level for part in profile for one in part.skills if one.id == skill)


def ask(person: Person) -> Suggestion:
    return service.suggestion_for(person.id, now=LATER)


def test_the_profile_joins_quizzes_and_reviewed_decisions(db: SQLAlchemy) -> None:
    publish_mini()
    person, other = make_person(), make_person()
    attempt = finish_deal(person)
    wrong = give_review(attempt, {0: "mistake", 1: "blunder"}).decisions[1]
    add_quiz(person.id, "pricing", credits_={wrong.skill: [1.0, 0.0]})

    level = level_of(person, wrong.skill)

    doing = play.judged_runs([attempt])[attempt.id].decisions
    own = [one.accuracy / 100 for one in doing if one.skill == wrong.skill]
    assert (level.knowing, level.doing) == (
        measure([1.0, 0.0]),
        measure(own, [one.stake for one in doing if one.skill == wrong.skill]),
    )
    assert level.joint is not None
    assert level.joint.count == 2 + len(own)
    assert level_of(other, wrong.skill) == Level(None, None, None)


def test_what_is_not_reviewed_is_said_and_can_be_asked_for(db: SQLAlchemy) -> None:
    publish_mini()
    person = make_person()
    first, second = finish_deal(person), finish_deal(person, seed=2)
    play.start(person.id, MINI_SLUG, "practice", seed=3, now=NOON)
    give_review(first, {})

    assert [one.id for one in service.record_of(person.id).unreviewed] == [second.id]
    assert service.ask_for_reviews(person.id, now=NOON) == 1
    assert play.find_review_job(second) is not None


def test_many_people_are_read_at_once(db: SQLAlchemy) -> None:
    people = [make_person() for _ in range(3)]
    complete_part(people[0].id)
    found = service.records_of([person.id for person in people])
    assert [found[person.id].progress.done for person in people] == [3, 0, 0]
    assert service.records_of([]) == {}


def test_the_names_of_skills_are_the_courses_before_those_of_scenarios(db: SQLAlchemy) -> None:
    publish_mini()
    titles = service.skill_titles([finish_deal(make_person())])
    assert titles["market.needs"] == curriculum.course().skills["market.needs"]


def test_a_newcomer_reads_the_first_lesson(db: SQLAlchemy) -> None:
    person = make_person()
    first = service.record_of(person.id).progress.next
    assert ask(person) == FollowCourse(first)
    assert first.lesson == curriculum.course().in_order()[0]


def test_other_areas_say_what_is_due(db: SQLAlchemy) -> None:
    person = make_person()
    task = Assigned("Play it", "/x")
    due = {"now": NOON, "due_cards": 2, "cards_url": "/cards"}
    assert service.suggestion_for(person.id, **due) == Repeat(2, "/cards")
    assert service.suggestion_for(person.id, now=NOON, assigned=task) == DoAssigned(task)


def test_what_is_open_is_gone_on_with(db: SQLAlchemy) -> None:
    publish_mini()
    person = make_person()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=1, now=NOON)

    def work() -> tuple[str, int, int]:
        found = service.suggestion_for(person.id, now=NOON)
        assert isinstance(found, GoOn)
        return found.work.kind, found.work.id, found.work.step

    assert work() == ("deal", attempt.id, 0)
    later = NOON + timedelta(minutes=1)
    quiz = curriculum.start_quiz(person.id, "pricing", now=later)
    assert work() == ("quiz", quiz.id, 0)
    test = curriculum.start_test(person.id, PART, now=later + timedelta(minutes=1))
    assert work() == ("test", test.id, 0)
    assert isinstance(ask(person), FollowCourse)


def test_what_was_taken_out_of_the_course_or_belongs_to_another_engine_is_not_gone_on_with(
    db: SQLAlchemy,
) -> None:
    publish_mini()
    person = make_person()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=1, now=NOON)
    attempt.engine = "0"
    quiz = curriculum.start_quiz(person.id, "pricing", now=NOON)
    quiz.subject = "gone"
    db.session.commit()
    assert isinstance(service.suggestion_for(person.id, now=NOON), FollowCourse)
    quiz.kind = "part"
    db.session.commit()
    assert isinstance(service.suggestion_for(person.id, now=NOON), FollowCourse)


def test_a_weak_skill_leads_from_its_lesson_to_the_decision_where_it_cost_most(
    db: SQLAlchemy,
) -> None:
    publish_mini()
    person = make_person()
    attempt = finish_deal(person)
    review = give_review(attempt, {0: "mistake", 1: "blunder"})
    skill = review.decisions[1].skill
    add_quiz(person.id, "bidding", at=NOON - timedelta(days=1), credits_={skill: [0.0] * 8})

    step = ask(person)
    assert isinstance(step, Strengthen)
    assert (step.skill.id, step.step) == (skill, "read")
    slug = step.lesson.lesson.slug
    curriculum.mark_read(person.id, slug, now=NOON)
    assert getattr(ask(person), "step", "") == "quiz"
    add_quiz(person.id, slug)

    steps = [one for one in review.decisions if one.skill == skill]
    dearest = max(steps, key=lambda one: one.step)
    again = ask(person)
    assert isinstance(again, DecideAgain)
    title = play.snapshot_of(attempt).program.scenario.decisions[dearest.decision].title
    assert again.costly == Costly(attempt.id, dearest.step, title, dearest.step + 1.0)

    for one in steps:
        trial = play.start_what_if(attempt.id, person.id, one.step, now=NOON)
        found = service.suggestion_for(person.id, now=NOON)
        assert isinstance(found, GoOn)
        assert (found.work.kind, found.work.id) == ("what_if", trial.id)
    assert isinstance(ask(person), FollowCourse)


def test_a_certificate_is_to_be_collected_once(db: SQLAlchemy) -> None:
    person = make_person()
    complete_part(person.id)
    assert ask(person) == Collect(PART)
    service.issue(person.id, PART, now=NOON)
    assert isinstance(ask(person), FollowCourse)


def test_a_scenario_that_this_engine_cannot_read_is_left_out(
    db: SQLAlchemy, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_mini()
    person = make_person()
    attempt = play.start(person.id, MINI_SLUG, "practice", seed=1, now=NOON)

    def refuse(_digest: str) -> None:
        raise library.Unreadable("another engine")

    monkeypatch.setattr(library, "get_program", refuse)
    assert "market.needs" in service.skill_titles([attempt])
    assert isinstance(service.suggestion_for(person.id, now=NOON), FollowCourse)
