"""The people of a pool and the work that waits for them, against the theory of queues."""

import math

import pytest

from tests.simengine.proofs.gauges import half_width, holds, tell
from tests.simengine.proofs.queues import Arrivals, Waits, make_queue, observe

# Narrow enough to tell the right queue from a wrong one: half the interval, as a share.
_PRECISE = 0.18

_LOGNORMAL_SD = 0.4
"""Ln sd of work packages (CESAW); a mean of 1 makes the median exp(-sd² / 2)."""

_LOGNORMAL = f"lognormal({math.exp(-(_LOGNORMAL_SD**2) / 2)}, {_LOGNORMAL_SD})"


def check(name: str, waits: Waits, length: float, share: float) -> None:
    tell(
        f"{name}: Wq {waits.length.mean:.4f} [{waits.length.low:.4f}, {waits.length.high:.4f}] "
        f"should be {length:.4f}; P(wait) {waits.share.mean:.4f} "
        f"[{waits.share.low:.4f}, {waits.share.high:.4f}] should be {share:.4f}; "
        f"{waits.length.n} replications, {waits.customers} customers"
    )
    assert holds(waits.length, length)
    assert holds(waits.share, share)
    assert half_width(waits.length) < _PRECISE * length
    assert half_width(waits.share) < 0.04 * share


@pytest.mark.parametrize(
    ("servers", "load", "length", "share", "window"),
    [
        (1, 0.8, 4.0, 0.8, range(200, 1200)),
        (3, 0.8, 1.0787, 0.6472, range(400, 1600)),
        (5, 0.9, 1.5250, 0.7625, range(800, 2800)),
    ],
)
def test_exponential_service_waits_as_erlang_says(
    servers: int, load: float, length: float, share: float, window: range
) -> None:
    """Erlang C (1917): P(wait) = C, Wq = C / (c μ - λ)."""
    customers = Arrivals("a", servers * load)
    queue = make_queue(servers, "exponential(1)", 1.15 * window.stop / customers.rate, customers)
    (waits,) = observe(queue, 50, a=window)
    check(f"M/M/{servers} at {load:.0%}", waits, length, share)


@pytest.mark.parametrize(
    ("name", "service", "second_moment"),
    [("M/D/1", "1", 1.0), ("M/G/1 lognormal", _LOGNORMAL, math.exp(_LOGNORMAL_SD**2))],
)
def test_any_service_waits_as_pollaczek_and_khinchine_say(
    name: str, service: str, second_moment: float
) -> None:
    """Pollaczek (1930), Khinchine (1932): Wq = λ E[S²] / 2(1 - ρ)."""
    queue = make_queue(1, service, 1450, Arrivals("a", 0.8))
    (waits,) = observe(queue, 50, a=range(200, 1000))
    check(f"{name} at 80%", waits, 0.8 * second_moment / (2 * (1 - 0.8)), 0.8)


def test_urgent_work_overtakes_but_does_not_interrupt() -> None:
    """Cobham (1954): W_high = W₀ / (1 - ρ_high), W_low = W_high / (1 - ρ), W₀ = λ E[S²] / 2."""
    kinds = (Arrivals("high", 0.4, 1, 40), Arrivals("low", 0.4, 0, 100))
    queue = make_queue(1, "exponential(1)", 1850, *kinds)
    high, low = observe(queue, 60, high=range(100, 640), low=range(100, 640))
    check("M/M/1 at 80%, urgent half", high, 0.8 / (1 - 0.4), 0.8)
    check("M/M/1 at 80%, other half", low, 0.8 / ((1 - 0.4) * (1 - 0.8)), 0.8)
