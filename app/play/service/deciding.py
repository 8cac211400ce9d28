"""Deciding: an answer is checked by replay, then counts once and for all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import CursorResult, update
from sqlalchemy.exc import IntegrityError

from app.database import commit, db, release
from app.errors import Conflict, Invalid
from app.i18n import pick
from app.library import service as library
from app.play.models import Attempt
from app.play.refusals import AnswerRefused, StepPassed
from app.play.service.attempts import get_own_attempt
from app.play.service.records import build_decision, end_of
from app.play.service.replays import (
    answers_of,
    check_engine,
    plain_value,
    replay_anew,
    replay_kept,
)
from simengine.program import Program
from simengine.run import Answer, Snapshot
from simengine.world.decisions import AnswerError, check_answer


def decide(
    attempt_id: int, person_id: int, step: int, decision: str, value: Any, *, now: datetime
) -> Snapshot:
    """Where the attempt stands after this answer, which has been stored by then.

    The same answer to a step that was given already changes nothing, so a request may be sent
    again. With the last decision the score is stored in the same commit.

    Raises NotFound for another person's attempt; AnswerRefused for an answer that is not in order;
    StepPassed for another answer to a step decided already, or a step not reached; Conflict when
    the attempt is over; ScenarioFails when a formula of the author fails. None changes anything.
    """
    attempt = get_own_attempt(attempt_id, person_id)
    check_engine(attempt)
    program, seed, status = library.get_program(attempt.digest), attempt.seed, attempt.status
    answers = answers_of(attempt_id)
    release()
    if step < len(answers):
        return _retried(program, seed, answers, step, decision, value)
    if status != "open":
        raise _over()
    if step > len(answers):
        raise StepPassed(
            _("Step %(step)s has not been reached yet; decide step %(next)s first.",
              step=step + 1, next=len(answers) + 1)
        )  # fmt: skip
    answer = _checked_answer(replay_kept(program, seed, answers), decision, value)
    snapshot = replay_anew(program, seed, (*answers, answer))
    if not _store(attempt_id, step, answer, snapshot, now=now):
        return _second(attempt_id, program, seed, step, decision, value)
    return snapshot


def give_up(attempt_id: int, person_id: int, *, now: datetime) -> Attempt:
    """End an attempt without a score. Nothing happens if it was given up before.

    Raises NotFound for another person's attempt and Conflict for a finished one.
    """
    get_own_attempt(attempt_id, person_id)
    db.session.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.status == "open")
        .values(status="given_up", finished_at=now)
        .execution_options(synchronize_session=False)
    )
    commit()
    attempt = get_own_attempt(attempt_id, person_id)
    if attempt.status == "finished":
        raise Conflict(_("This deal is finished already; its score stays."))
    return attempt


def _checked_answer(snapshot: Snapshot, decision: str, value: Any) -> Answer:
    """The answer in its proper form."""
    asked = snapshot.question
    if asked is None:
        raise _over()
    if asked.decision != decision:
        raise Invalid(
            _("Step %(step)s asks another decision than “%(decision)s”.",
              step=asked.step + 1, decision=decision[:60])
        )  # fmt: skip
    try:
        return Answer(decision, check_answer(asked, value))
    except AnswerError as error:
        raise AnswerRefused(_in_words(error, snapshot.program, decision)) from error


def _in_words(error: AnswerError, program: Program, decision: str) -> str:
    """What is wrong with an answer, its options by their labels."""
    options = program.scenario.decisions[decision].options
    params = dict(error.params)
    if params.get("option") in options:
        params["option"] = pick(options[params["option"]].label)
    if "options" in params:
        params["options"] = "; ".join(pick(option.label) for option in options.values())
    message = AnswerError(error.template, params).translated(_)
    return message[:1].upper() + message[1:]


def _retried(
    program: Program, seed: int, answers: tuple[Answer, ...], step: int, decision: str, value: Any
) -> Snapshot:
    """Where the attempt stands, if the step was answered just so. Raises StepPassed if not."""
    before = replay_kept(program, seed, answers[:step])
    if not _is_same(before, answers[step], decision, value):
        raise StepPassed(
            _("Step %(step)s has been decided already, otherwise than you sent it now. "
              "What was decided first counts.", step=step + 1)
        )  # fmt: skip
    return replay_kept(program, seed, answers)


def _is_same(before: Snapshot, given: Answer, decision: str, value: Any) -> bool:
    try:
        answer = _checked_answer(before, decision, value)
    except Invalid:
        return False
    return plain_value(answer.value) == given.value


def _store(
    attempt_id: int, step: int, answer: Answer, snapshot: Snapshot, *, now: datetime
) -> bool:
    """Write the decision, and the score if it was the last. Return False if somebody was quicker.

    The conditional update lets only one of several requests pass on either database; the unique
    key would stop the others if it ever did not.
    """
    values = {"steps": step + 1, "played_at": now, **end_of(snapshot, now=now)}
    passed = db.session.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.status == "open", Attempt.steps == step)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(passed, CursorResult)
    if passed.rowcount == 0:
        release()
        return False
    db.session.add(build_decision(attempt_id, step, answer, now=now))
    try:
        commit()
    except IntegrityError:
        release()
        return False
    return True


def _second(
    attempt_id: int, program: Program, seed: int, step: int, decision: str, value: Any
) -> Snapshot:
    """Where the attempt stands for a request that lost the race, if it asked for the same."""
    answers = answers_of(attempt_id)
    release()
    if step < len(answers):
        return _retried(program, seed, answers, step, decision, value)
    raise _over()


def _over() -> Conflict:
    return Conflict(_("This attempt is over; nothing can be decided in it any more."))
