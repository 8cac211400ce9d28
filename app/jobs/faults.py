"""Why a job failed: kept as a template and its values, told in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.jobs.models import Job
from simengine.errors import N_, SimError

FAULT = N_(
    "The program met a fault of its own while it worked on this. The log of the server says which."
)
_TEMPLATE, _PARAMS = "template", "params"


def pack(error: SimError) -> dict[str, Any]:
    """The values of an error as plain data for JSON, errors among them included."""
    return {name: _packed(value) for name, value in error.params.items()}


def fault_of(job: Job) -> str:
    """Why the job failed, as a whole sentence; "" when it did not."""
    if job.error is None:
        return ""
    return _tell(job.error, job.error_params or {})


def _packed(value: Any) -> Any:
    if isinstance(value, SimError):
        return {_TEMPLATE: value.template, _PARAMS: pack(value)}
    return value if isinstance(value, (int, float, str)) else str(value)


def _tell(template: str, params: Mapping[str, Any]) -> str:
    told = {
        name: _tell(value[_TEMPLATE], value[_PARAMS]) if isinstance(value, dict) else value
        for name, value in params.items()
    }
    return str(_(template)) % told
