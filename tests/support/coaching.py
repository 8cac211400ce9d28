"""Pars and reviews without the thousands of runs that they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.database import commit
from app.jobs import service as jobs
from app.library import service as library
from app.play import service as play
from app.play.models import Attempt
from app.play.service.kinds import REVIEW
from simengine.estimates import Estimate, Histogram
from simengine.policies import Plan
from simengine.review.model import DecisionReview, Label, OptionWorth, RunReview, SkillLoss
from simengine.run import ENGINE, Snapshot
from tests.support.deals import NOON

BOTS = {"default": 46.0, "random": 38.0, "cautious": 57.0, "greedy": 31.0}
PAR_MEAN = 71.0


def around(mean: float, half: float = 1.0) -> Estimate:
    """An estimate with its interval so far to either side."""
    return Estimate(n=400, mean=mean, sd=10.0, low=mean - half, high=mean + half)


def solution_of(digest: str) -> dict[str, Any]:
    """What a search would have found: a par that does everything by habit."""
    return {
        "schema": 1,
        "digest": digest,
        "engine": ENGINE,
        "runs": 60_000,
        "plan": Plan({}).as_json(),
        "mean": asdict(around(PAR_MEAN)),
        "bots": {name: asdict(around(mean)) for name, mean in BOTS.items()},
        "ahead": {name: asdict(around(PAR_MEAN - mean)) for name, mean in BOTS.items()},
    }


def give_par(digest: str) -> None:
    """Let the par of a scenario be known."""
    library.keep_par(digest, solution_of(digest), now=NOON)
    commit()


def make_review(snapshot: Snapshot, labels: Mapping[int, Label]) -> RunReview:
    """A review of a run in which each decision has the label given; "best" without one.

    A decision of which something was given away has a second answer, which was better by as many
    points as its step and one.
    """
    scenario = snapshot.program.scenario
    decisions = []
    for step, answer in enumerate(snapshot.answers):
        decision = scenario.decisions[answer.decision]
        label = labels.get(step, "best")
        loss = around(0.0 if label == "best" else step + 1.0)
        chosen = OptionWorth(
            answer=answer.value, is_chosen=True, is_par=False, n=400, worth=around(50.0 - step),
            behind=loss, histogram=Histogram(0.0, 100.0, (0, 3, 1, 0)), same_luck=snapshot.score,
            kpis=dict.fromkeys(scenario.kpis, -1.5),
        )  # fmt: skip
        decisions.append(
            DecisionReview(
                step=step,
                day=10.0 * step,
                stage=next(iter(scenario.stages)),
                decision=answer.decision,
                kind=decision.kind,
                skill=decision.skill,
                lessons=tuple(filter(None, [decision.lesson])),
                chosen=answer.value,
                par=answer.value,
                label=label,
                loss=None if label == "forced" else loss,
                kpis=dict.fromkeys(scenario.kpis, -1.5),
                behind_par=around(1.0 + step),
                expected_before=around(51.0),
                expected_after=around(50.0 - step),
                options=() if label == "forced" else (chosen,),
            )
        )
    wrong = [d for d in decisions if d.label in ("inaccuracy", "mistake", "blunder")]
    return RunReview(
        scenario=scenario.id, digest=scenario.digest, engine=ENGINE, seed=snapshot.seed,
        policy="par", score=snapshot.score, par_score=around(70.0), expected=around(50.0),
        luck=around(snapshot.score - 50.0),
        luck_by_source={"award": around(6.0), "risks": around(-2.5), "work": around(0.0)},
        luck_remainder=1.5, accuracy=around(83.0, 2.5), turning_point=1,
        costliest=tuple(d.step for d in wrong),
        skills=tuple(SkillLoss(d.skill, d.lessons, d.step + 1.0, (d.step,)) for d in wrong),
        decisions=tuple(decisions), runs=1234,
    )  # fmt: skip


def give_review(attempt: Attempt, labels: Mapping[int, Label]) -> RunReview:
    """Let a finished attempt have been reviewed, with these labels."""
    # A real review always says the same of the same run; one that is made up may not.
    play.forget_judgements()
    give_par(attempt.digest)
    job = play.ask_for_review(attempt, now=NOON)
    review = make_review(play.snapshot_of(attempt), labels)
    jobs.provide(REVIEW, job.key, review.as_json(), now=NOON)
    commit()
    return review
