"""The critical path method (Kelley and Walker 1959) over what is still to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Activity(NamedTuple):
    """`days` that it still takes, after all of `after` that are still under way."""

    days: float
    after: tuple[str, ...]


def slack_days(
    activities: Mapping[str, Activity], today: float
) -> dict[str, tuple[float, float, float]]:
    """Return (earliest start, earliest finish, slack) of each activity, in days.

    Predecessors that are not among the activities do not hold anything up. The activities must
    be free of circles.
    """
    finish: dict[str, float] = {}

    def earliest_finish(key: str) -> float:
        if key not in finish:
            activity = activities[key]
            befores = [earliest_finish(b) for b in activity.after if b in activities]
            finish[key] = max([today, *befores]) + activity.days
        return finish[key]

    for key in activities:
        earliest_finish(key)
    end = max(finish.values(), default=today)
    latest = dict.fromkeys(activities, end)
    for key in sorted(activities, key=lambda key: finish[key], reverse=True):
        for before in activities[key].after:
            if before in activities:
                latest[before] = min(latest[before], latest[key] - activities[key].days)
    return {
        key: (finish[key] - activity.days, finish[key], latest[key] - finish[key])
        for key, activity in activities.items()
    }
