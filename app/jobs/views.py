"""``/jobs/<id>``: how far a piece of background work is; ``/admin/jobs``: all of it."""

from __future__ import annotations

from typing import cast

from flask import (
    Blueprint,
    Flask,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.errors import NotFound
from app.jobs import service
from app.jobs.cli import cancel_command, list_command, retry_command, work_command
from app.jobs.faults import fault_of
from app.jobs.kinds import find_kind
from app.jobs.models import STATES, Job
from app.jobs.words import STATE_BADGES, STATE_NAMES
from app.rights import allow, signed_in
from app.urls import safe_next

bp = Blueprint("jobs", __name__)
bp.cli.help = "Background work."
for command in (work_command, list_command, retry_command, cancel_command):
    bp.cli.add_command(command)


@bp.record_once
def _add_to_frame(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    app.jinja_env.globals.update(
        JOB_STATE_NAMES=STATE_NAMES,
        JOB_STATE_BADGES=STATE_BADGES,
        job_title=job_title,
        job_fault=fault_of,
        jobs_ahead=service.count_ahead,
    )


@bp.get("/jobs/<int:job_id>")
@signed_in
def status(job_id: int) -> ResponseReturnValue:
    """How far the work is; once it is done, back to the page that waits for it."""
    job = _visible(job_id)
    back = safe_next(request.args.get("back"), "")
    is_fragment = request.headers.get("HX-Request") == "true"
    if is_fragment:
        answer = make_response(render_template("jobs/_fragment.html", job=job, back=back))
        if job.state == "done" and back:
            answer.headers["HX-Redirect"] = back
        return answer
    if job.state == "done" and back:
        return redirect(back)
    return render_template("jobs/status.html", job=job, back=back)


@bp.post("/jobs/<int:job_id>/retry")
@signed_in
def retry(job_id: int) -> ResponseReturnValue:
    """Try again what failed."""
    job = _visible(job_id)
    service.retry(job.id)
    return redirect(safe_next(request.args.get("back"), url_for("jobs.status", job_id=job_id)))


@bp.get("/admin/jobs")
@allow("admin")
def overview() -> ResponseReturnValue:
    """The newest jobs, of one state if wished."""
    state = next((known for known in STATES if known == request.args.get("state")), None)
    return render_template(
        "jobs/overview.html",
        jobs=service.latest(state),
        counts=service.count_by_state(),
        state=state,
    )


@bp.post("/admin/jobs/<int:job_id>/cancel")
@allow("admin")
def cancel(job_id: int) -> ResponseReturnValue:
    """Stop a job, whoever waits for it."""
    service.cancel_job(job_id, now=clock.now())
    flash(_("Job %(id)s is cancelled, unless it was over already.", id=job_id), "info")
    return redirect(url_for("jobs.overview"))


def job_title(job: Job) -> str:
    """What the job does; the bare name of a kind that this version no longer has."""
    kind = find_kind(job.kind)
    return job.kind if kind is None else str(kind.title)


def _visible(job_id: int) -> Job:
    """The job, if its owner area lets this person see it. Raises NotFound."""
    job = service.get_job(job_id)
    kind = find_kind(job.kind)
    if current_user.role == "admin" or (kind is not None and kind.may_see(current_user, job)):
        return job
    raise NotFound(_("There is no background job %(id)s.", id=job_id))
