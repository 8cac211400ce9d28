"""Letting a policy play."""

from __future__ import annotations

from collections.abc import Sequence

from simengine.journal import AnswerValue
from simengine.policies.bots import POLICIES
from simengine.policies.policy import Policy
from simengine.program import Program
from simengine.questions import Question
from simengine.run import Answer, Snapshot, drive
from simengine.sight import Sight
from simengine.streams import Fork, Streams
from simengine.world import World


def play(
    program: Program,
    seed: int,
    policy: str | Policy,
    answers: Sequence[Answer] = (),
    *,
    fork: Fork | None = None,
) -> Snapshot:
    """Return the finished run of a seed: these answers first, then what the policy makes of it.

    A policy is named or given. `fork` is that of `replay`, and so are the errors; where all luck
    is another, so are a policy's dice from its step on.
    """
    answer = POLICIES[policy] if isinstance(policy, str) else policy
    # A stream of its own: a policy's dice must not move the world's luck.
    streams = Streams(seed)
    decisions = program.scenario.decisions

    def decide(asked: Question, world: World) -> AnswerValue:
        if fork is not None and fork.sources is None and asked.step >= (fork.step or 0):
            streams.rekey(fork.luck)
        stream = streams.at("policy", answer.name, asked.step)
        return answer(asked, Sight(world, decisions[asked.decision]), stream)

    return drive(program, seed, answers, decide, fork=fork)
