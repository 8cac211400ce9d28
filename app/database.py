"""The database: models' base, types, and how a connection of each kind is set up.

SQLite and PostgreSQL behave alike to the code above: until a unit of work writes, each statement
sees what is committed; from its first write it holds what it changed until :func:`commit`.
On SQLite that first write opens the transaction with ``BEGIN IMMEDIATE``, so a writer waits for its
turn instead of failing half way, and nothing slow that runs before the first write (a password
hash, a simulation) holds the lock.
"""

from __future__ import annotations

import re
import sqlite3
from datetime import UTC, datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any

from flask import has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ColumnElement, DateTime, Dialect, Engine, MetaData, event, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

SQLITE_SAFE_VERSION = (3, 51, 3)
"""Older releases can corrupt a database when its write-ahead log is reset."""

BUSY_TIMEOUT_MS = 15_000

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_WRITES = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|CREATE|ALTER|DROP|REINDEX|SAVEPOINT)\b"
    r"|\s*WITH\b.*\b(?:INSERT|UPDATE|DELETE)\b",
    re.I | re.S,
)


class Base(DeclarativeBase):
    """Base of all models: every constraint gets a name that migrations can rely on."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC. Refuses a naive datetime; always returns an aware one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no timezone; use app.clock.now()")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WriteInSafeRequestError(RuntimeError):
    """A GET, HEAD or OPTIONS request tried to change the database."""


def commit() -> None:
    """Make the current unit of work durable."""
    db.session.commit()


def release() -> None:
    """End the current transaction without keeping changes, before something slow runs.

    Loaded objects stay usable; they are read afresh when next looked at.
    """
    db.session.rollback()


def insert_if_new(model: type[Model], **values: object) -> None:
    """Insert a row unless one with its unique key is there. Does not commit."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sqlite.insert(model).values(**values).on_conflict_do_nothing())
    else:
        db.session.execute(postgresql.insert(model).values(**values).on_conflict_do_nothing())


def update_over(
    model: type[Model], revision: int, *where: ColumnElement[bool], **values: object
) -> int | None:
    """Change the row that was read at this revision, which goes up by one, and return its id; None,
    and nothing is changed, if it has moved on since. Does not commit."""
    columns = model.__table__.c
    return db.session.scalar(
        update(model)
        .where(*where, columns.revision == revision)
        .values(revision=revision + 1, **values)
        .execution_options(synchronize_session=False)
        .returning(columns.id)
    )


def sqlite_module() -> ModuleType:
    """The SQLite driver to use: Python's own, or the bundled newer one if that is too old.

    Raises RuntimeError when neither is safe to use.
    """
    if sqlite3.sqlite_version_info >= SQLITE_SAFE_VERSION:
        return sqlite3
    try:
        from pysqlite3 import dbapi2  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        dbapi2 = None
    if dbapi2 is None or dbapi2.sqlite_version_info < SQLITE_SAFE_VERSION:
        wanted = ".".join(map(str, SQLITE_SAFE_VERSION))
        raise RuntimeError(
            f"SQLite {sqlite3.sqlite_version} can corrupt a database and no newer one is bundled: "
            f"install pysqlite3 or a Python with SQLite {wanted} or later"
        )
    return dbapi2  # type: ignore[no-any-return, unused-ignore]


def engine_options(database_url: str) -> dict[str, Any]:
    """What SQLAlchemy needs to open ``database_url`` as this application does."""
    if make_url(database_url).get_backend_name() == "sqlite":
        return {"module": sqlite_module(), "connect_args": {"timeout": BUSY_TIMEOUT_MS / 1000}}
    return {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5}}


def prepare_engine(engine: Engine) -> None:
    """Attach the rules of this module to ``engine``."""
    event.listen(engine, "before_cursor_execute", _refuse_write_in_safe_request)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        # Within these SQLAlchemy knows the driver's errors for what they are, as it does not
        # within "before_cursor_execute": a database that is busy must stay an OperationalError.
        event.listen(engine, "do_execute", _begin_immediate_before_write)
        event.listen(engine, "do_executemany", _begin_immediate_before_write)


def _open_sqlite(connection: DBAPIConnection, _record: object) -> None:
    # The driver must not open transactions by itself: it would use a plain BEGIN.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.close()


def _begin_immediate_before_write(
    cursor: DBAPICursor, statement: str, _parameters: object, _context: object
) -> None:
    if _WRITES.match(statement) and not cursor.connection.in_transaction:
        cursor.execute("BEGIN IMMEDIATE")


def _refuse_write_in_safe_request(
    _conn: Connection,
    _cursor: DBAPICursor,
    statement: str,
    _parameters: object,
    _context: object,
    _executemany: bool,
) -> None:
    if has_request_context() and request.method in SAFE_METHODS and _WRITES.match(statement):
        raise WriteInSafeRequestError(
            f"{request.method} {request.path} must not write, but ran: {statement[:200]}"
        )
