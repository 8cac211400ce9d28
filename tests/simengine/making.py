"""Small scenarios for tests: the least that is valid, and what a test adds to it.

    program = make_program(tasks={"a": {"days": 3}}, events={"b": {"day": 0, "start": ["a"]}})
    assert happened(play(program)) == [...]

Titles, labels and other words are filled in. Chance is left out: `project_factor` is 0.
"""

import datetime
from collections.abc import Mapping
from typing import Any

import yaml
from hypothesis import strategies as st

from simengine.journal import AnswerValue, Fact
from simengine.library import load_text
from simengine.program import Program
from simengine.run import Answer, Fork, Snapshot, drive
from simengine.world import World
from simengine.world.decisions import Question

WORDS = {"en": "Words"}

# What every run of the least scenario has, whatever is added to it.
FRAME = ("StageEntered", "StagePassed", "DecisionMade", "DealEnded")


def make_scenario(**parts: Any) -> dict[str, Any]:
    """The data of a valid scenario of one stage and one decision; `parts` replace its parts."""
    scenario: dict[str, Any] = {
        "schema": 1,
        "id": "test",
        "kind": "drill",
        "languages": ["en"],
        "title": WORDS,
        "summary": WORDS,
        "briefing": WORDS,
        "role": WORDS,
        "difficulty": 1,
        "minutes": 5,
        "skills": {"a": WORDS},
        "start": datetime.date(2026, 3, 2),
        "horizon": 40,
        "currency": "CNY",
        "project_factor": 0,
        "money": {"selling": 1000},
        "stages": {"work": {"gate": "day >= 30"}},
        "decisions": {"go": {"at": "work.start", "options": {"yes": {}, "no": {}}}},
        "kpis": {"length": {"value": "deal.day", "worst": 0, "target": 40}},
        **parts,
    }
    _fill(scenario, "stages", {"phase": "execution", "title": WORDS})
    _fill(scenario, "team", {"title": WORDS, "people": 1, "day_rate": 0})
    _fill(scenario, "tasks", {"title": WORDS, "stage": next(iter(scenario["stages"]))})
    _fill(scenario, "risks", {"title": WORDS})
    _fill(scenario, "decisions", {"kind": "stage", "title": WORDS, "ask": WORDS, "skill": "a"})
    for decision in scenario["decisions"].values():
        _fill(decision, "options", {"label": WORDS})
    _fill(scenario, "kpis", {"title": WORDS, "unit": "points", "weight": 1})
    _fill(scenario, "cast", {"name": WORDS, "role": WORDS})
    person = {"name": WORDS, "role": WORDS, "influence": 1, "attitude": 50, "weighs": {"fit": 1}}
    _fill(scenario, "stakeholders", person)
    rival = {"name": WORDS, "price": 100, "fit": 50, "relationship": 50, "risk": 50, "delivery": 50}
    _fill(scenario, "competitors", rival)
    if "contract" in scenario:
        _fill(scenario["contract"], "milestones", {"title": WORDS, "pay_days": 0})
        _fill(scenario["contract"], "changes", {"title": WORDS, "chance": 1})
    return scenario


def _fill(parent: dict[str, Any], section: str, words: Mapping[str, Any]) -> None:
    if section in parent:
        parent[section] = {key: {**words, **(own or {})} for key, own in parent[section].items()}


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_text(scenario: Mapping[str, Any]) -> str:
    """The scenario as the text of a file."""
    return yaml.dump(
        dict(scenario), Dumper=_NoAliases, sort_keys=False, allow_unicode=True, width=1000
    )


def make_program(**parts: Any) -> Program:
    """The program of `make_scenario(**parts)`."""
    return load_text(as_text(make_scenario(**parts)))


def play(
    program: Program,
    answers: Mapping[str, AnswerValue | list[AnswerValue]] | None = None,
    *,
    seed: int = 0,
    fork: Fork | None = None,
) -> Snapshot:
    """The finished run of these answers by decision (a list: one after the other), else by
    default."""
    left = {
        key: list(value) if isinstance(value, list) else [value]
        for key, value in (answers or {}).items()
    }

    def decide(asked: Question, world: World) -> AnswerValue:
        mine = left.get(asked.decision)
        return mine.pop(0) if mine else asked.default

    return drive(program, seed, (), decide, fork=fork)


def row(fact: Fact) -> tuple[Any, ...]:
    """The fact as (kind, *values), with days and money to the sixth place."""
    return (type(fact).__name__, *(_rounded(value) for value in fact))


def _rounded(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (float, dict)):
        return value
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return round(value, 6)


def whole(run: Snapshot) -> list[tuple[Any, ...]]:
    """The whole journal."""
    return [row(fact) for fact in run.journal]


def happened(run: Snapshot, *kinds: str) -> list[tuple[Any, ...]]:
    """The whole journal but for what frames every run; of `kinds` alone, if any are named."""
    rows = whole(run)
    return [each for each in rows if (each[0] in kinds if kinds else each[0] not in FRAME)]


def value(run: Snapshot, name: str) -> Any:
    """The value of a name of the state, to the sixth place."""
    return _rounded(run.world.get(name))


def answered(**answers: AnswerValue) -> tuple[Answer, ...]:
    """One answer each, in order."""
    return tuple(Answer(decision, given) for decision, given in answers.items())


@st.composite
def questions(draw: st.DrawFn) -> Program:
    """Programs that ask one question on day 0, with limits of any kind; not an amount."""
    kind = draw(st.sampled_from(["choice", "several", "allocation"]))
    names = [f"o{n}" for n in range(draw(st.integers(2, 4)))]
    price = st.integers(0, 40)
    options: dict[str, Any] = {}
    for name in names:
        cost = draw(price)
        options[name] = {"cost": f"{cost} * answer" if kind == "allocation" else cost}
        if draw(st.booleans()):
            options[name]["when"] = draw(st.booleans())
        if kind == "allocation" and draw(st.booleans()):
            options[name]["at_most"] = draw(st.integers(1, 4))
    keys: dict[str, Any] = {"answer": kind, "options": options}
    if kind != "choice" and draw(st.booleans()):
        keys["budget"] = draw(price)
    if kind == "several":
        keys["at_least"] = draw(st.integers(0, 5))
    if kind == "allocation":
        keys["units"] = draw(st.integers(0, 12))
        keys["use_all"] = draw(st.booleans())
    return make_program(decisions={"go": {"at": "work.start", **keys}})
