"""What a review promises of skill and luck, measured on whole deals over many seeds.

Usage: bench_promises.py [SEEDS [SLUG ...]]. For each scenario: how par fares when it is reviewed
against itself, how chance fares, and by how much another luck moves the score and the accuracy: of
the same answers, and of the same player, who sees what that luck has brought. The promises are
tests too (`tests/simengine/review/test_promises.py`), on scenarios that are quick to review; this
is the long look at those that are not.
"""

import itertools
import json
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor

from config import ROOT
from simengine.check.bots import SameDice, graded
from simengine.library import find_par, load_file, read_file
from simengine.policies import POLICIES, Policy, play
from simengine.review.model import RunReview
from simengine.review.reviewing import review_run
from simengine.run import Answer
from simengine.workers import process_pool
from tests.support.players import same_answers

SEEDS = 8
SLUGS = ("smart-factory",)
WORKERS = 2

# The seeds of the same answers under another luck are so far from the first.
OTHER_LUCK = 1000


class Reviewer:
    """Reviews runs of one scenario against its par."""

    def __init__(self, slug: str, executor: Executor) -> None:
        self.slug = slug
        self.path = ROOT / "scenarios" / slug
        self.program = load_file(self.path)
        self.par = find_par(self.path) or POLICIES["cautious"]
        self.executor = executor

    def answers(self, policy: Policy, seed: int) -> tuple[Answer, ...]:
        return play(self.program, seed, policy).answers

    def review(self, answers: tuple[Answer, ...], seed: int) -> RunReview:
        text, name = read_file(self.path)
        return review_run(text, seed, answers, self.par, name=name, executor=self.executor)


def say(slug: str, name: str, value: float, unit: str) -> None:
    """Print one figure."""
    line = {"name": f"{name}:{slug}", "value": round(value, 2), "unit": unit}
    print(json.dumps(line), flush=True)


def mistakes(reviews: Iterable[RunReview]) -> Counter[str]:
    """How often each decision was called a mistake or a blunder."""
    return Counter(
        each.decision
        for found in reviews
        for each in found.decisions
        if each.label in ("mistake", "blunder")
    )


def moved(
    first: Sequence[RunReview], second: Sequence[RunReview], figure: Callable[[RunReview], float]
) -> float:
    """By how much another luck moved a figure, on average."""
    pairs = zip(first, second, strict=True)
    return statistics.fmean(abs(figure(one) - figure(other)) for one, other in pairs)


def measure(slug: str, seeds: range, executor: Executor) -> None:
    """Print the figures of one scenario."""
    reviewer = Reviewer(slug, executor)
    of_par = [reviewer.review(reviewer.answers(reviewer.par, seed), seed) for seed in seeds]
    made = mistakes(of_par)
    print(f"{slug}: par's mistakes {dict(made)}", file=sys.stderr)
    decided = sum(len(found.decisions) for found in of_par)
    say(slug, "par_accuracy", statistics.fmean(found.accuracy.mean for found in of_par), "%")
    say(slug, "par_mistakes_per_100_decisions", 100 * made.total() / decided, "decisions")
    of_dice = [reviewer.review(reviewer.answers(POLICIES["random"], seed), seed) for seed in seeds]
    say(slug, "random_accuracy", statistics.fmean(found.accuracy.mean for found in of_dice), "%")
    say(slug, "random_mistakes", mistakes(of_dice).total() / len(of_dice), "decisions a run")
    for player, reviews in (("par", of_par), ("random", of_dice)):
        # Nothing but noise: luck is nothing on average, however somebody plays.
        say(
            slug, f"{player}_luck", statistics.fmean(found.luck.mean for found in reviews), "points"
        )
    swap_luck(reviewer, seeds)


def swap_luck(reviewer: Reviewer, seeds: range) -> None:
    """Print by how much another luck moves the score and the accuracy, first of the same answers,
    then of the same player."""
    slug, program = reviewer.slug, reviewer.program
    own, same, player = [], [], []
    # Trainees are neither par nor dice, so players of every skill take turns.
    for seed, skill in zip(seeds, itertools.cycle(graded(reviewer.par))):
        other = seed + OTHER_LUCK
        answers, again = same_answers(program, skill, seed, other)
        otherwise = play(program, other, SameDice(skill, seed, answers)).answers
        own.append(reviewer.review(answers, seed))
        same.append(reviewer.review(again, other))
        player.append(reviewer.review(otherwise, other))
        found = (own[-1], same[-1], player[-1])
        print(
            f"{slug} {seed} {skill.name}: score {', '.join(f'{each.score:.1f}' for each in found)}"
            f"; accuracy {', '.join(f'{each.accuracy.mean:.1f}' for each in found)}",
            file=sys.stderr,
        )
    for whose, again in (("answers", same), ("player", player)):
        scores = moved(own, again, lambda found: found.score)
        accuracies = moved(own, again, lambda found: found.accuracy.mean)
        say(slug, f"other_luck_moves_score_of_{whose}", scores, "points")
        say(slug, f"other_luck_moves_accuracy_of_{whose}", accuracies, "points")
        say(slug, f"accuracy_by_score_of_{whose}", accuracies / scores if scores else 0.0, "x")


def main() -> None:
    """Print the figures of each scenario asked for."""
    seeds = range(1, 1 + (int(sys.argv[1]) if sys.argv[1:] else SEEDS))
    with process_pool(WORKERS) as executor:
        for slug in sys.argv[2:] or SLUGS:
            measure(slug, seeds, executor)


if __name__ == "__main__":
    main()
