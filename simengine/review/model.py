"""What a review says. Plain frozen values; every number that was sampled carries its interval.

All worths, losses and lucks are in points of score, out of 100.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from simengine.estimates import Estimate, Histogram
from simengine.journal import AnswerValue

# `close`: too close to call. `forced`: there was nothing else to answer.
Label = Literal["best", "good", "inaccuracy", "mistake", "blunder", "close", "forced"]


@dataclass(frozen=True, slots=True)
class OptionWorth:
    """What one answer to a decision was worth.

    `worth` is the expected score over the futures that fitted what was visible then, followed by
    par, without the luck of the draw at the award; `histogram` is how the scores were spread from
    0 to 100 with it. `behind` is how far the answer
    is behind the best one on the same futures, with an interval that holds for all answers of the
    decision together and at every look of the race. `kpis` says which KPIs made it, in points of
    score against the best answer: below zero where the best one was better.

    `same_luck` is what became of this very run with this answer: the same luck, the trainee's
    later answers where they still fit, then par. It is hindsight, and counts for nothing.

    `n` is the number of futures; an answer that fell out of the race early has fewer.
    """

    answer: AnswerValue
    is_chosen: bool
    is_par: bool
    n: int
    worth: Estimate
    behind: Estimate
    histogram: Histogram
    same_luck: float
    kpis: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class DecisionReview:
    """What was decided at a step and what it gave away.

    `options` has the best first. `loss` is the worth of the best answer less that of the chosen
    one; its interval has the confidence of the whole review's labels. `kpis` says which KPIs paid
    for it, in points of score: below zero for what the chosen answer gave away.

    `behind_par` is the worth of par's answer less that of the chosen one, below zero where par's is
    not as good. `expected_before` is the score to expect when the question stood, with par to
    answer it; `expected_after` the score to expect once it was answered.

    Where the answer was forced there are no options, and all that was sampled is None or empty.

    `stake` is what is usually at stake in this decision, in points of score; None where it was
    never measured.
    """

    step: int
    day: float
    stage: str
    decision: str
    kind: str
    skill: str
    lessons: tuple[str, ...]
    chosen: AnswerValue
    par: AnswerValue
    label: Label
    loss: Estimate | None
    kpis: Mapping[str, float]
    expected_before: Estimate | None
    expected_after: Estimate | None
    options: tuple[OptionWorth, ...]
    stake: float | None = None
    behind_par: Estimate | None = None


@dataclass(frozen=True, slots=True)
class SkillLoss:
    """A skill to train: what its decisions gave away together, at which steps, and the lessons
    about it."""

    skill: str
    lessons: tuple[str, ...]
    loss: float
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RunReview:
    """How a finished run was decided, and what chance added to it.

    `par_score` is what par makes over all luck, and `expected` is that less what the answers gave
    away against par's: what the run was worth without luck. `luck` is the score less that.
    `luck_by_source` says, for each source of chance, what its luck was worth: the score by it less
    the mean score when that source alone is redrawn. Par plays, for a player's wrong answers would
    be counted again; at the award after the run's own bid. Sources act on each other and on the
    run's own way, so these shares need not add up to the luck; `luck_remainder` is what is left.

    `accuracy` is 0-100, and its interval says how well this review knows it. `turning_point` is the
    step from which to the next the score to expect changed most, by the answer and by what chance
    then brought; None where nothing was sampled, or no change is beyond its error. `costliest`
    holds the steps that lost most, three at most, the worst first. `policy` is the name of par;
    `runs` counts the runs that it all took.
    """

    scenario: str
    digest: str
    engine: str
    seed: int
    policy: str
    score: float
    par_score: Estimate
    expected: Estimate
    luck: Estimate
    luck_by_source: Mapping[str, Estimate]
    luck_remainder: float
    accuracy: Estimate
    turning_point: int | None
    costliest: tuple[int, ...]
    skills: tuple[SkillLoss, ...]
    decisions: tuple[DecisionReview, ...]
    runs: int

    def as_json(self) -> dict[str, Any]:
        """Return the review as plain data: dataclasses as objects, tuples as lists."""
        plain: dict[str, Any] = _plain(self)
        return plain


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
