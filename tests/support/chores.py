"""Kinds of background work for tests, and the application that knows them.

``chores:app`` is served and worked on like ``wsgi:app``. What runs in the processes of a crew is in
``tests/support/errands.py``, which imports little.
"""

from __future__ import annotations

import time
from concurrent.futures import Executor
from typing import Any

from flask_babel import lazy_gettext as _

from app import create_app
from app.accounts.models import Person
from app.jobs import kinds
from app.jobs.embedded import embed
from app.jobs.kinds import Kind, Report
from app.jobs.models import Job
from simengine.errors import SimError
from tests.support.errands import die_once, square


def add_squares(payload: Any, report: Report, executor: Executor) -> Any:
    """The sum of the first squares, each worked out by another process."""
    numbers = range(payload["numbers"])
    squares = []
    for found in executor.map(square, numbers, [payload["seconds"]] * len(numbers)):
        squares.append(found)
        report(len(squares), len(numbers))
    return {"sum": sum(squares)}


def count_slowly(payload: Any, report: Report, _executor: Executor) -> Any:
    """Count to a number, a hundredth of a second each."""
    for number in range(payload["to"]):
        report(number, payload["to"])
        time.sleep(0.01)
    return payload["to"]


def refuse(payload: Any, _report: Report, _executor: Executor) -> Any:
    """Fail with a message of the simulator."""
    inner = SimError("%(number)s is too many", {"number": payload["number"]})
    raise SimError("No: %(reason)s", {"reason": inner})


def fall_over(payload: Any, _report: Report, _executor: Executor) -> Any:
    """Fail with a fault of the program."""
    return 1 / payload["zero"]


def lose_a_process(payload: Any, _report: Report, executor: Executor) -> Any:
    """Have a process of the crew die as long as the file of `payload` is not there."""
    return executor.submit(die_once, payload["marker"]).result()


def look_up(payload: Any) -> Any:
    """What the payload only names."""
    return {"to": int(payload["name"].removeprefix("to-"))}


def may_see(viewer: Person, job: Job) -> bool:
    """A job is for the person whose name is in its payload."""
    return bool(job.payload.get("for") == viewer.name)


SQUARES = Kind("squares", _("Scenarios"), add_squares, may_see)
SLOW = Kind("slow", _("Scenarios"), count_slowly, may_see, lane="later")
LOOKED_UP = Kind("looked-up", _("Scenarios"), count_slowly, may_see, load=look_up)
REFUSED = Kind("refused", _("Scenarios"), refuse, may_see)
FAULTY = Kind("faulty", _("Scenarios"), fall_over, may_see)
DEADLY = Kind("deadly", _("Scenarios"), lose_a_process, may_see)
KINDS = (SQUARES, SLOW, LOOKED_UP, REFUSED, FAULTY, DEADLY)


def __getattr__(name: str) -> Any:
    """Make the application only for those who serve it."""
    if name != "app":
        raise AttributeError(name)
    app = create_app()
    kinds.register(app, KINDS)
    embed(app, "tests.support.chores")
    globals()["app"] = app
    return app
