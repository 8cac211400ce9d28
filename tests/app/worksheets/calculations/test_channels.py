"""Anzhu's two ways into two provinces."""

from __future__ import annotations

import pytest

from app.worksheets.calculations.channels import Channel, break_even_sales, win_rate_for

DIRECT = Channel(1.9e6, 0.06, 8, 0.15)
PARTNER = Channel(0.3e6, 0.22, 8, 0.35)


def test_where_both_cost_the_same() -> None:
    assert break_even_sales(DIRECT, PARTNER) == pytest.approx(10e6)
    assert break_even_sales(PARTNER, DIRECT) == pytest.approx(10e6)
    assert break_even_sales(DIRECT, DIRECT) is None
    assert break_even_sales(DIRECT, Channel(2e6, 0.3)) is None
    assert [round(DIRECT.cost_at(n * 4e6)) for n in (1, 5)] == [2_140_000, 3_100_000]


@pytest.mark.parametrize(
    ("channel", "sales", "profit"),
    [
        (DIRECT, 4.8e6, -28_000),
        (PARTNER, 11.2e6, 2_276_000),
        (Channel(1.9e6, 0.06, 14, 0.30), 16.8e6, 4_652_000),
        (Channel(0.3e6, 0.22, 14, 0.35), 19.6e6, 4_208_000),
    ],
)
def test_profit_by_chance(channel: Channel, sales: float, profit: float) -> None:
    assert channel.sales(4e6) == pytest.approx(sales)
    assert channel.profit_at(channel.sales(4e6), 0.45) == pytest.approx(profit)


def test_the_win_rate_that_direct_sales_need() -> None:
    third_year = Channel(1.9e6, 0.06, 14, 0.30)
    assert win_rate_for(third_year, 4_208_000, 4e6, 0.45) == pytest.approx(0.28, abs=0.0005)
    assert win_rate_for(Channel(1.9e6, 0.5, 14), 1, 4e6, 0.45) is None
