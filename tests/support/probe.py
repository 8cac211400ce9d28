"""An application with doors and accidents of its own, to see how the frame handles them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, abort, render_template_string, request
from sqlalchemy.exc import OperationalError

from app import create_app, rights
from app.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge
from app.rights import Role, allow, public, signed_in
from config import Settings


@dataclass
class FakePerson:
    """Somebody signed in."""

    role: Role = "trainee"
    id: int = 1
    name: str = "林晓"
    locale: str | None = None
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        return "1"


ERRORS = {
    400: Invalid,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    413: TooLarge,
}


def make_probe_app(instance: Path, **settings: object) -> Flask:
    """The application plus the probe's routes; exceptions become pages, as in production."""
    app = create_app(
        Settings(instance_path=instance, database_url="", **{"redis_url": "", **settings})
    )
    app.register_blueprint(build_probe())
    rights.check_all_declared(app)
    return app


def build_probe() -> Blueprint:
    """Routes that answer, refuse and fail."""
    bp = Blueprint("probe", __name__, url_prefix="/probe")

    @bp.route("/public", methods=["GET", "POST"])
    @public
    def for_everybody() -> str:
        return f"public {len(request.form)}"

    @bp.route("/signed-in", methods=["GET", "POST"])
    @signed_in
    def for_people() -> str:
        return "signed in"

    @bp.get("/managers")
    @allow("manager", "admin")
    def for_managers() -> str:
        return "managers"

    @bp.get("/fails/<int:status>")
    @public
    def fails(status: int) -> str:
        if status in ERRORS:
            raise ERRORS[status](request.args.get("message", ""))
        abort(status)

    @bp.get("/crashes")
    @public
    def crashes() -> str:
        raise ZeroDivisionError("the secret inside")

    @bp.get("/database-is-down")
    @public
    def database_is_down() -> str:
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    @bp.get("/page")
    @public
    def page() -> str:
        return render_template_string(
            '{% extends "base.html" %}{% block title %}{{ title }}{% endblock %}'
            "{% block main %}<h1>{{ title }}</h1>{% endblock %}",
            title="Probe",
        )

    return bp
