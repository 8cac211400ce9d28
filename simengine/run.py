"""Runs: a pure function of (scenario, engine, seed, answers), and the only driver of SimPy.

A live simulation cannot be saved, so none is: where a run stands is found by replaying it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from simengine.errors import N_, FormulaError, excerpt
from simengine.journal import AnswerValue, Fact
from simengine.names import DAY, DEAL_DAY
from simengine.program import DecisionSpec, Program
from simengine.scoring import Scorecard, score_state
from simengine.streams import Fork as Fork
from simengine.streams import Streams
from simengine.world.award import hold_award
from simengine.world.decisions import (
    AnswerError,
    Question,
    carry_out_answer,
    check_answer,
    comes_up,
    is_plain_choice,
    question,
    with_default,
)
from simengine.world.world import AWARD, World

# Raised by one whenever the same scenario, seed and answers would give another run.
ENGINE = "2"

# A scenario whose events feed on each other would run for ever.
_MOST_TURNS = 200_000

# Time must have gone on within so many of them.
_MOST_IN_A_MOMENT = 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to which decision."""

    decision: str
    value: AnswerValue


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where a run stands. `question` is what it waits for, None when it is finished.

    `day` is today, or the day on which the deal ended. `world` is for reading only.
    """

    program: Program
    seed: int
    answers: tuple[Answer, ...]
    status: Literal["waiting", "finished"]
    outcome: str | None
    day: float
    question: Question | None
    journal: tuple[Fact, ...]
    scorecard: Scorecard
    kernel_events: int
    world: World

    @property
    def score(self) -> float:
        """The score so far; the score, when the run is finished."""
        return self.scorecard.score


# What answers when the recorded answers are used up; None leaves the question open.
Decider = Callable[[Question, World], AnswerValue | None]


def replay(
    program: Program,
    seed: int,
    answers: Sequence[Answer] = (),
    *,
    fork: Fork | None = None,
) -> Snapshot:
    """Return where the run stands after these answers.

    With a fork, what could not be known at its step is another, and so is all that comes after
    the answer to it; while that is still awaited, nothing is another yet. Raises AnswerError for
    an answer that is not in order and FormulaError for a formula of the author that fails.
    """
    return drive(program, seed, answers, lambda asked, world: None, fork=fork)


def drive(
    program: Program,
    seed: int,
    answers: Sequence[Answer],
    decider: Decider,
    *,
    fork: Fork | None = None,
) -> Snapshot:
    """Replay the answers, then let the decider answer on; the same errors as `replay`."""
    streams = Streams(seed)
    if fork is not None and fork.step is None:
        streams.rekey(fork.luck, fork.sources)
    world = World(program, streams)
    run = _Run(world, answers, decider, fork)
    run.go()
    if len(answers) > len(run.made):
        raise AnswerError(
            N_("the run does not ask “%(decision)s” again; remove this answer and those after it"),
            {"decision": excerpt(answers[len(run.made)].decision)},
        )
    return Snapshot(
        program=program,
        seed=seed,
        answers=tuple(run.made),
        status="finished" if run.open is None else "waiting",
        outcome=world.outcome,
        day=float(world.s[DEAL_DAY]),
        question=run.open,
        journal=tuple(world.journal),
        scorecard=score_state(program, world.s),
        kernel_events=run.kernel_events,
        world=world,
    )


class _Run:
    """One run under way."""

    def __init__(
        self,
        world: World,
        recorded: Sequence[Answer],
        decider: Decider,
        fork: Fork | None,
    ) -> None:
        self.world = world
        self.recorded = recorded
        self.decider = decider
        self.fork = fork
        self.made: list[Answer] = []
        self.open: Question | None = None
        self.kernel_events = 0

    def go(self) -> None:
        """Run to the first question that nobody answers, or to the horizon."""
        world = self.world
        s, tasks, horizon = world.s, world.tasks, world.program.scenario.horizon
        due, dirty, step, peek = world.due, world.dirty, world.env.step, world.env.peek
        turns, look_at, looked_at_day = 0, _MOST_IN_A_MOMENT, -1.0
        while True:
            while due or dirty:
                if dirty:
                    world.settle()
                elif not self._decide():
                    return
            day = peek()
            if tasks.stirred and day > s[DAY]:
                tasks.begin_ready()
            elif day > horizon:
                break
            else:
                s[DAY] = day
                if not world.over:
                    s[DEAL_DAY] = day
                step()
                self.kernel_events += 1
            turns += 1
            if turns == look_at:
                if s[DAY] == looked_at_day or turns >= _MOST_TURNS:
                    raise FormulaError(
                        N_(
                            "the events around day %(day)s never stop; "
                            "let fewer of them set others off"
                        ),
                        {"day": round(s[DAY], 2)},
                    )
                look_at, looked_at_day = look_at + _MOST_IN_A_MOMENT, s[DAY]

    def _decide(self) -> bool:
        """See to what is due first. Return False when a question stays open."""
        world = self.world
        index = world.due.popleft()
        if index == AWARD:
            hold_award(world)
            return True
        decision = world.program.decisions[index]
        if not comes_up(world, decision):
            return True
        world.quantities.observe()
        step = len(self.made)
        recorded = self.recorded[step] if step < len(self.recorded) else None
        if (
            recorded is not None
            and recorded.decision == decision.id
            and is_plain_choice(world, decision, recorded.value)
        ):
            # Most answers of a replay: no need to work out the options that were not chosen.
            self._carry_out(decision, step, recorded)
            return True
        asked = question(world, decision, step)
        if asked is None:
            return True
        if recorded is None:
            asked = with_default(world, decision, asked)
            value = self.decider(asked, world)
            if value is None:
                self.open = asked
                return False
        else:
            value = _value_for(asked, recorded)
        self._carry_out(decision, step, Answer(decision.id, check_answer(asked, value)))
        return True

    def _carry_out(self, decision: DecisionSpec, step: int, answer: Answer) -> None:
        self.made.append(answer)
        fork = self.fork
        if fork is not None and fork.step == step:
            self.world.change_luck(fork.luck, fork.sources)
        carry_out_answer(self.world, decision, step, answer.value)


def _value_for(asked: Question, recorded: Answer) -> AnswerValue:
    """Return what was answered; raise AnswerError if it was to another question."""
    if recorded.decision == asked.decision:
        return recorded.value
    raise AnswerError(
        N_(
            "step %(step)s asks “%(asked)s”, but the answer is to “%(given)s”; "
            "put the answers in order"
        ),
        {
            "step": asked.step + 1,
            "asked": asked.decision,
            "given": excerpt(recorded.decision),
        },
    )
