"""Numbers of a deal as people read them, by their unit; ranges as ranges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel.dates import format_skeleton
from flask_babel import get_locale
from flask_babel import gettext as _

from app.formats import days, money, money_short, number, percent
from simengine.scenario.parts import Unit
from simengine.view import Shown

# Beyond the units of authors: a yes or no, and a day of the deal.
FigureUnit = Unit | Literal["flag", "day"]

_WHOLE = 0.05


def figure(value: float, unit: FigureUnit, currency: str, *, short: bool = False) -> str:
    """One number with its unit: money to a few figures if `short`."""
    match unit:
        case "money":
            return money_short(value, currency) if short else money(value, currency)
        case "percent":
            return percent(value / 100, _digits(value))
        case "share":
            return percent(value, _digits(value * 100))
        case "days":
            return days(value, _digits(value))
        case "times":
            return _("%(factor)s×", factor=number(value, 2))
        case "flag":
            return _("Yes") if value else _("No")
        case "day":
            return _("Day %(day)s", day=number(value)) if value else "–"
        case "points" | "count":
            return number(value, _digits(value))


def short_date(value: date) -> str:
    """A day of the deal without its year: ``5月22日``, ``May 22``."""
    return str(format_skeleton("MMMd", value, locale=get_locale()))


def plain(value: float) -> str:
    """A number as a form control takes it."""
    return str(int(value)) if value == int(value) else repr(value)


def shown_figure(shown: Shown, unit: FigureUnit, currency: str) -> str:
    """A number as it is seen: exact, as a range, or unknown."""
    if shown.low is None or shown.high is None:
        return _("Unknown")
    if shown.is_known:
        return figure(shown.low, unit, currency, short=True)
    low, high = (_bound(value, unit, currency) for value in (shown.low, shown.high))
    return low if low == high else _("%(low)s to %(high)s", low=low, high=high)


def _bound(value: float, unit: FigureUnit, currency: str) -> str:
    # The end of a range is no exact number: its decimals would only pretend to be.
    if unit in ("points", "count"):
        return number(round(value))
    return figure(value if unit == "money" else round(value), unit, currency, short=True)


def _digits(value: float) -> int:
    return 0 if abs(value - round(value)) < _WHOLE else 1


@dataclass(frozen=True)
class RangeBar:
    """A range on a scale, from 0 to 100; `mark` is the value itself when it is known."""

    start: float
    width: float
    mark: float | None


def range_bar(shown: Shown, low: float, high: float) -> RangeBar | None:
    """Where what is shown lies between `low` and `high`; None when nothing is shown."""
    if shown.low is None or shown.high is None or not high > low:
        return None

    def place(value: float) -> float:
        return round(100 * min(1.0, max(0.0, (value - low) / (high - low))), 2)

    start, end = place(shown.low), place(shown.high)
    return RangeBar(start, round(end - start, 2), start if shown.is_known else None)
