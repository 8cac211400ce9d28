"""A deal is finished in the browser, the server dies in the midst of its review, and the review
stands on the debrief all the same."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from app import create_app
from app.database import db
from app.library import service as library
from app.play import service as play
from config import Settings
from simengine.policies import Plan
from simengine.program import Program
from simengine.review.reviewing import review_run
from tests.support.coaching import give_par
from tests.support.deals import MINI, MINI_SLUG
from tests.support.playing import Game
from tests.support.servers import Installation
from tests.support.visits import Visitor

SEED = 4
PATIENCE_SECONDS = 240


@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
def test_a_review_survives_the_death_of_the_server(
    installation: Installation, program: Program
) -> None:
    installation = replace(installation, job_processes=2)
    app = create_app(Settings(instance_path=installation.folder))
    with app.app_context():
        give_par(library.current_version(MINI_SLUG).digest)

        server = installation.start()
        visitor = Visitor(server.url)
        visitor.sign_in("trainee@demo.example")
        game = _play(visitor, program)
        attempt = play.find_attempt(game.attempt_id)
        assert attempt is not None
        job = play.find_review_job(attempt)
        assert job is not None
        deadline = time.monotonic() + PATIENCE_SECONDS
        while job.state == "queued":
            assert time.monotonic() < deadline, server.read_log()
            time.sleep(0.01)
            db.session.rollback()
        assert job.state == "running"
        server.kill()

        server = installation.start()
        visitor = Visitor(server.url)
        visitor.sign_in("trainee@demo.example")
        debrief = f"{game.room}/debrief"
        while "skill-title" not in visitor.get(debrief).text:
            assert time.monotonic() < deadline, server.read_log()
            time.sleep(0.2)
        server.stop()

        db.session.rollback()
        assert job.attempts == 2, "the first was cut off"
        assert play.find_review(attempt) == review_run(MINI, SEED, game.answers, Plan({}))
        db.session.remove()
        db.engine.dispose()


def _play(visitor: Visitor, program: Program) -> Game:
    """Play a deal to its end."""
    token = visitor.read_csrf_token("/account")
    started = visitor.post(
        f"/scenarios/{MINI_SLUG}/practice", [("csrf_token", token), ("seed", str(SEED))]
    )
    game = Game(program, SEED, started.location)
    while (answer := game.find_answer()) is not None:
        sent = visitor.post(
            f"{game.room}/decisions", [("csrf_token", token), *game.fields_to_send(answer)]
        )
        assert sent.status == 302
        game.answers.append(answer)
    return game
