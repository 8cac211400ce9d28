"""``/quizzes``: quizzes over lessons and the final tests of parts."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import clock
from app.curriculum import service
from app.curriculum.forms import SentAnswers, read_answers
from app.curriculum.models import QuizAttempt
from app.curriculum.quiz.draw import PASS_MARK
from app.curriculum.quiz.showing import show
from app.curriculum.views import bp, is_htmx
from app.rights import signed_in


@bp.post("/course/<slug>/quiz")
@signed_in
def start_quiz(slug: str) -> ResponseReturnValue:
    """Begin the quiz over a lesson, or go on with it."""
    attempt = service.start_quiz(current_user.id, slug, now=clock.now())
    return redirect(url_for("curriculum.quiz", attempt_id=attempt.id))


@bp.post("/course/parts/<part_id>/test")
@signed_in
def start_test(part_id: str) -> ResponseReturnValue:
    """Begin the final test of a part, or go on with it."""
    attempt = service.start_test(current_user.id, part_id, now=clock.now())
    return redirect(url_for("curriculum.quiz", attempt_id=attempt.id))


@bp.get("/quizzes/<int:attempt_id>")
@signed_in
def quiz(attempt_id: int) -> ResponseReturnValue:
    """The items to answer or, once it is finished, how it went and why."""
    return _page(service.get_own_quiz(attempt_id, current_user.id), SentAnswers())


@bp.post("/quizzes/<int:attempt_id>/answers")
@signed_in
def save_answers(attempt_id: int) -> ResponseReturnValue:
    """Keep the answers so far."""
    attempt, sent = _save(attempt_id)
    if is_htmx():
        # The trigger is the fieldset of the item that was changed: "item-3".
        changed = request.headers.get("HX-Trigger", "").removeprefix("item-")
        is_number_missing = changed.isdigit() and int(changed) in sent.typed
        return render_template("curriculum/_saved.html", is_number_missing=is_number_missing)
    if sent.typed:
        return _page(attempt, sent), 422
    return redirect(url_for("curriculum.quiz", attempt_id=attempt_id))


@bp.post("/quizzes/<int:attempt_id>/finish")
@signed_in
def finish(attempt_id: int) -> ResponseReturnValue:
    """Keep the answers and mark the quiz."""
    attempt, sent = _save(attempt_id)
    if sent.typed and attempt.status == "open":
        return _page(attempt, sent), 422
    service.finish(attempt_id, current_user.id, now=clock.now())
    return redirect(url_for("curriculum.quiz", attempt_id=attempt_id))


def _save(attempt_id: int) -> tuple[QuizAttempt, SentAnswers]:
    attempt = service.get_own_quiz(attempt_id, current_user.id)
    sent = read_answers(request.form, service.items_of(attempt))
    service.answer(attempt_id, current_user.id, sent.values, now=clock.now())
    return attempt, sent


def _page(attempt: QuizAttempt, sent: SentAnswers) -> str:
    given = service.answers_of(attempt.id)
    items = show(
        service.items_of(attempt),
        attempt.seed,
        {position: answer.value for position, answer in given.items()},
        {position: answer.credit for position, answer in given.items()},
        sent.typed,
    )
    template = "quiz_result.html" if attempt.status == "finished" else "quiz.html"
    return render_template(
        f"curriculum/{template}",
        attempt=attempt,
        items=items,
        lesson=service.lesson_of(attempt),
        part=service.find_any_part(attempt.subject) if attempt.kind == "part" else None,
        skills=service.course().skills,
        next=service.progress_of(current_user.id).next,
        PASS_MARK=PASS_MARK,
    )
