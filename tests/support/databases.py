"""Applications on a database of their own, made by the migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from app import create_app
from app.database import db
from config import Settings
from tests.support import services
from tests.support.clients import Client

KINDS = ("sqlite", "postgresql")


@contextmanager
def fresh_database_url(kind: str, name: str) -> Iterator[str]:
    """The address of an empty database of this kind, dropped at the end; "" means SQLite."""
    if kind == "sqlite":
        yield ""
        return
    admin = create_engine(
        services.POSTGRESQL.replace("postgresql://", "postgresql+psycopg://") + "postgres",
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": 2},
    )
    drop = text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    try:
        with admin.connect() as connection:
            connection.execute(drop)
            connection.execute(text(f'CREATE DATABASE "{name}"'))
            # What a test wrote need not outlive the machine.
            connection.execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit TO off'))
    except OperationalError as error:
        services.missing(f"PostgreSQL does not answer at {services.POSTGRESQL}: {error.orig}")
    try:
        yield services.POSTGRESQL + name
    finally:
        with admin.connect() as connection:
            connection.execute(drop)
        admin.dispose()


@contextmanager
def fresh_app(kind: str, name: str, instance: Path) -> Iterator[Flask]:
    """An application on an empty database of this kind; no migration has run yet."""
    with fresh_database_url(kind, name) as url:
        app = create_app(Settings(instance_path=instance, database_url=url, testing=True))
        yield app
        with app.app_context():
            db.engine.dispose()


@contextmanager
def migrated_app(kind: str, name: str, instance: Path) -> Iterator[Flask]:
    """An application whose schema is the newest, without CSRF so that tests may post."""
    with fresh_app(kind, name, instance) as app:
        app.config["WTF_CSRF_ENABLED"] = False
        app.test_client_class = Client
        with app.app_context():
            upgrade()
        yield app


def empty_tables() -> None:
    """Delete every row of every table, in the current application context.

    Most tests fill a few of the tables: only those are touched, for to truncate all of them on
    PostgreSQL takes longer than most tests.
    """
    tables = [table.name for table in reversed(db.metadata.sorted_tables)]
    if not tables:
        return
    filled = " UNION ALL ".join(
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables
    )
    found = set(db.session.scalars(text(filled)))
    for name in tables:
        if name in found:
            db.session.execute(text(f'DELETE FROM "{name}"'))
    if found and db.engine.dialect.name == "postgresql":
        # SQLite counts from 1 again in an empty table; here the sequences have to be told.
        names = [f'"{name}"' for name in tables if name in found]
        sequences = text(
            "SELECT setval(pg_get_serial_sequence(:name, a.attname), 1, false) FROM pg_attribute a"
            " WHERE a.attrelid = CAST(:name AS regclass) AND a.attnum > 0"
            " AND pg_get_serial_sequence(:name, a.attname) IS NOT NULL"
        )
        for name in names:
            db.session.execute(sequences, {"name": name})
    db.session.commit()
