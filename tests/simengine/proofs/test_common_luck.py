"""Common random numbers: on the same seeds two ways to play are told apart with fewer runs.

On the flagship somebody plays by habit throughout; somebody else does so too, but for one
decision, which is made cautiously. That is the comparison by which options are judged. The
difference of the scores is taken once on common seeds, and once with seeds of its own for each.
"""

import math
import statistics

from config import ROOT
from simengine.estimates import estimate
from simengine.journal import AnswerValue
from simengine.library import load_file
from simengine.policies import POLICIES
from simengine.program import Program
from simengine.run import drive
from simengine.sight import Sight
from simengine.streams import Streams
from simengine.world import World
from simengine.world.decisions import Question
from tests.simengine.proofs.gauges import tell

SEEDS = 60
TIMES = 3.0


def scores(program: Program, cautious_at: str | None) -> list[float]:
    """The score of each seed, when this decision is made cautiously and all others by habit."""
    decisions = program.scenario.decisions

    def decide(asked: Question, world: World) -> AnswerValue:
        policy = POLICIES["cautious" if asked.decision == cautious_at else "default"]
        sight = Sight(world, decisions[asked.decision])
        return policy(asked, sight, Streams(0).at("unused"))

    return [drive(program, seed, (), decide).score for seed in range(SEEDS)]


def variances(first: list[float], second: list[float]) -> tuple[float, float]:
    """The variance of the difference on common seeds, and between each seed and the next."""
    common = [one - other for one, other in zip(first, second, strict=True)]
    apart = [one - other for one, other in zip(first, second[1:] + second[:1], strict=True)]
    return estimate(common).sd ** 2, estimate(apart).sd ** 2


def test_common_seeds_tell_two_answers_apart_with_a_third_of_the_runs_or_fewer() -> None:
    program = load_file(ROOT / "scenarios" / "smart-factory")
    usual = scores(program, None)
    found = {
        decision: variances(usual, scores(program, decision))
        for decision in program.scenario.decisions
    }
    times = {key: apart / common for key, (common, apart) in found.items() if common > 1e-9}
    whole = math.fsum(apart for key, (_, apart) in found.items() if key in times) / math.fsum(
        found[key][0] for key in times
    )
    hardest = min(times, key=lambda key: times[key])
    tell(
        f"common seeds, {len(times)} decisions of the flagship on {SEEDS} seeds: the variance of "
        f"the difference falls {whole:.1f} times over all of them, {times[hardest]:.1f} times "
        f"for {hardest}, {statistics.median(times.values()):.0f} times for the middle one"
    )
    assert len(times) >= 10
    assert whole >= TIMES
    assert statistics.median(times.values()) >= TIMES
