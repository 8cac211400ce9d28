"""Earned value: where a project stands against its budget and its days."""

from __future__ import annotations

import math
from dataclasses import dataclass

USUAL_SPREAD = 0.4
"""Standard deviation of the logarithm of actual over planned effort of work packages (CESAW)."""


@dataclass(frozen=True)
class Status:
    """Budget, planned value, earned value and actual cost of a day."""

    budget: float
    planned: float
    earned: float
    actual: float

    @property
    def cost_variance(self) -> float:
        """Earned − actual; below zero it is overspent."""
        return self.earned - self.actual

    @property
    def schedule_variance(self) -> float:
        """Earned − planned; below zero it is late."""
        return self.earned - self.planned

    @property
    def cpi(self) -> float | None:
        """Earned ÷ actual."""
        return self.earned / self.actual if self.actual > 0 else None

    @property
    def spi(self) -> float | None:
        """Earned ÷ planned."""
        return self.earned / self.planned if self.planned > 0 else None

    @property
    def estimate_if_once(self) -> float:
        """The overrun happened once: actual + remaining budget."""
        return self.actual + self.budget - self.earned

    @property
    def estimate_if_it_goes_on(self) -> float | None:
        """The cause persists: budget ÷ CPI."""
        return self.budget / self.cpi if self.cpi else None

    @property
    def estimate_if_date_holds(self) -> float | None:
        """It persists and the date must hold: actual + remaining budget ÷ (CPI × SPI)."""
        if not self.cpi or not self.spi:
            return None
        return self.actual + (self.budget - self.earned) / (self.cpi * self.spi)

    @property
    def tcpi(self) -> float | None:
        """The efficiency that the rest needs to end within the budget; None when it is spent."""
        left = self.budget - self.actual
        return (self.budget - self.earned) / left if left > 0 else None

    def days_at_this_pace(self, planned_days: float) -> float | None:
        """The length of the project if it goes on as slowly: planned days ÷ SPI."""
        return planned_days / self.spi if self.spi else None


@dataclass(frozen=True)
class Labour:
    """How a labour difference splits: by efficiency and by rate."""

    efficiency: float
    rate: float


def labour_difference(
    allowed_days: float, actual_days: float, planned_rate: float, actual_rate: float
) -> Labour:
    """Efficiency: extra days × planned rate; rate: actual days × difference of the rates."""
    return Labour(
        (actual_days - allowed_days) * planned_rate, actual_days * (actual_rate - planned_rate)
    )


def signal(planned: float, actual: float) -> float | None:
    """How many usual deviations the logarithm of actual over planned lies above zero."""
    if planned <= 0 or actual <= 0:
        return None
    return math.log(actual / planned) / USUAL_SPREAD
