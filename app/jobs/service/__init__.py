"""What the application can do with background work: the only door of this area for the others.

``from app.jobs import service as jobs``. ``ask`` for work when a form is sent, never while a page
is shown; show ``templates/jobs/_status.html`` while ``job.is_waiting``; then read ``result_of``.
"""

from app.jobs.service.asking import (
    ask,
    cancel,
    cancel_job,
    result_of,
    results_of,
    retry,
    withdraw,
)
from app.jobs.service.finding import (
    askers_of,
    count_ahead,
    count_by_state,
    find,
    get_job,
    keys_of_results,
    latest,
)
from app.jobs.service.providing import provide

__all__ = [
    "ask",
    "askers_of",
    "cancel",
    "cancel_job",
    "count_ahead",
    "count_by_state",
    "find",
    "get_job",
    "keys_of_results",
    "latest",
    "provide",
    "result_of",
    "results_of",
    "retry",
    "withdraw",
]
