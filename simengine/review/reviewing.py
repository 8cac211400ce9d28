"""Reviewing a finished run: every decision, every answer that was open, and the luck.

    with ProcessPoolExecutor(2) as executor:
        review = review_run(text, 7, answers, par, executor=executor)

A decision is judged by what could be known: its futures are drawn over all that fits what was
visible at that step, never over what was true but hidden. Whatever the number of workers, the
review is the same to the last bit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Any

from simengine.estimates import estimate, histogram
from simengine.library import load_text
from simengine.policies import Imitate, Plan, Policy, play
from simengine.program import Program
from simengine.review.labels import accuracy, costliest, label, skills_to_train, turning_point
from simengine.review.luck import (
    OtherLuck,
    luck_of,
    over_other_luck,
    steps_before_award,
    without_luck,
)
from simengine.review.model import DecisionReview, Label, OptionWorth, RunReview
from simengine.review.race import LOOKS, Race, race
from simengine.review.sampling import Line, Scenario, Work, carry_out
from simengine.review.watching import Step, watch
from simengine.run import ENGINE, Answer, Snapshot
from simengine.streams import SOURCES

# Told the work done and all the work there is; whatever it raises ends the review.
Progress = Callable[[int, int], None]

# Raised whenever the same run would be reviewed otherwise, so that whoever keeps reviews knows
# which are of another time.
REVIEWING = 6

# Points of score to either side within which a loss is to be known.
PRECISION = 1.5

_BINS = 20


def review_run(
    text: str,
    seed: int,
    answers: Sequence[Answer],
    par: Policy,
    *,
    name: str = "scenario.yaml",
    executor: Executor | None = None,
    progress: Progress | None = None,
    precision: float = PRECISION,
) -> RunReview:
    """Return the review of the finished run of these answers; without an executor, right here.

    `par` is how to play on after an answer, and `name` what the scenario's text is called in
    messages. Raises ScenarioInvalid for a scenario that is not in order, AnswerError for an answer
    that is not, and ReviewError for a run that is not finished or can't be played on.
    """
    program = load_text(text, name)
    run, steps = watch(program, seed, answers, par)
    scenario = Scenario(text, name, seed)
    open_steps = [step for step in steps if len(step.answers) > 1]
    lucks = _lucks(scenario, run, par)
    races = [_race(scenario, step, run.answers, par, run.score, precision) for step in open_steps]
    works: list[Work[Any]] = [*lucks, *races]
    results = carry_out(works, executor, _Teller(len(works), progress).told)
    par_runs, *source_runs = results[: len(lucks)]
    ended = {
        step.asked.step: found
        for step, found in zip(open_steps, results[len(lucks) :], strict=True)
    }
    stakes = par.stakes if isinstance(par, Plan) else {}
    decisions = tuple(
        _decision(program, step, ended.get(step.asked.step), stakes.get(step.asked.decision))
        for step in steps
    )
    behind_par = [each.behind_par for each in decisions if each.behind_par is not None]
    expected = without_luck(par_runs.worth, behind_par)
    luck = luck_of(run.score, expected)
    by_source = {
        source: luck_of(found.score, found.worth)
        for source, found in zip(SOURCES, source_runs, strict=True)
    }
    return RunReview(
        scenario=program.scenario.id,
        digest=program.scenario.digest,
        engine=ENGINE,
        seed=seed,
        policy=par.name,
        score=run.score,
        par_score=par_runs.worth,
        expected=expected,
        luck=luck,
        luck_by_source=by_source,
        luck_remainder=luck.mean - math.fsum(found.mean for found in by_source.values()),
        accuracy=accuracy(decisions),
        turning_point=turning_point(decisions, run.score),
        costliest=costliest(decisions),
        skills=skills_to_train(decisions),
        decisions=decisions,
        runs=sum(found.runs for found in results),
    )


def _lucks(scenario: Scenario, run: Snapshot, par: Policy) -> list[Work[OtherLuck]]:
    """Return the works on what luck par has, of all sources and of each; at the award it plays on
    after the run's own bid."""
    as_par, own_bid = (
        Line(run.answers[:steps], par) for steps in (0, steps_before_award(run.journal))
    )
    by_par, by_bid = (
        play(run.program, scenario.seed, par, line.answers).score for line in (as_par, own_bid)
    )
    return [
        over_other_luck(scenario, own_bid, by_bid, source)
        if source == "award"
        else over_other_luck(scenario, as_par, by_par, source)
        for source in (None, *SOURCES)
    ]


