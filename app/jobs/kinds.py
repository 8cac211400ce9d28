"""Kinds of background work: what an area brings so that its work is done in the background.

A kind stands in the area that it serves and in the list ``JOB_KINDS`` of ``app/__init__.py``::

    REVIEW = Kind("review", _("Review of a finished deal"), run=review_job, may_see=may_see_review)

``run`` is a pure function of its payload, importable by another process. It never sees the
database: what the payload only names, ``load`` looks up just before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from flask import Flask, current_app
from flask_babel.speaklater import LazyString

from app.accounts.models import Person
from app.jobs.models import KIND_MAX_LENGTH, Job

Lane = Literal["soon", "later"]
"""``soon``: somebody looks at the page that waits for it. ``later``: takes minutes. Each lane is
worked on by itself, so that what takes minutes keeps nobody waiting."""

LANES: tuple[Lane, ...] = ("soon", "later")

Report: TypeAlias = Callable[[int, int], None]
"""Told the steps made and the steps to make. Raises Stopped when the work is no longer wanted."""

Run: TypeAlias = Callable[[Any, Report, Executor], Any]

_KINDS_KEY = "dealwright.job_kinds"


class Stopped(Exception):
    """The work is not wanted any more, or this process is about to end: leave off."""


@dataclass(frozen=True)
class Kind:
    """One kind of work.

    `run(payload, report, executor)` returns the result, as plain data for JSON. It may split its
    work over `executor`, and calls `report` now and then. A SimError that it raises is shown to
    whoever waits. `may_see(viewer, job)` is the owner area's rule. `load(payload)` runs with the
    database at hand and returns what `run` gets.
    """

    name: str
    title: LazyString
    run: Run
    may_see: Callable[[Person, Job], bool]
    lane: Lane = "soon"
    load: Callable[[Any], Any] | None = None


def key_of(*facts: Any) -> str:
    """The key of work that these facts determine: a digest of them as JSON."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def register(app: Flask, kinds: Sequence[Kind]) -> None:
    """Let `app` know these kinds. Raises ValueError for a name that is taken or too long."""
    known: dict[str, Kind] = app.extensions.setdefault(_KINDS_KEY, {})
    for kind in kinds:
        if kind.name in known or len(kind.name) > KIND_MAX_LENGTH:
            raise ValueError(f"the kind of job {kind.name!r} is registered twice or too long")
        known[kind.name] = kind


def find_kind(name: str) -> Kind | None:
    """The kind of this name, of the current application."""
    return known_kinds().get(name)


def known_kinds() -> dict[str, Kind]:
    """The kinds of the current application by name."""
    kinds: dict[str, Kind] = current_app.extensions.get(_KINDS_KEY, {})
    return kinds
