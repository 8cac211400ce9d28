"""``flask jobs``: background work from the command line."""

from __future__ import annotations

import os
import signal
import sys
from threading import Thread

import click
from flask import current_app
from flask.cli import with_appcontext

from app import clock
from app.errors import DealwrightError
from app.jobs import service
from app.jobs.embedded import owner_name
from app.jobs.faults import fault_of
from app.jobs.models import STATES, State
from app.jobs.worker import Pace, Worker


@click.command("work")
@click.option("--processes", type=click.IntRange(1), help="How many processes share a job.")
@click.option("--idle", type=float, help="Leave after so many seconds without work.")
@click.option("--owner", help="The name under which jobs are taken.")
@click.option("--until-input-ends", is_flag=True, help="Leave when standard input is closed.")
@with_appcontext
def work_command(
    processes: int | None, idle: float | None, owner: str | None, until_input_ends: bool
) -> None:
    """Work on jobs until it is told to stop (Ctrl+C or SIGTERM)."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    worker = Worker(
        app,
        owner or owner_name(),
        processes or app.config["JOB_PROCESSES"] or 1,
        Pace(idle_seconds=idle),
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    if until_input_ends:
        Thread(target=_stop_at_end_of_input, args=(worker,), daemon=True).start()
    worker.work()
    # A job that does not listen would hold up the usual end; its processes end with this one.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


@click.command("list")
@click.option("--state", type=click.Choice(STATES), help="Only jobs of this state.")
@click.option("--most", type=int, default=20, show_default=True, help="How many.")
@with_appcontext
def list_command(state: State | None, most: int) -> None:
    """Print the newest jobs."""
    for job in service.latest(state, most=most):
        progress = f"{job.progress_made}/{job.progress_all}" if job.progress_all else "-"
        click.echo(
            f"{job.id}\t{job.kind}\t{job.state}\t{progress}\tattempts {job.attempts}"
            f"\t{job.created_at:%Y-%m-%d %H:%M:%S}Z\t{fault_of(job)}".rstrip()
        )


@click.command("retry")
@click.argument("job_id", type=int)
@with_appcontext
def retry_command(job_id: int) -> None:
    """Queue a job again that failed or was cancelled."""
    try:
        job = service.retry(job_id)
    except DealwrightError as error:
        raise click.ClickException(str(error.message)) from error
    click.echo(f"job {job.id} is {job.state}")


@click.command("cancel")
@click.argument("job_id", type=int)
@with_appcontext
def cancel_command(job_id: int) -> None:
    """Stop a job that is not over."""
    try:
        job = service.cancel_job(job_id, now=clock.now())
    except DealwrightError as error:
        raise click.ClickException(str(error.message)) from error
    click.echo(f"job {job.id} is {job.state}")


def _stop_at_end_of_input(worker: Worker) -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    worker.stop()
