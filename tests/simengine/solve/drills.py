"""Drills small enough to try everything, and what trying everything finds."""

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import Any

from simengine.estimates import estimate
from simengine.journal import AnswerValue
from simengine.policies import Imitate, play
from simengine.program import Program
from simengine.run import Answer
from tests.simengine.making import WORDS, make_scenario

POINTS = {"points": {"value": "points", "worst": 0, "target": 100}}


def drill(variables: dict[str, Any], decisions: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """A scenario of these decisions whose score is `points`, 0 to 100."""
    every = {"points": {"known": 50, "min": 0, "max": 100}, **variables}
    frame = {"horizon": 12, "stages": {"work": {"gate": "day >= 10"}}}
    return make_scenario(**frame, variables=every, decisions=decisions, kpis=POINTS, **parts)


# Each half of the best pair is bad by itself, so no single change leads there.
TOGETHER = drill(
    {},
    {
        "one": {
            "at": "work.start",
            "options": {
                "stay": {},
                "leap": {"then": ["points -= 10"]},
                "step": {"then": ["points += 5"]},
            },
            "default": "stay",
        },
        "two": {
            "day": 3,
            "options": {
                "stay": {},
                "leap": {
                    "cases": [
                        {"when": "chose.one.leap", "then": ["points += 40"]},
                        {"when": True, "then": ["points -= 10"]},
                    ]
                },
                "step": {"then": ["points += 5"]},
            },
            "default": "stay",
        },
    },
)  # fmt: skip

# What pays off is left to chance, and only a little apart.
CHANCY = drill(
    {},
    {
        "bet": {
            "at": "work.start",
            "options": {
                "sure": {"then": ["points += 4"]},
                "even": {"then": ["points += 30 * (chance(0.5) - 0.5)"]},
                "good": {"then": ["points += 30 * (chance(0.75) - 0.5)"]},
                "bad": {"then": ["points -= 3"]},
            },
        },
        "share_out": {
            "day": 2,
            "answer": "allocation",
            "units": 3,
            "options": {
                "a": {"then": ["points += 6 * sqrt(answer)"]},
                "b": {"then": ["points += 5 * sqrt(answer)"]},
            },
        },
    },
)

# The bold answer is right in one half of all cases, and one can see which.
SEEN = drill(
    {
        "mood": {"label": WORDS, "hidden": "uniform(0, 100)", "shown_within": 0},
        "noise": {"hidden": "normal(0, 3)"},
    },
    {
        "go": {
            "at": "work.start",
            "shows": ["mood"],
            "options": {"safe": {}, "bold": {"then": ["points += 0.5 * (mood - 50) + noise"]}},
        }
    },
)

# Asked for too much one gets nothing; what would be too much is seen, as a range.
PRICE = drill(
    {"limit": {"label": WORDS, "unit": "money", "hidden": "uniform(300, 700)", "shown_within": 40}},
    {
        "price": {
            "at": "work.start",
            "shows": ["limit"],
            "answer": "amount",
            "amount": {"min": 0, "max": 1000, "step": 10, "unit": "money"},
            "default": 200,
            "then": ["points = answer / 10 if answer <= limit else 0"],
        }
    },
)


def scores(program: Program, values: dict[str, AnswerValue], seeds: Iterable[int]) -> list[float]:
    """The score of each seed when these are the answers."""
    policy = Imitate(tuple(Answer(decision, value) for decision, value in values.items()))
    return [play(program, seed, policy).score for seed in seeds]


def best_of_all(
    program: Program, answers: dict[str, Sequence[AnswerValue]], seeds: Sequence[int]
) -> tuple[dict[str, AnswerValue], float]:
    """The answers with the best mean of all combinations, and that mean."""
    combinations = [
        dict(zip(answers, values, strict=True)) for values in itertools.product(*answers.values())
    ]
    means = [math.fsum(scores(program, each, seeds)) / len(seeds) for each in combinations]
    place = max(range(len(means)), key=means.__getitem__)
    return combinations[place], means[place]


def mean(values: Sequence[float]) -> float:
    """The mean of a sample."""
    return estimate(values).mean


def sometimes(percent: float) -> dict[str, Any]:
    """A drill with a question that comes up in so many of a hundred runs; to leap is right."""
    return drill(
        {"dice": {"hidden": "uniform(0, 100)"}},
        {
            "odd": {
                "when": f"day >= 2 and dice < {percent}",
                "options": {"stay": {}, "leap": {"then": ["points += 30"]}},
                "default": "stay",
            },
            "usual": {
                "at": "work.start",
                "options": {"stay": {}, "leap": {"then": ["points += 5"]}},
                "default": "stay",
            },
        },
    )
