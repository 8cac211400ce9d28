"""Players whose skill is known, to tell it apart from luck."""

from __future__ import annotations

from simengine.check.bots import SameDice
from simengine.policies import Imitate, Policy, play
from simengine.program import Program
from simengine.run import Answer


def same_answers(
    program: Program, policy: Policy, seed: int, other: int
) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """Return a player's answers on a seed, and the same answers on another one.

    What was not asked there is answered by the same player: by anybody else it would be another
    one's skill.
    """
    answers = play(program, seed, policy).answers
    player = SameDice(policy, seed, answers)
    return answers, play(program, other, Imitate(answers, player)).answers
