"""What reviews say of decisions, in short and for many attempts at once.

A review is kept whole, with every option and future: some ninety kilobytes. What it says of each
decision is a few numbers, and these are kept in memory once they were read. They never decide
anything: a review is known by what it was made of, so the same key always says the same.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from app.jobs import service as jobs
from app.library import service as library
from app.play.models import Attempt
from app.play.service.kinds import REVIEW
from app.play.service.replays import answers_by_attempt, can_replay
from app.play.service.reviewing import read_review, review_key
from simengine.review.labels import WRONG, decision_accuracy, stake
from simengine.review.model import Label, RunReview

_KEPT = 2048
_recent: OrderedDict[str, JudgedRun] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class JudgedDecision:
    """A decision as its review judges it: `loss` in points of score, `accuracy` 0-100, and
    `stake`, its weight by what could be lost, 0-1."""

    step: int
    decision: str
    skill: str
    label: Label
    loss: float
    accuracy: float
    stake: float

    @property
    def is_wrong(self) -> bool:
        """Whether it surely gave away enough to matter."""
        return self.label in WRONG


@dataclass(frozen=True, slots=True)
class JudgedRun:
    """The decisions of a reviewed attempt, without those where nothing else could be answered."""

    accuracy: float
    decisions: tuple[JudgedDecision, ...]


def judged_runs(attempts: Sequence[Attempt]) -> dict[int, JudgedRun]:
    """What the reviews of these attempts say, by the number of the attempt; those that have no
    review are left out."""
    finished = [one for one in attempts if one.status == "finished" and can_replay(one)]
    pars = {digest: library.find_par(digest) for digest in {one.digest for one in finished}}
    answers = answers_by_attempt([one.id for one in finished])
    keys = {
        one.id: review_key(one, answers[one.id], par)
        for one in finished
        if (par := pars[one.digest]) is not None
    }
    judged = _judged_by_key(set(keys.values()))
    return {attempt_id: judged[key] for attempt_id, key in keys.items() if key in judged}


def forget_judgements() -> None:
    """Empty the cache."""
    with _lock:
        _recent.clear()


def _judged_by_key(keys: set[str]) -> dict[str, JudgedRun]:
    with _lock:
        known = {key: _recent[key] for key in keys if key in _recent}
    missing = keys - known.keys()
    read = (
        {key: _judge(read_review(found)) for key, found in jobs.results_of(REVIEW, missing).items()}
        if missing
        else {}
    )
    with _lock:
        _recent.update(read)
        while len(_recent) > _KEPT:
            _recent.popitem(last=False)
    return {**known, **read}


def _judge(review: RunReview) -> JudgedRun:
    return JudgedRun(
        accuracy=review.accuracy.mean,
        decisions=tuple(
            JudgedDecision(
                step=each.step,
                decision=each.decision,
                skill=each.skill,
                label=each.label,
                loss=each.loss.mean,
                accuracy=accuracy,
                stake=stake(each),
            )
            for each in review.decisions
            if each.loss is not None and (accuracy := decision_accuracy(each)) is not None
        ),
    )
