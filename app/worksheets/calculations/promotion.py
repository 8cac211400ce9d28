"""What activities cost, what their opportunities are worth, and what a win costs in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Activity:
    """An activity's cost, the opportunities that it brought, and how often those are won."""

    cost: float
    opportunities: float | None
    win_rate: float | None


@dataclass(frozen=True)
class Effect:
    """What an activity does. `worth` is one opportunity's, bid paid; `gain` the activity's."""

    cost_each: float | None
    worth: float | None
    wins: float | None
    gain: float | None


def effect_of(activity: Activity, margin: float | None, bid: float) -> Effect:
    """Worth of an opportunity: chance × margin − bid; gain: their sum − the activity's cost."""
    count, rate = activity.opportunities, activity.win_rate
    worth = None if rate is None or margin is None else rate * margin - bid
    return Effect(
        cost_each=activity.cost / count if count else None,
        worth=worth,
        wins=None if count is None or rate is None else count * rate,
        gain=None if worth is None or count is None else worth * count - activity.cost,
    )


def cost_of_a_win(activities: Sequence[Activity], bid: float) -> float | None:
    """(all activities + bids for all opportunities) ÷ expected wins; None without wins."""
    wins = sum((a.opportunities or 0.0) * (a.win_rate or 0.0) for a in activities)
    spent = sum(a.cost + (a.opportunities or 0.0) * bid for a in activities)
    return spent / wins if wins > 0 else None


def chance_that_pays(margin: float, bid: float) -> float | None:
    """The win rate at which an opportunity just pays for its bid."""
    return bid / margin if margin > 0 else None
