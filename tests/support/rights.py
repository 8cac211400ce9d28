"""The table of who may do what, and the world in which it is tried.

Each area describes its routes in ``tests/app/<area>/rights_rows.py``:

``TABLE``
    One line a route, method and sample: ``METHOD PATH SAMPLE`` and then what anonymous visitors,
    trainees, trainers, managers and administrators get: an HTTP status, or ``login`` for being sent
    to sign in. Bodies are empty, so a form that lets somebody in answers 422 (or redirects).

``SAMPLES``
    For each name of the SAMPLE column a function from the :class:`World` to the values in the path,
    such as ``{"person_id": world.mate.id}``. It may add rows to the database. A path with values is
    tried with samples whose names begin with ``own`` and ``other`` (an object of the visitors'
    group and one of another group) or, when the object belongs to nobody, with ``any``. ``-`` means
    that the path has no values.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Group, Person
from app.rights import LOGIN_ENDPOINT, ROLES
from config import ROOT
from tests.support.people import make_group, make_person, signed_in_as

VISITORS = ("anonymous", *ROLES)
NO_SAMPLE = "-"


@dataclass(frozen=True)
class World:
    """Two groups. The visitors belong to ``own`` by their roles, and none of them to ``other``.

    ``mate`` learns beside the trainee in ``own``, ``stranger`` in ``other``.
    """

    own: Group
    other: Group
    trainee: Person
    trainer: Person
    manager: Person
    admin: Person
    mate: Person
    stranger: Person


Sample = Callable[[World], Mapping[str, object]]


@dataclass(frozen=True)
class Row:
    """One line of a table: what each visitor gets from one route with one sample."""

    method: str
    path: str
    sample_name: str
    expected: Mapping[str, str]
    make_values: Sample

    @property
    def route(self) -> tuple[str, str]:
        """Method and path."""
        return self.method, self.path

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.sample_name}"


def make_world() -> World:
    """New people in new groups, in the current application context."""
    own, other = make_group(), make_group()
    return World(
        own=own,
        other=other,
        trainee=make_person("trainee", learns_in=own),
        trainer=make_person("trainer", teaches=own),
        manager=make_person("manager", manages=own),
        admin=make_person("admin"),
        mate=make_person("trainee", learns_in=own),
        stranger=make_person("trainee", learns_in=other),
    )


def all_rows() -> list[Row]:
    """The rows of all areas."""
    paths = sorted((ROOT / "tests" / "app").rglob("rights_rows.py"))
    modules = [
        importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for path in paths
    ]
    return [row for module in modules for row in parse(module.TABLE, module.SAMPLES)]


def parse(table: str, samples: Mapping[str, Sample]) -> list[Row]:
    """The rows of one table. Raises ValueError for a line or a sample that makes no sense."""
    known = {NO_SAMPLE: lambda _world: {}, **samples}
    rows = []
    for line in table.strip().splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = line.split()
        if len(cells) != 3 + len(VISITORS) or cells[2] not in known:
            raise ValueError(f"not METHOD PATH SAMPLE and {len(VISITORS)} results: {line}")
        method, path, sample_name = cells[:3]
        expected = dict(zip(VISITORS, cells[3:], strict=True))
        rows.append(Row(method, path, sample_name, expected, known[sample_name]))
    unused = set(samples) - {row.sample_name for row in rows}
    if unused:
        raise ValueError(f"samples in no row: {sorted(unused)}")
    return rows


def routes_of(app: Flask) -> dict[tuple[str, str], str]:
    """Method and path of every route but the static files, with its endpoint."""
    return {
        (method, rule.rule): rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def try_row(app: Flask, row: Row) -> dict[str, str]:
    """What each visitor gets. Whoever may change the world gets one of their own."""
    with app.app_context():
        world = make_world()
        found = {}
        for visitor in VISITORS:
            if row.method != "GET":
                world = make_world()
            found[visitor] = _visit(app, row, world, visitor)
        return found


def _visit(app: Flask, row: Row, world: World, visitor: str) -> str:
    values = row.make_values(world)
    endpoint = routes_of(app)[row.route]
    with app.test_request_context():
        address = app.url_for(endpoint, **values)
        sign_in = app.url_for(LOGIN_ENDPOINT)
    answer = _browser(app, world, visitor).open(address, method=row.method)
    if answer.status_code == 302 and urlsplit(answer.headers["Location"]).path == sign_in:
        return "login"
    return str(answer.status_code)


def _browser(app: Flask, world: World, visitor: str) -> FlaskClient:
    if visitor == "anonymous":
        return app.test_client()
    return signed_in_as(app, getattr(world, visitor))
