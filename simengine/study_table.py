"""A study in the terminal: a column for each policy, and a row for each difference between two."""

from __future__ import annotations

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from simengine.estimates import Estimate, Histogram, Share
from simengine.study import PolicyStudy, Study

# From an empty bin to the fullest.
_BARS = " ▁▂▃▄▅▆▇█"


def show_study(study: Study, console: Console) -> None:
    """Print the study. What stands behind ± is half a 95 % interval."""
    last = study.seed + study.n - 1
    console.print(
        f"[bold]{study.scenario}[/bold]  {study.n} runs each, seeds {study.seed} to {last}"
    )
    _show_policies(study.policies, console)
    _show_spread(study.policies, console)
    if study.differences:
        _show_differences(study, console)


def _show_policies(policies: tuple[PolicyStudy, ...], console: Console) -> None:
    table = Table(box=SIMPLE)
    table.add_column("", no_wrap=True)
    for result in policies:
        table.add_column(result.policy, justify="right")
    scores = [result.score for result in policies]
    table.add_row("score", *map(_mean, scores), style="bold")
    table.add_row("sd", *(f"{score.sd:.1f}" for score in scores))
    middle = (f"{score.q05:.0f}  {score.median:.0f}  {score.q95:.0f}" for score in scores)
    table.add_row("5 %, median, 95 %", *middle)
    table.add_row("passed", *(_percent(result.passed) for result in policies))
    if all(result.won for result in policies):
        table.add_row("won", *(_percent(result.won) for result in policies))
    table.add_row("days", *(f"{result.days.mean:.1f}" for result in policies))
    table.add_row("spent", *(f"{result.spent.mean:,.0f}" for result in policies))
    table.add_row("collected", *(f"{result.collected.mean:,.0f}" for result in policies))
    table.add_section()
    table.add_row("KPI", *("value (points)" for _ in policies), style="bold")
    for place, kpi in enumerate(policies[0].kpis):
        of_kpi = [result.kpis[place] for result in policies]
        table.add_row(
            kpi.id, *(f"{_figure(each.value.mean)} ({each.points.mean:.0f})" for each in of_kpi)
        )
    console.print(table)


def _show_spread(policies: tuple[PolicyStudy, ...], console: Console) -> None:
    table = Table("score", "from 0 to 100", box=SIMPLE)
    for result in policies:
        table.add_row(result.policy, _bars(result.score_histogram))
    console.print(table)


def _show_differences(study: Study, console: Console) -> None:
    table = Table(
        "score of one less the other", "sd", "better", "equal", "worse", "saved", box=SIMPLE
    )
    for column in table.columns[1:]:
        column.justify = "right"
    for each in study.differences:
        fewer = each.times_fewer_runs
        table.add_row(
            f"{each.first} - {each.second}: {_mean(each.score)}",
            f"{each.score.sd:.1f}",
            *(str(seeds) for seeds in (each.better, each.equal, each.worse)),
            "" if fewer is None else f"{fewer:.1f} x",
        )
    console.print(table)
    console.print("saved: so many times more runs it would take with seeds of its own for each")


def _mean(found: Estimate) -> str:
    return f"{found.mean:.2f} ± {(found.high - found.low) / 2:.2f}"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.2f}"


def _percent(share: Share | None) -> str:
    return "" if share is None else f"{share.share:.1%}"


def _bars(found: Histogram) -> str:
    """Return a bar for each bin; one that holds anything is never shown as empty."""
    fullest = max(found.counts)
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // fullest)] for count in found.counts)
