"""How a finished run compares: with one's own others, par, the bots, and the group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.models import Person
from app.formats import moment, number
from app.library import service as library
from app.play import service
from app.play.charts.comparison import Comparison, Entry, draw_comparison
from app.play.models import Attempt
from app.play.words import BOTS
from simengine.estimates import Estimate
from simengine.scenario.deal import Kpi
from simengine.scenario.model import Scenario

# More of one's own runs than this would crowd the table; the drawing has them all.
_MOST_LISTED = 8


@dataclass(frozen=True)
class ScoreRow:
    """A line of the table. `note` says how sure or of how many it is, in words; `attempt_id` is
    that of a run that can be looked at."""

    name: str
    score: float
    note: str
    is_this: bool = False
    attempt_id: int | None = None


@dataclass(frozen=True)
class KpiRow:
    """The points, 0-100, of one KPI: in this run, at best in the person's other runs, and the
    median of each group; None where it is not known."""

    kpi: Kpi
    this: float
    best: float | None
    groups: tuple[float | None, ...]


@dataclass(frozen=True)
class ComparisonPart:
    """The part of the page; `groups` are the names of the columns of groups."""

    drawing: Comparison
    rows: tuple[ScoreRow, ...]
    kpis: tuple[KpiRow, ...]
    groups: tuple[str, ...]
    has_others: bool
    has_other_versions: bool

    @property
    def group_columns(self) -> list[tuple[str, str]]:
        """Headings of the columns of groups; a single one goes without its name."""
        if len(self.groups) == 1:
            return [(_("Group's median"), "num")]
        return [(_("%(group)s: median", group=group), "num") for group in self.groups]


def compare(attempt: Attempt, scenario: Scenario, viewer: Person) -> ComparisonPart | None:
    """What the run can be held against; None where there is nothing."""
    others = service.other_runs(attempt)
    groups = service.scores_of_groups(attempt, viewer)
    par = library.find_par(attempt.digest)
    if not (others or groups or par):
        return None
    assert attempt.score is not None
    entries = [Entry("this", _("This run"), ((attempt.score, False),))]
    if others:
        scores = tuple((_score(run), run.digest != attempt.digest) for run in others)
        entries.append(Entry("earlier", _("Other own runs"), scores))
    rows = [ScoreRow(_("This run"), attempt.score, "", is_this=True)]
    rows += [_run_row(run, attempt) for run in others[:_MOST_LISTED]]
    for scored in groups:
        entries.append(Entry("group", scored.group.name, bins=scored.bins, median=scored.median))
        rows.append(_group_row(scored))
    if par is not None:
        players = [
            (_("Par"), "par", par.mean),
            *((str(BOTS[bot]), "bot", mean) for bot, mean in _ranked(par)),
        ]
        for name, kind, mean in players:
            entries.append(Entry("par" if kind == "par" else "bot", name, mean=mean))
            spread = _(
                "mean, %(low)s to %(high)s", low=number(mean.low, 1), high=number(mean.high, 1)
            )
            rows.append(ScoreRow(name, mean.mean, spread))
    return ComparisonPart(
        drawing=draw_comparison(entries, scenario.score.pass_mark),
        rows=tuple(rows),
        kpis=_kpi_rows(attempt, scenario, others, groups) if others or groups else (),
        groups=tuple(scored.group.name for scored in groups),
        has_others=bool(others),
        has_other_versions=any(run.digest != attempt.digest for run in others),
    )


def _ranked(par: library.Par) -> list[tuple[str, Estimate]]:
    return sorted(par.bots.items(), key=lambda item: -item[1].mean)


def _score(run: Attempt) -> float:
    return run.score or 0.0


def _run_row(run: Attempt, attempt: Attempt) -> ScoreRow:
    name = _("Own run of %(date)s", date=moment(run.finished_at or run.played_at))
    spread = _("at another version of the scenario") if run.digest != attempt.digest else ""
    return ScoreRow(name, _score(run), spread, attempt_id=run.id)


def _group_row(scored: service.GroupScores) -> ScoreRow:
    spread = ngettext(
        "median of the best run of %(num)s member",
        "median of the best runs of %(num)s members",
        scored.people,
    )
    return ScoreRow(scored.group.name, scored.median, spread)


def _kpi_rows(
    attempt: Attempt,
    scenario: Scenario,
    others: Sequence[Attempt],
    groups: Sequence[service.GroupScores],
) -> tuple[KpiRow, ...]:
    others_points = [service.points_by_kpi(run.kpis) for run in others]
    return tuple(
        KpiRow(
            scenario.kpis[kpi],
            this,
            max((points[kpi] for points in others_points if kpi in points), default=None),
            tuple(scored.points.get(kpi) for scored in groups),
        )
        for kpi, this in service.points_by_kpi(attempt.kpis).items()
    )
