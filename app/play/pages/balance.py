"""How a scenario is played by bots, and its balance report."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app.jobs.models import Job
from app.library import service as library
from app.library.service import Offer
from app.play.charts.scales import Scale
from app.play.texts import Texts
from app.play.words import BOTS
from simengine.check import BalanceReport, Finding
from simengine.check.rules import SEVERITIES, Severity
from simengine.estimates import Estimate
from simengine.scenario.model import Scenario

PAR = "par"


@dataclass(frozen=True)
class PlayerRow:
    """How par or a bot plays: `at` is the mean in shares of 100, `start` and `width` its
    interval."""

    name: str
    is_par: bool
    score: Estimate
    at: float
    start: float
    width: float


def players_of(digest: str) -> tuple[PlayerRow, ...]:
    """Par and every bot by their mean score, the best first; none while par is not known."""
    par = library.find_par(digest)
    if par is None:
        return ()
    across = Scale(0.0, 100.0, 0.0, 100.0)
    players = sorted({PAR: par.mean, **par.bots}.items(), key=lambda item: -item[1].mean)
    return tuple(
        PlayerRow(
            name=_("Par") if name == PAR else str(BOTS[name]),
            is_par=name == PAR,
            score=score,
            at=across(score.mean),
            start=across(score.low),
            width=across.length(score.low, score.high),
        )
        for name, score in players
    )


@dataclass(frozen=True)
class FindingRow:
    """A finding in words, with the name of what it is about."""

    finding: Finding
    name: str
    text: str
    advice: str


@dataclass(frozen=True)
class BalancePage:
    """The report as far as it is. `job` is the search for par or the check that is under way."""

    offer: Offer
    players: tuple[PlayerRow, ...]
    report: BalanceReport | None
    findings: dict[Severity, tuple[FindingRow, ...]]
    job: Job | None

    @property
    def scenario(self) -> Scenario:
        """What its author wrote."""
        return self.offer.scenario


def balance_page(slug: str) -> BalancePage:
    """The balance report of a scenario on offer. Raises NotFound."""
    version = library.current_version(slug)
    offer = Offer(slug, version, library.get_program(version.digest))
    players = players_of(version.digest)
    report = library.find_balance(version.digest)
    find_job = library.find_balance_check if players else library.find_par_search
    job = find_job(version.digest)
    return BalancePage(
        offer=offer,
        players=players,
        report=report,
        findings={} if report is None else _by_severity(report, Texts(offer.scenario)),
        job=job if job is not None and job.state != "done" else None,
    )


def _by_severity(report: BalanceReport, texts: Texts) -> dict[Severity, tuple[FindingRow, ...]]:
    rows = [
        FindingRow(finding, _name(finding.place, texts), finding.text(_), finding.advice(_))
        for finding in report.findings
    ]
    found = {
        severity: tuple(row for row in rows if row.finding.severity == severity)
        for severity in SEVERITIES
    }
    return {severity: rows for severity, rows in found.items() if rows}


def _name(place: str, texts: Texts) -> str:
    """What the element at a place of the file is called."""
    section, _dot, rest = place.partition(".")
    parts = rest.split(".")
    if section == "decisions" and len(parts) >= 3 and parts[1] == "options":
        decision = texts.name(parts[0])
        return _("%(decision)s: %(option)s", decision=decision,
                 option=texts.option(parts[0], parts[2]))  # fmt: skip
    return texts.name(parts[-1] if section in ("competitors", "contract") else parts[0])
