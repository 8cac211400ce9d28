"""How often somebody may ask, wherever the counts are kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from flask import Flask
from flask_migrate import upgrade

from app.extensions import limiter
from app.rights import public
from tests.support import services
from tests.support.probe import make_probe_app


@pytest.fixture(autouse=True)
def other_limits_are_untouched() -> Iterator[None]:
    """The limiter is one for all applications of the process: put back where it counts."""
    before = dict(vars(limiter))
    yield
    vars(limiter).clear()
    vars(limiter).update(before)


def statuses(app: Flask, times: int) -> list[int]:
    """What a page that may be asked for twice a minute answers."""
    view = limiter.limit("2 per minute")(public(lambda: "counted"))
    app.add_url_rule("/counted", "counted", view)
    browser = app.test_client()
    return [browser.get("/counted").status_code for _ in range(times)]


def test_who_asks_too_often_is_told_to_wait(tmp_path: Path) -> None:
    app = make_probe_app(tmp_path)
    assert statuses(app, 3) == [200, 200, 429]
    answer = app.test_client().get("/counted", headers={"Accept-Language": "zh-CN"})
    assert "操作过于频繁" in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 60


@pytest.fixture
def shared_counts() -> Iterator[str]:
    """The address of a Redis that has counted nothing yet."""
    store = redis.Redis.from_url(services.REDIS)
    try:
        store.flushdb()
    except redis.ConnectionError as error:
        services.missing(f"Redis does not answer at {services.REDIS}: {error}")
    yield services.REDIS
    store.flushdb()
    store.close()


def test_processes_that_share_redis_count_together(tmp_path: Path, shared_counts: str) -> None:
    first = make_probe_app(tmp_path, redis_url=shared_counts)
    assert statuses(first, 2) == [200, 200]
    second = make_probe_app(tmp_path, redis_url=shared_counts)
    assert statuses(second, 1) == [429]


def test_failures_to_sign_in_are_counted_by_all_processes(
    tmp_path: Path, shared_counts: str
) -> None:
    answers = []
    for _process in range(2):
        app = make_probe_app(tmp_path, redis_url=shared_counts)
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            upgrade()
        guess = {"email": "wang@example.com", "password": "a guess"}
        answers += [app.test_client().post("/login", data=guess) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429] * 2
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 600


def test_while_redis_is_down_each_process_counts_for_itself(tmp_path: Path) -> None:
    app = make_probe_app(tmp_path, redis_url="redis://127.0.0.1:9/0")
    assert statuses(app, 3) == [200, 200, 429]
