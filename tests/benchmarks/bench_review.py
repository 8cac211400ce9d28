"""What a review of a finished flagship run takes, against the plain way to make one.

The plain way is 200 futures for each answer of each decision, on one core. It would take many
minutes, so a part of it is timed: the same runs for every answer of every decision, with fewer
futures. The review is made by two processes; starting them is in its time. A run of each of the
graded bots is reviewed, from par to dice: the less sure the answers are, the closer they are looked
at.

What reviews promise of skill and luck is measured by `bench_promises.py`.
"""

import json
import sys
from time import perf_counter

from config import ROOT
from simengine.check.bots import graded
from simengine.library import find_par, load_file, read_file
from simengine.policies import POLICIES, Policy, play
from simengine.review.model import RunReview
from simengine.review.reviewing import PRECISION, review_run
from simengine.review.sampling import Line, Scenario, batches, play_batch
from simengine.run import Answer
from simengine.streams import Fork
from simengine.workers import process_pool

PATH = ROOT / "scenarios" / "smart-factory"
SEED = 5
WORKERS = 2
PLAIN_FUTURES = 200
TIMED_FUTURES = 2


def review(answers: tuple[Answer, ...], seed: int, par: Policy) -> tuple[RunReview, float]:
    """The review by two processes, and its seconds."""
    text, name = read_file(PATH)
    begun = perf_counter()
    with process_pool(WORKERS) as executor:
        found = review_run(text, seed, answers, par, name=name, executor=executor)
    return found, perf_counter() - begun


def plain_seconds(found: RunReview, answers: tuple[Answer, ...], par: Policy) -> float:
    """The seconds that the plain way would take here for the answers that were reviewed."""
    scenario = Scenario(*read_file(PATH), found.seed)
    begun = perf_counter()
    for each in found.decisions:
        before = answers[: each.step]
        lines = [
            Line((*before, Answer(each.decision, option.answer)), par) for option in each.options
        ]
        if lines:
            forks = [Fork(luck, each.step) for luck in range(TIMED_FUTURES)]
            for batch in batches(scenario, lines, forks):
                play_batch(batch)
    return (perf_counter() - begun) * PLAIN_FUTURES / TIMED_FUTURES


def settled(found: RunReview) -> bool:
    """Whether every label is known as closely as promised, certain, or too close to call."""
    losses = [(each.label, each.loss) for each in found.decisions if each.loss is not None]
    return all(
        label == "close" or loss.high - loss.low <= 2 * PRECISION or loss.low >= 6
        for label, loss in losses
    )


def say(name: str, value: float, unit: str) -> None:
    """Print one figure."""
    print(json.dumps({"name": name, "value": round(value, 2), "unit": unit}), flush=True)


def count(found: RunReview, *labels: str) -> int:
    """How many decisions have one of these labels."""
    return sum(each.label in labels for each in found.decisions)


def main() -> None:
    """Print one JSON object a line."""
    program = load_file(PATH)
    par = find_par(PATH) or POLICIES["cautious"]
    print(f"followed by {par.name}", file=sys.stderr)
    took = plainly = 0.0
    reviews = []
    for player in graded(par):
        answers = play(program, SEED, player).answers
        found, seconds = review(answers, SEED, par)
        plain = plain_seconds(found, answers, par)
        assert settled(found)
        say(f"review_vs_plain:{player.name}", plain / seconds, "x")
        took, plainly = took + seconds, plainly + plain
        reviews.append(found)
    of_each = len(reviews)
    answers_weighed = sum(len(each.options) for found in reviews for each in found.decisions)
    say("review_2_workers", took / of_each, "s")
    say("review_runs", sum(found.runs for found in reviews) / of_each, "runs")
    say("review_plain_runs", PLAIN_FUTURES * answers_weighed / of_each, "runs")
    say("review_vs_plain", plainly / took, "x")
    close = sum(count(found, "close") for found in reviews)
    say("review_too_close_to_call", close / of_each, "decisions")


if __name__ == "__main__":
    main()
