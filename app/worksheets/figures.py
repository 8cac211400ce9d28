"""Values as the reader's language writes them, and charts of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from app import formats
from app.curriculum.charts.spec import MOST_ROWS, Chart, ChartKind
from app.worksheets.outcome import Look
from app.worksheets.sheet import Value

_MOST_LABEL = 60
_FEWEST = {"radar": 3}

NOTHING = "–"


def written(value: Value, look: Look, currency: str, digits: int = 0) -> str:
    """A value for reading; a dash for none."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return formats.day(value)
    value = round(value, 9) + 0.0  # No "-0".
    match look:
        case "money":
            return formats.money(value, currency, digits)
        case "percent":
            return formats.percent(value, digits)
        case _:
            return number(value, 1) if digits == 1 else formats.number(value, digits)


def as_typed(value: Value, look: Look, currency: str) -> str:
    """A value that somebody typed, with as many decimals as it has."""
    if not isinstance(value, float):
        return written(value, look, currency)
    shown = value * 100 if look == "percent" else value
    decimals = f"{round(shown, 4):.4f}".rstrip("0").partition(".")[2]
    return written(value, look, currency, len(decimals))


def money(value: float, currency: str) -> str:
    """A whole amount within a sentence."""
    return formats.money(round(value), currency)


def money_short(value: float, currency: str) -> str:
    """An amount to a few figures, to name a bar or a row by."""
    return formats.money_short(value, currency)


def percent(value: float, digits: int = 1) -> str:
    """A share within a sentence."""
    return formats.percent(value, digits)


def number(value: float, digits: int = 0) -> str:
    """A number within a sentence, without decimals that are zero."""
    text = f"{value:.{digits}f}"
    decimals = text.rstrip("0").partition(".")[2] if digits else ""
    return formats.number(value, len(decimals))


def money_scale(values: Sequence[float], currency: str) -> tuple[float, str]:
    """By what amounts are divided in a chart, and the unit's name."""
    most = max((abs(value) for value in values), default=0.0)
    if str(get_locale()).startswith("zh"):
        name = _("yuan") if currency == "CNY" else f" {currency}"
        if most >= 1e8:
            return 1e8, _("100 million %(currency)s", currency=name)
        return (1e4, _("10,000 %(currency)s", currency=name)) if most >= 1e4 else (1.0, currency)
    if most >= 1e6:
        return 1e6, _("%(currency)s million", currency=currency)
    return (1e3, _("%(currency)s thousand", currency=currency)) if most >= 1e4 else (1.0, currency)


def charts(
    kind: ChartKind, title: str, rows: Sequence[tuple[str, Any]], **facts: Any
) -> tuple[Chart, ...]:
    """A chart of labels and values, or several where it would be too long; none of too few rows.

    A row is a label and a number, or a label and a tuple of numbers.
    """
    if len(rows) < _FEWEST.get(kind, 2):
        return ()
    found = []
    pages = list(_pages(rows))
    for page, part in enumerate(pages, 1):
        name = title
        if len(pages) > 1:
            name = _("%(title)s (%(page)s of %(pages)s)", title=title, page=page, pages=len(pages))
        labels = [_label(label) for label, _values in part]
        critical = {_label(label) for label in facts.get("critical", ())}
        written_out = {
            **facts,
            "kind": kind,
            "title": name[:120],
            "rows": tuple((_label(label), values) for label, values in part),
            "critical": tuple(label for label in labels if label in critical),
        }
        found.append(Chart.model_validate(written_out))
    return tuple(found)


def money_charts(
    kind: ChartKind,
    title: str,
    rows: Sequence[tuple[str, float | tuple[float, ...]]],
    currency: str,
    **facts: Any,
) -> tuple[Chart, ...]:
    """The same for amounts, in a unit that leaves few figures."""
    amounts = [
        amount
        for _label, values in rows
        for amount in (values if isinstance(values, tuple) else (values,))
    ]
    scale, unit = money_scale(amounts, currency)
    scaled = [(label, _scaled(values, scale)) for label, values in rows]
    return charts(kind, title, scaled, unit=unit, **facts)


def waterfall(
    title: str, steps: Sequence[tuple[str, float]], total: str, currency: str
) -> tuple[Chart, ...]:
    """Steps of an amount and their sum, as a waterfall.

    There a step that equals all before it would be taken for a sum: then they are plain bars.
    """
    so_far = 0.0
    for place, (_label, amount) in enumerate(steps):
        if place and abs(amount - so_far) <= 1e-5 * max(1.0, abs(so_far)):
            return money_charts("bar", title, steps, currency)
        so_far += amount
    return money_charts("waterfall", title, [*steps, (total, so_far)], currency)


def place(share: float) -> float:
    """A share of 1 as a place from 0 to 100 in a plane."""
    return min(max(share, 0.0), 1.0) * 100


def _scaled(values: Any, scale: float) -> Any:
    if isinstance(values, tuple):
        return tuple(_scaled(value, scale) for value in values)
    return round(values / scale, 2) + 0.0


def _label(label: str) -> str:
    return " ".join(label.split())[:_MOST_LABEL] or NOTHING


def _pages(rows: Sequence[tuple[str, Any]]) -> Iterator[Sequence[tuple[str, Any]]]:
    """Parts of at most MOST_ROWS rows, and none of a single one."""
    start = 0
    while start < len(rows):
        end = start + MOST_ROWS
        if len(rows) - end == 1:
            end -= 1
        yield rows[start:end]
        start = end
