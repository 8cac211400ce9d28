"""Cost and profit of ways to sell, and where two of them are equal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Channel:
    """A way to sell in a year: fixed cost, the share of sales that it takes, bids and win rate."""

    fixed: float
    share: float
    bids: float = 0.0
    win_rate: float = 0.0

    def sales(self, deal: float) -> float:
        """Bids × win rate × price of a deal."""
        return self.bids * self.win_rate * deal

    def cost_at(self, sales: float) -> float:
        """Fixed cost and the share of these sales."""
        return self.fixed + self.share * sales

    def profit_at(self, sales: float, margin: float) -> float:
        """What is left of the margin before channel costs."""
        return sales * margin - self.cost_at(sales)


def break_even_sales(one: Channel, other: Channel) -> float | None:
    """Sales at which both cost the same; None where that is nowhere above zero."""
    if abs(one.share - other.share) < 1e-12:
        return None
    sales = (other.fixed - one.fixed) / (one.share - other.share)
    return sales if sales > 0 else None


def win_rate_for(channel: Channel, profit: float, deal: float, margin: float) -> float | None:
    """The win rate at which a channel earns a given profit; None where no rate would do."""
    earned = channel.bids * deal * (margin - channel.share)
    return (profit + channel.fixed) / earned if earned > 0 else None
