"""Alembic's environment: run by ``flask db`` against the application's own database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from sqlalchemy import Connection

from app.database import db
from app.migrations import render_item


def run_migrations() -> None:
    """Migrate the connection given by the caller, or the application's database."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        migrate_on(connection)
        return
    with db.engine.connect() as own:
        migrate_on(own)


def migrate_on(connection: Connection) -> None:
    """Run the wanted migrations on ``connection``."""
    if connection.dialect.name == "sqlite":
        with foreign_keys_unenforced(connection):
            configure_and_run(connection)
    else:
        configure_and_run(connection)


def configure_and_run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_server_default=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"the migration breaks foreign keys: {broken[:5]}")


@contextmanager
def foreign_keys_unenforced(connection: Connection) -> Iterator[None]:
    # A batch migration drops and recreates a table: its children must not be deleted with it.
    # SQLite ignores this pragma inside a transaction, hence the commits.
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.commit()


run_migrations()
