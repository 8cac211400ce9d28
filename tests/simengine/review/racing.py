"""Races without a simulator: what each answer scores in a future is said by a function."""

import functools
import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from simengine.policies import POLICIES
from simengine.review.race import Race, race
from simengine.review.sampling import Batch, Line, Outcome, Scenario
from simengine.run import Answer
from simengine.streams import Fork

SCENARIO = Scenario("text", "name", 1)
MOST_RUNNERS = 8


class Future(NamedTuple):
    """What chance holds: standard normals, one for all answers and one for each, and a uniform."""

    common: float
    own: tuple[float, ...]
    chance: float


# What an answer scores in a future; its place says which of the normals is its own.
Runner = Callable[[Future, int], float]


def around(mean: float, own: float = 0.0, common: float = 10.0) -> Runner:
    """Scores around `mean`: the standard deviations are its own, and what all have in common."""
    return lambda future, place: mean + common * future.common + own * future.own[place]


def seldom_hurt(mean: float, chance: float, harm: float) -> Runner:
    """Around `mean`, but once in a while much worse."""
    return lambda future, place: (
        mean + 10 * future.common - (harm if future.chance < chance else 0.0)
    )


def run_race(
    runners: Sequence[Runner],
    chosen: int = 0,
    *,
    par: int | None = None,
    seed: int = 1,
    precision: float = 1.5,
    told: Callable[[Sequence[Batch]], None] = lambda asked: None,
) -> Race:
    """The race of these runners; each sees the same future by the same luck."""
    lines = [
        Line((Answer("d", float(place)),), POLICIES["default"]) for place in range(len(runners))
    ]
    work = race(SCENARIO, 0, lines, lines, chosen, chosen if par is None else par, 50.0, precision)
    asked = next(work)
    while True:
        told(asked)
        found = [
            tuple(_outcome(runners, line, _future(seed, fork)) for line in batch.lines)
            for batch in asked
            for fork in batch.forks
        ]
        try:
            asked = work.send(found)
        except StopIteration as end:
            result: Race = end.value
            return result


def place_of(line: Line) -> int:
    """Which of the runners the line means."""
    value = line.answers[0].value
    assert isinstance(value, float)
    return int(value)


def _outcome(runners: Sequence[Runner], line: Line, future: Future) -> Outcome:
    place = place_of(line)
    score = round(runners[place](future, place), 6)
    return Outcome(score, (score / 4, 3 * score / 4), 0.0)


@functools.lru_cache(maxsize=1000)
def _future(seed: int, fork: Fork | None) -> Future:
    draw = random.Random(1000 * seed + (fork.luck if fork else 999))
    own = tuple(draw.gauss(0, 1) for _ in range(MOST_RUNNERS))
    return Future(draw.gauss(0, 1), own, draw.random())
