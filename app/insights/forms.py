"""What of the scores is to be shown; anything that makes no sense is taken as no wish."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from app.insights.board import SORTS
from app.insights.service import MODES, PERIODS, Filters


def read_filters(arguments: MultiDict[str, str]) -> Filters:
    """Return the filters of an address."""
    mode, sort = arguments.get("mode"), arguments.get("sort")
    period = arguments.get("period", type=int)
    return Filters(
        group_id=arguments.get("group", type=int),
        entry_id=arguments.get("scenario", type=int),
        mode=mode if mode in MODES else None,
        period=period if period in PERIODS else None,
        sort=sort if sort in SORTS else "name",
    )


def as_arguments(filters: Filters) -> dict[str, str | int]:
    """Return the filters as the arguments of an address, without those that are not set."""
    wished = {
        "group": filters.group_id,
        "scenario": filters.entry_id,
        "mode": filters.mode,
        "period": filters.period,
        "sort": None if filters.sort == "name" else filters.sort,
    }
    return {key: value for key, value in wished.items() if value is not None}
