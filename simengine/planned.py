"""What a plan takes a draw for: its middle, free of chance."""

from __future__ import annotations

from simengine.portable_math import exp, log


class PlannedStream:
    """Stands in for a Stream and gives, instead of a draw, the value that a planner would use.

    The mean for normal, uniform, pert, exponential and poisson; the mode for triangular; the
    median for lognormal and weibull; the plan itself for parkinson; whether it is likelier than
    not for chance.
    """

    def normal(self, mu: float, sd: float) -> float:
        return mu

    def uniform(self, lo: float, hi: float) -> float:
        return (lo + hi) / 2

    def triangular(self, lo: float, mode: float, hi: float) -> float:
        return mode

    def pert(self, lo: float, mode: float, hi: float) -> float:
        return (lo + 4 * mode + hi) / 6

    def lognormal(self, median: float, sd: float) -> float:
        return median

    def weibull(self, shape: float, scale: float) -> float:
        return scale * exp(log(log(2.0)) / shape)

    def exponential(self, mean: float) -> float:
        return mean

    def parkinson(self, plan: float, sd: float, hidden: float = 1.0) -> float:
        return plan

    def chance(self, p: float) -> bool:
        return p >= 0.5

    def poisson(self, mean: float) -> float:
        return mean


PLANNED = PlannedStream()
