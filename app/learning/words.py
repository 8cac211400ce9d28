"""The suggestion in words: what, why, and one button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for
from flask_babel import format_date, lazy_gettext, ngettext
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString

from app.curriculum import service as curriculum
from app.curriculum.service import Next
from app.formats import moment, number, percent
from app.i18n import pick
from app.learning.earning import WHOLE
from app.learning.skills import Standing
from app.learning.suggest import (
    Assigned,
    Collect,
    DecideAgain,
    DoAssigned,
    FollowCourse,
    GoOn,
    Play,
    Practise,
    Repeat,
    Rest,
    Strengthen,
    Suggestion,
    Unfinished,
    WeakSkill,
)

STANDINGS: Mapping[Standing, LazyString] = {
    "none": lazy_gettext("nothing yet"),
    "few": lazy_gettext("too little so far"),
    "weak": lazy_gettext("needs work"),
    "fair": lazy_gettext("getting there"),
    "strong": lazy_gettext("strong"),
}

STANDING_KINDS: Mapping[Standing, str] = {
    "none": "",
    "few": "",
    "weak": "bad",
    "fair": "warning",
    "strong": "good",
}
"""The kind of badge of each."""


@dataclass(frozen=True)
class Told:
    """A suggestion as it is shown. `fields` are sent where the button is that of a form."""

    title: str
    reason: str
    button: str
    url: str
    is_form: bool = False
    fields: Mapping[str, str | int] = field(default_factory=dict)


def tell(suggestion: Suggestion) -> Told:
    """The suggestion in the reader's language."""
    match suggestion:
        case GoOn(work):
            return _go_on(work)
        case Repeat(cards, url):
            return Told(
                ngettext("%(num)s card is due today", "%(num)s cards are due today", cards),
                _("What is repeated just before it is forgotten stays longest."),
                _("Repeat them"),
                url,
            )
        case DoAssigned(assigned):
            return _assigned(assigned)
        case Collect(subject):
            return Told(
                _("Certificate: %(title)s", title=title_of(subject)),
                _("You have earned it: every lesson read, every quiz and the final test passed."),
                _("Get the certificate"),
                url_for("learning.issue"),
                is_form=True,
                fields={"subject": subject},
            )
        case Strengthen(skill, lesson, "read"):
            return Told(
                pick(lesson.lesson.head.title),
                _("%(weakness)s This lesson is about it.", weakness=_weakness(skill)),
                _("Read the lesson"),
                url_for("curriculum.lesson", slug=lesson.lesson.slug),
            )
        case Strengthen(skill, lesson):
            return Told(
                _("Quiz: %(title)s", title=pick(lesson.lesson.head.title)),
                _("%(weakness)s You have read the lesson; its quiz shows what stayed.",
                  weakness=_weakness(skill)),
                _("Take the quiz"),
                url_for("curriculum.start_quiz", slug=lesson.lesson.slug),
                is_form=True,
            )  # fmt: skip
        case DecideAgain(skill, costly):
            return Told(
                _("Decide again: %(decision)s", decision=pick(costly.title)),
                _("%(weakness)s Here it cost you %(points)s points. Try another answer with the "
                  "same luck.", weakness=_weakness(skill), points=number(costly.points, 1)),
                _("Play on from there"),
                url_for("play.what_if", attempt_id=costly.attempt_id),
                is_form=True,
                fields={"step": costly.step},
            )  # fmt: skip
        case Practise(skill, book):
            return Told(
                pick(book.title),
                _("%(weakness)s This scenario trains it.", weakness=_weakness(skill)),
                _("Briefing and start"),
                url_for("play.scenario", slug=book.slug),
            )
        case FollowCourse(step):
            return _course(step)
        case Play():
            return _play(suggestion)
        case Rest():
            return Told(
                _("You are through with everything"),
                _("As soon as there is a new lesson or scenario, it stands here."),
                _("Back to the course"),
                url_for("curriculum.course"),
            )


def local_day(value: datetime, style: str = "medium") -> str:
    """The day of a moment, in the installation's timezone."""
    return str(format_date(value, style))


def title_of(subject: str) -> str:
    """The title of a part of the course, or of the whole."""
    course = curriculum.course()
    part = None if subject == WHOLE else course.find_part(subject)
    return pick(course.title if part is None else part.title)


def _go_on(work: Unfinished) -> Told:
    title = pick(work.title)
    match work.kind:
        case "deal":
            reason = _("You are in the midst of this deal; decision %(step)s is next.",
                       step=work.step + 1)  # fmt: skip
        case "what_if":
            title = _("What if: %(title)s", title=title)
            reason = _("You are trying other answers in this deal; decision %(step)s is next.",
                       step=work.step + 1)  # fmt: skip
        case _:
            is_quiz = work.kind == "quiz"
            return Told(
                _("Quiz: %(title)s", title=title)
                if is_quiz
                else _("Final test: %(title)s", title=title),
                _("Last answered on %(date)s and not handed in.", date=moment(work.touched_at)),
                _("Go on with the quiz") if is_quiz else _("Go on with the test"),
                url_for("curriculum.quiz", attempt_id=work.id),
            )
    return Told(title, reason, _("Continue"), url_for("play.room", attempt_id=work.id))


def _assigned(assigned: Assigned) -> Told:
    reason = (
        _("Your trainer has set this.")
        if assigned.due_at is None
        else _("Your trainer has set this; it is due on %(date)s.", date=moment(assigned.due_at))
    )
    return Told(assigned.title, reason, _("Open it"), assigned.url)


def _course(step: Next) -> Told:
    assert step.part is not None
    if step.lesson is None:
        return Told(
            _("Final test: %(title)s", title=pick(step.part.title)),
            _("All lessons of this part are done. The test draws from all of them."),
            _("Take the final test"),
            url_for("curriculum.start_test", part_id=step.part.id),
            is_form=True,
        )
    title = pick(step.lesson.head.title)
    if step.step == "read":
        return Told(
            title,
            _("The next lesson of the course: %(summary)s", summary=pick(step.lesson.head.summary)),
            _("Read the lesson"),
            url_for("curriculum.lesson", slug=step.lesson.slug),
        )
    return Told(
        _("Quiz: %(title)s", title=title),
        _("You have read this lesson. Its quiz shows what stayed."),
        _("Take the quiz"),
        url_for("curriculum.start_quiz", slug=step.lesson.slug),
        is_form=True,
    )


def _play(play: Play) -> Told:
    match play.why:
        case "show":
            reason = _("You have passed a part of the course. Now show it in a deal.")
        case "new":
            reason = _("You have been through the whole course. This scenario is new to you.")
        case "harder":
            reason = _("You have passed what is easier. This scenario is harder.")
        case "pass":
            reason = _("You have not passed this scenario yet. Another seed, another luck.")
        case "better":
            reason = _("Your best score here is %(score)s, your lowest of all. You can do better.",
                       score=number(play.book.best or 0.0, 1))  # fmt: skip
    return Told(
        pick(play.book.title),
        reason,
        _("Briefing and start"),
        url_for("play.scenario", slug=play.book.slug),
    )


def _weakness(skill: WeakSkill) -> str:
    return _("“%(skill)s” needs work: %(share)s of the points so far.",
             skill=pick(skill.title), share=percent(skill.level.mean))  # fmt: skip
