"""A review in the terminal: the run as a whole, then a row for each decision."""

from __future__ import annotations

from collections.abc import Mapping

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from simengine.estimates import Estimate
from simengine.journal import AnswerValue
from simengine.review.model import DecisionReview, Label, RunReview

_STYLES: Mapping[Label, str] = {"inaccuracy": "yellow", "mistake": "red", "blunder": "bold red"}

# KPIs that moved the score by less are not worth the room.
_LEAST_SHOWN = 0.25


def show_review(review: RunReview, console: Console) -> None:
    """Print the review. What stands behind ± is half a 95 % interval."""
    console.print(
        f"[bold]{review.scenario}[/bold]  seed {review.seed}, followed by {review.policy}, "
        f"{review.runs} runs"
    )
    console.print(
        f"[bold]score {review.score:.1f}[/bold] = expected {_mean(review.expected)} "
        f"and luck {_mean(review.luck)};  [bold]accuracy {_mean(review.accuracy)} %[/bold]"
    )
    lucks = (f"{source} {found.mean:+.1f}" for source, found in review.luck_by_source.items())
    console.print(f"luck by source: {', '.join(lucks)}, together {review.luck_remainder:+.1f}")
    _show_decisions(review.decisions, console)
    if review.turning_point is not None:
        console.print(f"turning point: step {review.turning_point + 1}")
    if review.costliest:
        console.print(f"cost most: step {', '.join(str(step + 1) for step in review.costliest)}")
    for each in review.skills:
        lessons = f" (lessons: {', '.join(each.lessons)})" if each.lessons else ""
        console.print(f"to train: {each.skill}, {each.loss:.1f} points{lessons}")


def _show_decisions(decisions: tuple[DecisionReview, ...], console: Console) -> None:
    table = Table("step", "day", "decision", "chosen", "", box=SIMPLE)
    table.add_column("loss", justify="right")
    table.add_column("best", overflow="fold")
    table.add_column("same luck", justify="right")
    table.add_column("what paid")
    for each in decisions:
        best = each.options[0] if each.options else None
        table.add_row(
            str(each.step + 1),
            f"{each.day:.0f}",
            each.decision,
            _answer(each.chosen),
            each.label,
            "" if each.loss is None else _mean(each.loss),
            "" if best is None or best.is_chosen else _answer(best.answer),
            "" if best is None else f"{best.same_luck:.1f}",
            _paid(each.kpis),
            style=_STYLES.get(each.label),
        )
    console.print(table)


def _mean(found: Estimate) -> str:
    return f"{found.mean:.1f} ± {(found.high - found.low) / 2:.1f}"


def _answer(value: AnswerValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)):
        return f"{value:,.10g}"
    if isinstance(value, tuple):
        return " ".join(value) or "-"
    return " ".join(f"{option}={units}" for option, units in value.items() if units) or "-"


def _paid(kpis: Mapping[str, float]) -> str:
    """Return the KPIs that moved the score, the one that moved it most first."""
    moved = sorted(kpis.items(), key=lambda kpi: -abs(kpi[1]))
    return ", ".join(f"{kpi} {points:+.1f}" for kpi, points in moved if abs(points) > _LEAST_SHOWN)
