"""The risk matrix: how likely each risk was held to be, and how severe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LEVELS = 5
CELL_WIDTH, CELL_HEIGHT = 72.0, 34.0
LEFT, TOP, BOTTOM = 34.0, 6.0, 34.0
RADIUS = 10.0
_ABREAST = 3
# Likelihood times severity, as registers usually colour it.
_HIGH_FROM, _MIDDLE_FROM = 12, 5

Zone = Literal["low", "middle", "high"]


@dataclass(frozen=True)
class RatedRisk:
    """A risk with its number in the register, and what its dot should look like."""

    number: int
    likelihood: int
    severity: int
    look: str


@dataclass(frozen=True)
class Cell:
    """A square of the matrix."""

    x: float
    y: float
    zone: Zone


@dataclass(frozen=True)
class Dot:
    """A risk in its square."""

    number: int
    x: float
    y: float
    look: str


@dataclass(frozen=True)
class RiskMap:
    """The drawing: likelihood upwards, severity to the right."""

    width: float
    height: float
    cells: tuple[Cell, ...]
    dots: tuple[Dot, ...]

    @property
    def bottom(self) -> float:
        """Where the squares end."""
        return TOP + LEVELS * CELL_HEIGHT

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the squares."""
        return LEFT + LEVELS * CELL_WIDTH / 2, TOP + LEVELS * CELL_HEIGHT / 2


def draw_risk_map(risks: Sequence[RatedRisk]) -> RiskMap | None:
    """The matrix of the rated risks; None when none is rated."""
    if not risks:
        return None
    levels = range(1, LEVELS + 1)
    cells = tuple(
        Cell(*_corner(likelihood, severity), zone=_zone(likelihood * severity))
        for likelihood in levels
        for severity in levels
    )
    together: dict[tuple[int, int], list[RatedRisk]] = defaultdict(list)
    for risk in risks:
        together[risk.likelihood, risk.severity].append(risk)
    dots = [
        Dot(risk.number, *_place(cell, place, len(neighbours)), look=risk.look)
        for cell, neighbours in together.items()
        for place, risk in enumerate(neighbours)
    ]
    return RiskMap(
        width=LEFT + LEVELS * CELL_WIDTH + 2,
        height=TOP + LEVELS * CELL_HEIGHT + BOTTOM,
        cells=cells,
        dots=tuple(sorted(dots, key=lambda dot: dot.number)),
    )


def _corner(likelihood: int, severity: int) -> tuple[float, float]:
    return LEFT + (severity - 1) * CELL_WIDTH, TOP + (LEVELS - likelihood) * CELL_HEIGHT


def _zone(product: int) -> Zone:
    if product >= _HIGH_FROM:
        return "high"
    return "middle" if product >= _MIDDLE_FROM else "low"


def _place(cell: tuple[int, int], place: int, count: int) -> tuple[float, float]:
    """Side by side from the middle of the square; more than fit go over one another, askew."""
    x, y = _corner(*cell)
    abreast = min(count, _ABREAST)
    across = (place % _ABREAST - (abreast - 1) / 2) * (2 * RADIUS + 2)
    down = (place // _ABREAST) * RADIUS * 0.8
    return round(x + CELL_WIDTH / 2 + across, 1), round(y + CELL_HEIGHT / 2 + down, 1)
