"""``GET /healthz``: is this installation well, and what does it run on?"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from app.database import db, sqlite_module
from app.rights import public
from simengine.run import ENGINE

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Status 200 when the database answers, else 503."""
    try:
        database = describe_database()
    except DBAPIError:
        return jsonify(status="down", database={"kind": db.engine.dialect.name}), 503
    return jsonify(status="ok", database=database, versions=describe_versions())


def describe_database() -> dict[str, Any]:
    """Kind and version of the database in use, and the migration it is at."""
    kind = db.engine.dialect.name
    facts: dict[str, Any] = {"kind": kind}
    if kind == "sqlite":
        facts["version"] = sqlite_module().sqlite_version
        facts["library"] = sqlite_module().__name__
        facts["journal_mode"] = db.session.execute(text("PRAGMA journal_mode")).scalar_one()
    else:
        facts["version"] = db.session.execute(text("SHOW server_version")).scalar_one()
    facts["migration"] = None
    if inspect(db.engine).has_table("alembic_version"):
        query = text("SELECT version_num FROM alembic_version")
        facts["migration"] = db.session.execute(query).scalar()
    return facts


def describe_versions() -> dict[str, str]:
    """Versions of the parts that decide how a run comes out and how it is served."""
    parts = {name: version(name) for name in ("flask", "simpy", "sqlalchemy")}
    return {"engine": ENGINE, **parts}
