"""Attempts as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from flask_babel import gettext as _

from app.i18n import pick
from app.insights.board import points_of
from app.play.models import Attempt
from app.play.words import MODES, OUTCOMES, STATUSES
from simengine.scenario.model import Scenario

# Excel takes a file for UTF-8 only with this before it.
_BYTE_ORDER_MARK = "\ufeff"

# A cell that begins with one of these would be run as a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def attempts_as_csv(scenario: Scenario, attempts: Iterable[Attempt]) -> str:
    """Return the attempts as CSV in the reader's language, a row each, with every KPI."""
    out = io.StringIO()
    out.write(_BYTE_ORDER_MARK)
    writer = csv.writer(out)
    points = [_("%(kpi)s (points)", kpi=pick(kpi.title)) for kpi in scenario.kpis.values()]
    writer.writerow([_guarded(cell) for cell in (*_headings(), *points)])
    for attempt in attempts:
        writer.writerow([_guarded(cell) for cell in _row(scenario, attempt)])
    return out.getvalue()


def _headings() -> list[str]:
    return [
        _("Name"), _("E-mail address"), _("Scenario"), _("Version"), _("Mode"), _("Status"),
        _("Started"), _("Finished"), _("Score"), _("Grade"), _("Passed"), _("Outcome"),
    ]  # fmt: skip


def _row(scenario: Scenario, attempt: Attempt) -> list[str | float | int | None]:
    points = points_of(attempt)
    finished_at = attempt.finished_at
    passed = None if attempt.passed is None else _("Yes") if attempt.passed else _("No")
    return [
        attempt.person.name,
        attempt.person.email,
        pick(scenario.title),
        attempt.version.number if attempt.version is not None else None,
        str(MODES[attempt.mode]),
        str(STATUSES[attempt.status]),
        attempt.started_at.isoformat(timespec="minutes"),
        finished_at.isoformat(timespec="minutes") if finished_at is not None else None,
        round(attempt.score, 1) if attempt.score is not None else None,
        attempt.grade,
        passed,
        str(OUTCOMES[attempt.outcome]) if attempt.outcome is not None else None,
        *(round(points[key], 1) if key in points else None for key in scenario.kpis),
    ]


def _guarded(cell: str | float | int | None) -> str | float | int | None:
    """Return the cell so that a spreadsheet shows a text and never runs it."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS):
        return "'" + cell
    return cell
