"""Which answers to a question a review weighs.

Every option of a choice. Of the rest there are too many to try them all, so a sensible few: the
trainee's own and par's, those of the bots, and what lies around and between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simengine.journal import AnswerValue
from simengine.policies.fitting import Picker, at_place, given_out, in_turn
from simengine.questions import AnswerError, OptionOffer, Question, check_answer

# Enough for the range of an amount and for each neighbour of most sets; each costs runs.
MOST_ANSWERS = 8

# Where in the range of an amount there is one to weigh, besides what was thought of.
_PLACES = (0.25, 0.5, 0.75, 0.0, 1.0)


def answers_to_weigh(
    asked: Question, chosen: AnswerValue, others: Sequence[AnswerValue]
) -> tuple[AnswerValue, ...]:
    """Return the answers to weigh, each once and in order: the chosen one, the others, and so
    many more that there are eight; of a choice, all that can be chosen, as the author has them.
    """
    if asked.answer == "choice":
        return tuple(option.id for option in asked.options if option.available)
    found: list[AnswerValue] = []
    for value in (chosen, *others, *_more(asked, chosen)):
        if len(found) == MOST_ANSWERS:
            break
        try:
            answer = check_answer(asked, value)
        except AnswerError:
            continue
        if answer not in found:
            found.append(answer)
    return tuple(found)


def _more(asked: Question, chosen: Any) -> Iterator[AnswerValue]:
    """Yield further answers, those that tell most first; some may not be in order."""
    if asked.amount is not None:
        yield from (at_place(asked, place) for place in _PLACES)
    elif asked.answer == "several":
        yield ()
        yield from (_toggled(chosen, option.id) for option in asked.options)
    else:
        yield given_out(asked, in_turn())
        yield from (given_out(asked, _preferring(option.id)) for option in asked.options)


def _toggled(chosen: Sequence[str], option_id: str) -> tuple[str, ...]:
    """Return the chosen ones with this one, or without it if it was among them."""
    if option_id in chosen:
        return tuple(other for other in chosen if other != option_id)
    return (*chosen, option_id)


def _preferring(option_id: str) -> Picker:
    """Return a picker that takes this option as long as it can."""

    def pick(options: list[OptionOffer], given: Mapping[str, int]) -> int:
        ids = [option.id for option in options]
        return ids.index(option_id) if option_id in ids else 0

    return pick
