"""Situations: moments of decision taken from the runs of many bots, with every answer tried there.

At each of them all answers meet the same futures (common random numbers), redrawn so that they fit
what could be known at that moment, and par plays on. So the difference between two answers is
theirs and not that of the luck.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simengine.errors import SimError
from simengine.journal import AnswerValue
from simengine.library import load_text
from simengine.policies import Policy, play
from simengine.policies.fitting import at_place
from simengine.questions import AnswerError, OptionOffer, Question, check_answer
from simengine.run import Answer, Snapshot, replay
from simengine.scenario.decisions import Decision
from simengine.streams import Fork
from simengine.view import see

# Futures tried at a situation. Two: the one finds the best answer, the other tells its worth.
FUTURES = 2

# Where in the range of an amount it is tried.
_PLACES = (0.05, 0.275, 0.5, 0.725, 0.95)

# What tells situations apart at any decision, beside the numbers that the author shows there.
_ALWAYS_TOLD = ("day", "money.left")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer to try. `label` is its option, or an amount's place in percent; `much` is None for
    an answer that stands for itself, else whether it has much of the option or none."""

    label: str
    much: bool | None
    value: AnswerValue


@dataclass(frozen=True, slots=True)
class ToTry:
    """A situation to try: the decision that follows these answers. `luck` is its first future."""

    decision: str
    seed: int
    source: str
    answers: tuple[Answer, ...]
    chosen: AnswerValue
    par: Policy
    luck: int


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a situation: by candidate (label, much) the score in each future, and what was
    seen there, by name; `runs` is what it took. Without scores it could not be tried."""

    source: str
    scores: dict[tuple[str, bool | None], tuple[float, ...]]
    seen: dict[str, float]
    runs: int


def try_out(text: str, name: str, job: ToTry) -> Tried:
    """Return what every answer comes to at a situation."""
    program = load_text(text, name)
    stand = replay(program, job.seed, job.answers)
    asked = stand.question
    if asked is None or asked.decision != job.decision:
        return Tried(job.source, {}, {}, 1)
    candidates = list(candidates_for(asked, job.chosen))
    scores: dict[tuple[str, bool | None], tuple[float, ...]] = {}
    step = len(job.answers)
    try:
        for candidate in candidates:
            answers = (*job.answers, Answer(job.decision, candidate.value))
            scores[candidate.label, candidate.much] = tuple(
                play(program, job.seed, job.par, answers, fork=Fork(job.luck + future, step)).score
                for future in range(FUTURES)
            )
    except SimError:
        # Told by the runs of the bots, which fail by the same formula sooner or later.
        return Tried(job.source, {}, {}, 1)
    decision = program.scenario.decisions[job.decision]
    return Tried(job.source, scores, _seen(stand, decision), 1 + FUTURES * len(candidates))


def count_runs(job: ToTry, decision: Decision) -> int:
    """Return about how many runs it takes to try a situation of this decision."""
    tried = len(decision.options) * (1 if decision.answer == "choice" else 2)
    return 1 + FUTURES * (len(_PLACES) if decision.answer == "amount" else tried)


def candidates_for(asked: Question, chosen: AnswerValue) -> Iterator[Candidate]:
    """Yield the answers worth trying.

    Of a choice every option that is open; of an amount five places in its range; of several
    options, and of an allocation, each option with much of it and with none, the rest being as it
    was `chosen`.
    """
    if asked.answer == "choice":
        for option in asked.options:
            if option.available:
                yield Candidate(option.id, None, option.id)
    elif asked.answer == "amount":
        for place in _PLACES:
            yield Candidate(f"{100 * place:g} %", None, at_place(asked, place))
    else:
        yield from _contrasts(asked, chosen)


def _contrasts(asked: Question, chosen: AnswerValue) -> Iterator[Candidate]:
    """Yield each open option with much of it and with none, where both are in order."""
    for option in asked.options:
        if option.available:
            much, none = _pair(asked, chosen, option)
            try:
                pair = check_answer(asked, much), check_answer(asked, none)
            except AnswerError:
                continue
            yield Candidate(option.id, True, pair[0])
            yield Candidate(option.id, False, pair[1])


def _pair(
    asked: Question, chosen: AnswerValue, option: OptionOffer
) -> tuple[AnswerValue | None, AnswerValue]:
    """Return the answer with much of the option, None if there can't be any, and that with none."""
    if isinstance(chosen, dict):
        most = asked.units or 0
        much = _units(asked, chosen, option.id, min(most, option.at_most or most))
        return much if much[option.id] else None, _units(asked, chosen, option.id, 0)
    assert isinstance(chosen, tuple)
    without = tuple(each for each in chosen if each != option.id)
    return _with_one(asked, without, option.id), without


def _with_one(asked: Question, others: tuple[str, ...], option: str) -> tuple[str, ...]:
    """Return this option and the others, of which the last are left out until it fits."""
    kept = list(others)
    while kept:
        try:
            check_answer(asked, (option, *kept))
        except AnswerError:
            kept.pop()
        else:
            break
    return (option, *kept)


def _units(asked: Question, chosen: dict[str, int], option: str, wanted: int) -> dict[str, int]:
    """Return an allocation with as many units of the option as fit, up to those wanted, and the
    rest in the proportions chosen: one by one to whoever is furthest below."""
    limits = {
        offer.id: (offer.at_most if offer.at_most is not None else asked.units or 0)
        for offer in asked.options
        if offer.available
    }
    costs = {offer.id: offer.cost for offer in asked.options}
    total = max(sum(chosen.values()), wanted)
    money = float("inf") if asked.budget is None else asked.budget
    given = {offer.id: 0 for offer in asked.options}
    for _ in range(min(total, asked.units or 0)):
        open_options = [
            each
            for each, most in limits.items()
            if given[each] < most
            and costs[each] <= money
            and (each != option or given[each] < wanted)
        ]
        if not open_options:
            break
        first = max(open_options, key=lambda each: _wish(each, given, chosen, option))
        given[first] += 1
        money -= costs[first]
    return given


def _wish(each: str, given: dict[str, int], chosen: dict[str, int], option: str) -> float:
    """Return how much an option is due for the next unit."""
    return float("inf") if each == option else chosen.get(each, 0) + 0.5 - given[each]


def _seen(stand: Snapshot, decision: Decision) -> dict[str, float]:
    """Return what a trainee sees there: the middles of what is shown at the decision."""
    found = {}
    for name in (*_ALWAYS_TOLD, *decision.shows):
        middle = see(stand, name).middle
        if middle is not None:
            found[name] = middle
    return found
