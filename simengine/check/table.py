"""The balance report in the terminal: the figures, then the findings by severity."""

from __future__ import annotations

from collections.abc import Callable

from rich.box import SIMPLE
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simengine.check.report import BalanceReport, Figures, Finding
from simengine.check.rules import SEVERITIES, Severity
from simengine.errors import N_
from simengine.estimates import Estimate

_HEADINGS: dict[Severity, str] = {
    "error": N_("Errors"),
    "warning": N_("Warnings"),
    "note": N_("Notes"),
}
_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold"}


def show_report(
    report: BalanceReport, name: str, console: Console, gettext: Callable[[str], str] = str
) -> None:
    """Print the report of the file of this name, its texts in the language of `gettext`."""
    console.print(f"[bold]{report.scenario}[/bold]", Text(f"({name})"))
    console.print(
        gettext(N_("%(runs)s runs from seed %(seed)s, good play judged by %(policy)s"))
        % {"runs": f"{report.runs:,}", "seed": report.seed, "policy": report.par}
    )
    _show_figures(report.figures, console, gettext)
    for severity in SEVERITIES:
        found = [finding for finding in report.findings if finding.severity == severity]
        if found:
            title = f"{gettext(_HEADINGS[severity])} ({len(found)})"
            console.print(title, style=_STYLES[severity])
            for finding in found:
                _show_finding(finding, name, console, gettext)
    if not report.findings:
        console.print(gettext(N_("Nothing to find fault with.")), style="bold green")


def _show_figures(figures: Figures, console: Console, gettext: Callable[[str], str]) -> None:
    table = Table(gettext(N_("bot")), gettext(N_("score")), gettext(N_("pass rate")), box=SIMPLE)
    for column in table.columns[1:]:
        column.justify = "right"
    for bot in figures.bots:
        table.add_row(bot.policy, _mean(bot.score), f"{bot.passed.share:.0%}")
    console.print(table)
    of_score = figures.variance
    if of_score is not None:
        console.print(
            gettext(
                N_(
                    "Spread of the score: %(decisions)s %% from decisions (%(low)s to %(high)s), "
                    "%(luck)s %% from luck, %(together)s %% from both together."
                )
            )
            % {
                "decisions": f"{100 * of_score.decisions:.0f}",
                "low": f"{100 * of_score.low:.0f}",
                "high": f"{100 * of_score.high:.0f}",
                "luck": f"{100 * of_score.luck:.0f}",
                "together": f"{100 * of_score.together:.0f}",
            }
        )
    console.print(
        gettext(
            N_(
                "One run of par beats one with half its answers at random in %(share)s %% of all "
                "pairs; one fixed list of answers is %(blind)s points behind par."
            )
        )
        % {"share": f"{100 * figures.separation:.0f}", "blind": _mean(figures.blind)}
    )
    minutes = ", ".join(f"{key} {value:.0f}" for key, value in figures.minutes.items())
    console.print(gettext(N_("Minutes of play by the texts: %(minutes)s.")) % {"minutes": minutes})
    console.print()


def _show_finding(
    finding: Finding, name: str, console: Console, gettext: Callable[[str], str]
) -> None:
    where = Text(f"{name}:{finding.line}", style="cyan")
    console.print(where, Text(finding.code, style="bold"), Text(finding.place), soft_wrap=True)
    console.print(Padding(Text(finding.text(gettext)), (0, 0, 0, 4)))
    console.print(Padding(Text(f"→ {finding.advice(gettext)}", style="dim"), (0, 0, 1, 4)))


def _mean(found: Estimate) -> str:
    return f"{found.mean:.1f} ± {(found.high - found.low) / 2:.1f}"
