"""What to call a loss, and what all of them together say: all thresholds stand here.

A loss is in points of score. The grades of a scenario lie about a dozen points apart, and the most
that a run can do is to spoil some of these: so an answer that gives away half a grade by itself is
a blunder, a quarter is a mistake, an eighth an inaccuracy. Less than that is within what a review
tells apart, and is good. (Chess servers cut at 5, 10 and 15 % of winning chances: Lichess, 2021.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from simengine.estimates import Estimate, Interval, add_up
from simengine.review.model import DecisionReview, Label, SkillLoss

INACCURACY = 1.5
MISTAKE = 3.0
BLUNDER = 6.0

WRONG: frozenset[Label] = frozenset({"inaccuracy", "mistake", "blunder"})

# So many points halve what is left, in accuracy and in weight.
_HALVING = BLUNDER

_MOST_COSTLIEST = 3


def label(loss: Estimate, *, is_best: bool, is_settled: bool) -> Label:
    """Return what to call the loss of an answer.

    The best one is best when no other can be better by more than the review tells apart. Of the
    others, one whose loss is surely small is good; where it may also be none at all, or is not
    known well enough, it is too close to call.
    """
    if not is_settled:
        return "close"
    if is_best:
        return "best"
    if loss.high <= INACCURACY:
        return "good"
    if loss.low <= 0:
        return "close"
    if loss.mean >= BLUNDER:
        return "blunder"
    if loss.mean >= MISTAKE:
        return "mistake"
    return "inaccuracy" if loss.mean >= INACCURACY else "good"


def decision_accuracy(decision: DecisionReview) -> float | None:
    """Return how accurate one decision was: 100 for the best answer, 0 for one that gives away all
    that is usually at stake, or more; None where nothing else could be answered.

    Between them points count for less the more of them are lost, x of them as 1 - 2^(-x / 6): an
    exponential, as in Lichess's accuracy of a move (103.17 · e^(-0.0435 x) - 3.17 for x % of
    winning chances), for ten small losses are worse than a large one of the same sum.
    """
    if decision.loss is None:
        return None
    weight = stake(decision)
    if not weight:
        return 100.0
    return 100.0 * (1.0 - _given_away(decision.label, decision.loss, weight).mean / weight)


def stake(decision: DecisionReview) -> float:
    """Return the weight of a decision, 0 to 1: what is usually at stake in it, as accuracy counts
    it. 0 where nothing else could be answered.

    Lichess weighs moves by how volatile the position was; else a dozen questions that hardly matter
    would hide the one that did. It does not grow with the points for ever, or whether to bid at all
    would hide all that follows. And it does not go by the run: what luck has put at stake is no
    skill, and in a run it is known to some points only, which would move the accuracy by as many.
    Where it was never measured it must go by the run all the same, by its worst answer.
    """
    if decision.loss is None:
        return 0.0
    if decision.stake is not None:
        return _counted(decision.stake)
    return _counted(max([0.0, *(option.behind.mean for option in decision.options)]))


def accuracy(decisions: Sequence[DecisionReview]) -> Estimate:
    """Return how well a run was decided: 100 if every answer was the best one, 0 if all gave away
    what was at stake; 100 where nothing was. It is the mean accuracy of the decisions by their
    weights; `n` counts those that have one, and `sd` is their spread.

    The interval says within what the review knows it. It is recovered from those of the losses, for
    each decision has futures of its own. That of the weights is left out, where they are this run's
    own.
    """
    counting = [
        (weight, _given_away(each.label, each.loss, weight))
        for each in decisions
        if each.loss is not None and (weight := stake(each))
    ]
    if not counting:
        return Estimate(0, 100.0, 0.0, 100.0, 100.0)
    total = math.fsum(weight for weight, _ in counting)
    least, given_away, most = add_up([given for _, given in counting])
    mean, low, high = (100.0 * (1.0 - given / total) for given in (given_away, most, least))
    spread = math.fsum(
        weight * (100.0 * (1.0 - given.mean / weight) - mean) ** 2 for weight, given in counting
    )
    sd = math.sqrt(spread / total)
    return Estimate(len(counting), mean, sd, max(0.0, low), min(100.0, high))


def _given_away(named: Label, loss: Estimate, weight: float) -> Interval:
    """Return what an answer gave away, of a weight of 1 at most, with the interval of its loss."""
    low, mean, high = (min(_counted(lost), weight) for lost in (loss.low, loss.mean, loss.high))
    return Interval(low, mean, high) if named != "best" else Interval(0.0, 0.0, high)


def _counted(points: float) -> float:
    found: float = 1.0 - 2.0 ** (-points / _HALVING)
    return found


def costliest(decisions: Sequence[DecisionReview]) -> tuple[int, ...]:
    """Return the steps that were wrong and lost most, three at most, the worst first."""
    wrong = [each for each in decisions if each.label in WRONG]
    wrong.sort(key=lambda each: -_lost(each))
    return tuple(each.step for each in wrong[:_MOST_COSTLIEST])


def skills_to_train(decisions: Sequence[DecisionReview]) -> tuple[SkillLoss, ...]:
    """Return the skills of the decisions that were wrong, with the one that lost most first."""
    by_skill: dict[str, list[DecisionReview]] = {}
    for each in decisions:
        if each.label in WRONG:
            by_skill.setdefault(each.skill, []).append(each)
    found = [
        SkillLoss(
            skill=skill,
            lessons=tuple(dict.fromkeys(lesson for each in wrong for lesson in each.lessons)),
            loss=math.fsum(_lost(each) for each in wrong),
            steps=tuple(each.step for each in wrong),
        )
        for skill, wrong in by_skill.items()
    ]
    return tuple(sorted(found, key=lambda each: -each.loss))


def turning_point(decisions: Sequence[DecisionReview], score: float) -> int | None:
    """Return the step from which to the next the score to expect changed most; the last one goes
    to the score itself. None where nothing was expected, or no change is greater than its error."""
    known = [(each.step, each.expected_before) for each in decisions if each.expected_before]
    ends = [*(expected for _, expected in known[1:]), Estimate(1, score, 0.0, score, score)]
    changes = [
        (change, -step)
        for (step, before), after in zip(known, ends, strict=False)
        if (change := abs(after.mean - before.mean))
        > math.hypot(before.high - before.mean, after.high - after.mean)
    ]
    return -max(changes)[1] if changes else None


def _lost(decision: DecisionReview) -> float:
    return 0.0 if decision.loss is None else decision.loss.mean
