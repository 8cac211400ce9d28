"""What a decision costs the server, beside the page of a lesson. One JSON object a line."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient
from flask_login import FlaskLoginClient

from app import clock
from app.accounts import demo as people
from app.accounts.models import Person
from app.database import db
from app.library import demo as library
from app.play import service
from simengine.journal import AnswerValue
from simengine.library import load_file
from simengine.policies import play
from tests.support.databases import migrated_app
from tests.support.html_forms import get_form
from tests.support.playing import fields_of

FLAGSHIP = Path(__file__).parents[2] / "scenarios" / "smart-factory"
LESSON = "/course/pricing"
WARM_UP = 3


def milliseconds(do: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    do()
    return 1000 * (time.perf_counter() - start)


def decide(client: FlaskClient, room: str, value: AnswerValue) -> float:
    """Decide as the browser does, and return the milliseconds until the next room is there."""
    form = get_form(client.get(room).text, "data-decision")
    hidden = [(c.name, c.value) for c in form.controls if c.type == "hidden"]
    fields: dict[str, list[str]] = {}
    for name, entered in [*hidden, *fields_of(value)]:
        fields.setdefault(name, []).append(entered)
    headers = {"HX-Request": "true"}
    return milliseconds(lambda: client.post(form.action, data=fields, headers=headers).close())


def main() -> None:
    """Measure and print."""
    program = load_file(FLAGSHIP)
    run = next(
        run for seed in range(200) if (run := play(program, seed, "cautious")).outcome == "closed"
    )
    decisions: list[float] = []
    lessons: list[float] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        migrated_app("sqlite", "bench", Path(folder)) as app,
        app.app_context(),
    ):
        app.test_client_class = FlaskLoginClient
        people.seed()
        library.seed()
        person = db.session.query(Person).filter_by(email="trainee@demo.example").one()
        attempt = service.start(
            person.id, "smart-factory", "practice", seed=run.seed, now=clock.now()
        )
        room = f"/attempts/{attempt.id}"
        client = app.test_client(user=person)
        for step, answer in enumerate(run.answers[:-1]):
            decisions.append(decide(client, room, answer.value))
            lessons.append(milliseconds(lambda: client.get(LESSON).close()))
            if step < WARM_UP:
                decisions.clear()
                lessons.clear()
    decision, lesson = statistics.median(decisions), statistics.median(lessons)
    for name, value, unit in (
        ("decision_vs_lesson_page", decision / lesson, "x"),
        ("decision_ms", decision, "ms"),
        ("lesson_page_ms", lesson, "ms"),
    ):
        print(json.dumps({"name": name, "value": round(value, 3), "unit": unit}))


if __name__ == "__main__":
    main()
