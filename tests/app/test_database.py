"""How the database behaves below the models."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, select, text
from sqlalchemy.exc import OperationalError

from app import database
from app.database import UtcDateTime, WriteInSafeRequestError, db
from app.migrations import render_item

scratch = Table(
    "scratch", MetaData(), Column("id", Integer, primary_key=True), Column("at", UtcDateTime())
)


@pytest.fixture
def scratch_app(app: Flask):
    """The application with one table of this test's own."""
    with app.app_context():
        scratch.create(db.engine)
        yield app
        db.session.rollback()
        scratch.drop(db.engine)


def test_a_moment_comes_back_in_utc(scratch_app: Flask) -> None:
    shanghai = timezone(timedelta(hours=8))
    db.session.execute(scratch.insert().values(id=1, at=datetime(2026, 3, 2, 9, tzinfo=shanghai)))
    db.session.commit()

    assert db.session.execute(select(scratch)).one() == (1, datetime(2026, 3, 2, 1, tzinfo=UTC))


def test_no_moment_stays_none(scratch_app: Flask) -> None:
    db.session.execute(scratch.insert().values(id=1, at=None))
    assert db.session.execute(select(scratch)).one() == (1, None)


def test_a_migration_writes_our_types_in_plain_sqlalchemy() -> None:
    assert render_item("type", UtcDateTime(), None) == "sa.DateTime(timezone=True)"
    assert render_item("type", Integer(), None) is False


def test_a_naive_moment_is_refused(scratch_app: Flask) -> None:
    naive = datetime(2026, 3, 2)  # noqa: DTZ001
    with pytest.raises(Exception, match="has no timezone"):
        db.session.execute(scratch.insert().values(id=1, at=naive))


def test_a_safe_request_cannot_write(scratch_app: Flask) -> None:
    with (
        scratch_app.test_request_context("/scenarios"),
        pytest.raises(WriteInSafeRequestError, match="GET /scenarios must not write"),
    ):
        db.session.execute(scratch.insert().values(id=1))


def test_a_writing_request_can(scratch_app: Flask) -> None:
    with scratch_app.test_request_context("/scenarios", method="POST"):
        db.session.execute(scratch.insert().values(id=1))
        database.commit()
    assert db.session.execute(select(scratch.c.id)).scalars().all() == [1]


@pytest.mark.parametrize(
    ("statement", "is_write"),
    [
        ("SELECT 1", False),
        ("PRAGMA journal_mode", False),
        ("WITH one AS (SELECT last_update FROM t) SELECT * FROM one", False),
        ("insert INTO t VALUES (1)", True),
        ("\n  UPDATE t SET a = 1", True),
        ("WITH one AS (SELECT 1)\nDELETE FROM t", True),
        ("SAVEPOINT sp_1", True),
        ("CREATE TABLE t (a)", True),
    ],
)
def test_writes_are_recognised(statement: str, is_write: bool) -> None:
    assert bool(database._WRITES.match(statement)) is is_write


def test_released_changes_are_forgotten(scratch_app: Flask) -> None:
    db.session.execute(scratch.insert().values(id=1))
    database.release()
    assert db.session.execute(select(scratch)).all() == []


def sqlite_engine(path: Path):
    url = f"sqlite:///{path}"
    engine = create_engine(url, **database.engine_options(url))
    database.prepare_engine(engine)
    return engine


def test_sqlite_is_opened_durable_and_strict(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "a.sqlite3")
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with engine.connect() as connection:
        found = {name: connection.scalar(text(f"PRAGMA {name}")) for name in names}
    engine.dispose()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": database.BUSY_TIMEOUT_MS,
    }


def test_sqlite_locks_at_the_first_write_and_not_before(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "a.sqlite3")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    with engine.connect() as first, engine.connect() as second:
        first.execute(text("SELECT * FROM t"))
        second.execute(text("INSERT INTO t VALUES (2)"))
        assert second.connection.in_transaction
        assert not first.connection.in_transaction
        second.commit()
        assert first.execute(text("SELECT n FROM t")).scalars().all() == [2]
    engine.dispose()


def test_no_increment_is_lost_among_threads(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "a.sqlite3")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
        connection.execute(text("INSERT INTO t VALUES (0)"))

    def count_up() -> None:
        for _ in range(10):
            with engine.begin() as connection:
                connection.execute(text("SELECT n FROM t")).one()
                connection.execute(text("UPDATE t SET n = n + 1"))

    threads = [threading.Thread(target=count_up) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT n FROM t")) == 80
    engine.dispose()


def test_a_savepoint_is_part_of_an_immediate_transaction(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "a.sqlite3")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    with engine.begin() as connection:
        inner = connection.begin_nested()
        connection.execute(text("INSERT INTO t VALUES (1)"))
        inner.rollback()
        connection.execute(text("INSERT INTO t VALUES (2)"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM t")).scalars().all() == [2]
    engine.dispose()


def test_a_database_that_stays_busy_is_told_from_a_fault_of_ours(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / "a.sqlite3")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (n INTEGER)"))
    with engine.connect() as first, engine.connect() as second:
        first.execute(text("INSERT INTO t VALUES (1)"))
        second.execute(text("PRAGMA busy_timeout = 10"))
        with pytest.raises(OperationalError, match="database is locked"):
            second.execute(text("INSERT INTO t VALUES (2)"))
        with pytest.raises(OperationalError, match="database is locked"):
            second.execute(text("INSERT INTO t VALUES (:n)"), [{"n": 2}, {"n": 3}])
        first.commit()
    engine.dispose()


def test_an_old_sqlite_without_a_bundled_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SQLITE_SAFE_VERSION", (99, 0, 0))
    with pytest.raises(RuntimeError, match=r"can corrupt a database.*99\.0\.0 or later"):
        database.sqlite_module()


def test_the_system_sqlite_is_used_when_it_is_new_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "SQLITE_SAFE_VERSION", (3, 0, 0))
    assert database.sqlite_module().__name__ == "sqlite3"
