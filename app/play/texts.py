"""The names of a scenario's elements in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.i18n import pick
from app.play.figures import figure
from app.play.words import listed
from simengine.journal import AnswerValue
from simengine.scenario.decisions import Decision
from simengine.scenario.model import Scenario

_CJK_FROM = "\u2e80"


@dataclass(frozen=True)
class Sender:
    """Somebody who writes or asks."""

    id: str
    name: str
    role: str
    initials: str
    colour: int
    """Which of the six colours of series stands for them, from 1."""


class Texts:
    """Finds the name of any element of a scenario by its id, which is unique in the file."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._titles = dict(_titles(scenario))
        people = [*scenario.stakeholders, *scenario.competitors, *scenario.cast]
        self._colours = {key: number % 6 + 1 for number, key in enumerate(people)}

    def name(self, element_id: str) -> str:
        """The title or name of an element; its id when its author gave it none."""
        decision, _dot, option = element_id.partition(".")
        if option:
            return self.option(decision, option)
        text = self._titles.get(element_id)
        return element_id if text is None else pick(text)

    def is_named(self, element_id: str) -> bool:
        """Whether the author gave it a name."""
        return self._titles.get(element_id) is not None

    def option(self, decision: str, option: str) -> str:
        """The label of an option."""
        found = self.scenario.decisions[decision].options.get(option)
        return option if found is None else pick(found.label)

    def sender(self, sender_id: str) -> Sender:
        """Who writes under this id."""
        scenario = self.scenario
        person = scenario.stakeholders.get(sender_id) or scenario.cast.get(sender_id)
        if person is not None:
            name, role = pick(person.name), pick(person.role)
        else:
            name, role = pick(scenario.competitors[sender_id].name), ""
        return Sender(sender_id, name, role, initials(name), self._colours[sender_id])

    def answer(self, decision: Decision, value: AnswerValue) -> str:
        """An answer in words."""
        if isinstance(value, str):
            return pick(decision.options[value].label)
        if isinstance(value, (tuple, list)):
            return listed([pick(decision.options[option].label) for option in value])
        if isinstance(value, dict):
            return listed(
                [
                    f"{pick(decision.options[option].label)} {units}"
                    for option, units in value.items()
                    if units
                ]
            )
        assert decision.amount is not None
        return figure(value, decision.amount.unit, self.scenario.currency)


def initials(name: str) -> str:
    """What stands in an avatar: the family name in Chinese, two letters otherwise."""
    if name[:1] >= _CJK_FROM:
        return name[:1]
    words = name.split()
    return "".join(word[0] for word in (words if len(words) < 3 else (words[0], words[-1]))).upper()


def _titles(scenario: Scenario) -> Any:
    """Every (id, text) of the scenario; the text may be None."""
    titled: tuple[Mapping[str, Any], ...] = (
        scenario.stages, scenario.team, scenario.tasks, scenario.risks, scenario.events,
        scenario.decisions, scenario.kpis,
    )  # fmt: skip
    for parts in titled:
        for key, part in parts.items():
            yield key, part.title
    for rival_id, rival in scenario.competitors.items():
        yield rival_id, rival.name
        for key, move in rival.moves.items():
            yield key, move.title
    for people in (scenario.stakeholders, scenario.cast):
        for key, person in people.items():
            yield key, person.name
    for key, quantity in scenario.variables.items():
        yield key, quantity.label
    if scenario.pipeline is not None:
        for key, seller in scenario.pipeline.sellers.items():
            yield key, seller.name
        for parts in (scenario.pipeline.channels, scenario.pipeline.steps):
            for key, part in parts.items():
                yield key, part.title
    if scenario.contract is not None:
        for key, milestone in scenario.contract.milestones.items():
            yield key, milestone.title
        for key, change in scenario.contract.changes.items():
            yield key, change.title
