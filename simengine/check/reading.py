"""How long playing takes, by the texts that are read and the answers that are thought about.

English is read silently at some 240 words a minute (238 in non-fiction: Brysbaert 2019, a review
of 190 studies). For Chinese 350 characters a minute is an assumption: readings aloud of short
plain texts come to 255 (Trauzettel-Klosinski & Dietz 2012), silent reading is quicker. How long
people think about an answer is an assumption too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from simengine.check.runs import Played
from simengine.program import Program
from simengine.scenario.decisions import Decision
from simengine.scenario.model import Scenario
from simengine.scenario.parts import Language, Text

_WORDS_A_MINUTE = 240
_CHARACTERS_A_MINUTE = 350

# Seconds of thought for an answer, and for each thing that has to be weighed in it.
_THINKING = 20.0
_WEIGHING = 8.0

# An amount takes as long as so many options.
_AMOUNT_WEIGHS = 4

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’.,%-]*")


def seconds_to_read(text: str) -> float:
    """Return how long a text takes to read, whatever languages are in it."""
    characters = len(_CHINESE.findall(text))
    words = len(_WORD.findall(text))
    return 60 * (characters / _CHARACTERS_A_MINUTE + words / _WORDS_A_MINUTE)


def seconds_of(scenario: Scenario, decision: Decision) -> float:
    """Return how long the texts of a decision take to read, in the slowest of the languages."""
    return max(_reading(decision, language) for language in scenario.languages)


def minutes_of_play(program: Program, runs: Sequence[Played]) -> dict[str, float]:
    """Return by language how many minutes a run takes on average, briefing and mails included.

    A decision that comes up again is read once and thought about each time.
    """
    scenario = program.scenario
    found: dict[str, float] = {}
    for language in scenario.languages:
        mails = {
            f"{place}.mail": _read(language, mail.subject, mail.text)
            for place, mail in program.mails.items()
        }
        reading = {key: _reading(each, language) for key, each in scenario.decisions.items()}
        seconds = 0.0
        for run in runs:
            seconds += sum(mails.get(path, 0.0) for path in run.met)
            seconds += sum(reading[key] for key in {answer.decision for answer in run.answers})
            seconds += sum(_thinking(scenario.decisions[each.decision]) for each in run.answers)
        opening = _read(language, scenario.summary, scenario.briefing)
        found[language] = (opening + seconds / len(runs)) / 60
    return found


def _reading(decision: Decision, language: Language) -> float:
    texts: list[Text | None] = [decision.title, decision.ask, decision.brief]
    for option in decision.options.values():
        texts += [option.label, option.detail]
    return _read(language, *texts)


def _read(language: Language, *texts: Text | None) -> float:
    return sum(seconds_to_read(text.get(language, "")) for text in texts if text is not None)


def _thinking(decision: Decision) -> float:
    weighed = len(decision.options) if decision.amount is None else _AMOUNT_WEIGHS
    return _THINKING + _WEIGHING * weighed
