"""What a database holds about attempts, read past the application, and whether it is in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import text

from app import create_app
from app.database import db
from app.play.models import Attempt, Decision
from app.play.service.replays import plain_value
from config import Settings
from simengine.program import Program
from simengine.run import Answer, replay
from tests.support.servers import Installation


@dataclass(frozen=True)
class Entry:
    """An attempt and its answers as they are stored."""

    attempt: Attempt
    steps: tuple[int, ...]
    answers: tuple[Answer, ...]


def read_ledger(installation: Installation, program: Program) -> dict[int, Entry]:
    """Every attempt at a scenario by its number."""
    with _opened(installation):
        rows = db.session.query(Decision).order_by(Decision.attempt_id, Decision.step).all()
        ledger = {}
        for attempt in db.session.query(Attempt).filter_by(digest=program.scenario.digest):
            own = [row for row in rows if row.attempt_id == attempt.id]
            ledger[attempt.id] = Entry(
                attempt,
                tuple(row.step for row in own),
                tuple(Answer(row.decision, row.value) for row in own),
            )
        db.session.expunge_all()
        return ledger


def flaws_of(entry: Entry, program: Program) -> list[str]:
    """What is wrong with an attempt: its steps have gaps, or it does not replay to its score."""
    attempt = entry.attempt
    flaws = []
    if entry.steps != tuple(range(attempt.steps)):
        flaws.append(f"{attempt.steps} steps are counted, but stored are {entry.steps}")
    run = replay(program, attempt.seed, entry.answers)
    is_finished = run.status == "finished"
    if is_finished != (attempt.status == "finished"):
        flaws.append(f"it is {attempt.status}, but its replay is {run.status}")
    if is_finished and run.score != attempt.score:
        flaws.append(f"its score is {attempt.score}, but its replay's {run.score}")
    return [f"attempt {attempt.id}: {flaw}" for flaw in flaws]


def as_stored(answers: list[Answer]) -> tuple[Answer, ...]:
    """Answers in the form in which the database keeps them."""
    return tuple(Answer(answer.decision, plain_value(answer.value)) for answer in answers)


def integrity_of(installation: Installation) -> list[str]:
    """What SQLite says of its file: ``["ok"]`` when all is well. PostgreSQL checks by itself."""
    with _opened(installation):
        if db.engine.dialect.name != "sqlite":
            return ["ok"]
        return [row[0] for row in db.session.execute(text("PRAGMA integrity_check"))]


@contextmanager
def _opened(installation: Installation) -> Iterator[Flask]:
    settings = Settings(instance_path=installation.folder, database_url=installation.database_url)
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