def _race(
    scenario: Scenario,
    step: Step,
    answers: Sequence[Answer],
    par: Policy,
    score: float,
    precision: float,
) -> Work[Race]:
    at = step.asked.step
    ways = [(*answers[:at], Answer(step.asked.decision, value)) for value in step.answers]
    imitate = Imitate(tuple(answers), par)
    return race(
        scenario,
        at,
        [Line(way, par) for way in ways],
        [Line(way, imitate) for way in ways],
        step.answers.index(step.chosen),
        step.answers.index(step.par),
        score,
        precision,
    )


def _decision(
    program: Program, step: Step, found: Race | None, at_stake: float | None
) -> DecisionReview:
    decision = program.scenario.decisions[step.asked.decision]
    kpis = [kpi.id for kpi in program.kpis]
    options = [] if found is None else [_option(step, found, at, kpis) for at in _ranked(found)]
    chosen = next((option for option in options if option.is_chosen), None)
    par = next((option for option in options if option.is_par), None)
    return DecisionReview(
        step=step.asked.step,
        day=step.asked.day,
        stage=step.stage,
        decision=step.asked.decision,
        kind=decision.kind,
        skill=decision.skill,
        lessons=() if decision.lesson is None else (decision.lesson,),
        chosen=step.chosen,
        par=step.par,
        label="forced" if found is None else _label(found),
        loss=None if found is None else found.loss,
        kpis={} if chosen is None else chosen.kpis,
        behind_par=None if found is None else found.behind_par,
        expected_before=None if par is None else par.worth,
        expected_after=None if chosen is None else chosen.worth,
        options=tuple(options),
        stake=at_stake,
    )


def _label(found: Race) -> Label:
    return label(found.loss, is_best=found.best == found.chosen, is_settled=found.is_settled)


def _ranked(found: Race) -> list[int]:
    """Return the places of the answers, the best one's first."""
    places = range(len(found.entries))
    return sorted(places, key=lambda at: (at != found.best, found.behind(at).mean))


def _option(step: Step, found: Race, at: int, kpis: Sequence[str]) -> OptionWorth:
    runs, best = found.entries[at].runs, found.entries[found.best].runs
    pairs = list(zip(runs, best, strict=False))
    return OptionWorth(
        answer=step.answers[at],
        is_chosen=at == found.chosen,
        is_par=step.answers[at] == step.par,
        n=len(runs),
        worth=estimate([run.score for run in runs]),
        behind=found.behind(at),
        histogram=histogram(found.entries[at].scores, 0.0, 100.0, _BINS),
        same_luck=found.same_luck[at],
        kpis={
            kpi: math.fsum(own.shares[place] - other.shares[place] for own, other in pairs)
            / len(pairs)
            for place, kpi in enumerate(kpis)
        },
    )


class _Teller:
    """Tells of the works as if each had as many looks as a race may have; they seldom do."""

    def __init__(self, works: int, progress: Progress | None) -> None:
        self.looks = [0] * works
        self.progress = progress

    def told(self, place: int, has_ended: bool) -> None:
        """Hear of a work, and tell how far all of them are."""
        self.looks[place] = len(LOOKS) if has_ended else self.looks[place] + 1
        if self.progress is not None:
            self.progress(sum(self.looks), len(LOOKS) * len(self.looks))
