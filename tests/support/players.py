"""Players whose skill is known, to tell it apart from luck."""

from __future__ import annotations

from dataclasses import dataclass

from simengine.journal import AnswerValue
from simengine.policies import Imitate, Policy, play
from simengine.policies.imitate import times_asked
from simengine.program import Program
from simengine.questions import Question
from simengine.run import Answer
from simengine.sight import Sight
from simengine.streams import Stream, Streams


@dataclass(frozen=True)
class OwnDice:
    """Plays as a policy does, with dice of its own: by a run's luck it throws no other ones."""

    policy: Policy
    seed: int

    @property
    def name(self) -> str:
        """What the policy is called."""
        return self.policy.name

    def __call__(self, asked: Question, sight: Sight, _stream: Stream) -> AnswerValue:
        """Return the policy's answer, with the same dice for the same question."""
        dice = Streams(self.seed).at("policy", asked.decision, times_asked(asked, sight))
        return self.policy(asked, sight, dice)


def same_answers(
    program: Program, policy: Policy, seed: int, other: int
) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """Return a player's answers on a seed, and the same answers on another one.

    What was not asked there is answered by the same player: by anybody else it would be another
    one's skill.
    """
    player = OwnDice(policy, seed)
    answers = play(program, seed, player).answers
    return answers, play(program, other, Imitate(answers, player)).answers
