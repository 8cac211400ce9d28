"""What was understood of a scenario, in a few figures for its author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from simengine.program import Program
from simengine.scenario.deal import Kpi, Phase
from simengine.scenario.decisions import AnswerKind, Decision, DecisionKind
from simengine.scenario.model import Scenario
from simengine.scenario.parts import Language

Texts = Mapping[Language, str]


@dataclass(frozen=True)
class StageLine:
    """A stage with the number of its tasks."""

    title: Texts
    phase: Phase
    tasks: int


@dataclass(frozen=True)
class DecisionLine:
    """A decision with the number of its options, 0 for an amount."""

    title: Texts
    kind: DecisionKind
    answer: AnswerKind
    options: int


@dataclass(frozen=True)
class KpiLine:
    """A KPI; ``share`` is its part of the score, of 1."""

    title: Texts
    kpi: Kpi
    share: float


@dataclass(frozen=True)
class Outline:
    """The parts of a scenario. ``people`` counts those in all pools."""

    scenario: Scenario
    stages: tuple[StageLine, ...]
    decisions: tuple[DecisionLine, ...]
    kpis: tuple[KpiLine, ...]
    tasks: int
    risks: int
    events: int
    people: int
    stakeholders: int
    competitors: int


def outline(program: Program) -> Outline:
    """Return what was understood of a scenario."""
    scenario = program.scenario
    tasks = Counter(task.stage for task in scenario.tasks.values())
    weight = sum(kpi.weight for kpi in scenario.kpis.values())
    moves = sum(len(rival.moves) for rival in scenario.competitors.values())
    return Outline(
        scenario=scenario,
        stages=tuple(
            StageLine(stage.title, stage.phase, tasks[key])
            for key, stage in scenario.stages.items()
        ),
        decisions=tuple(_decision(decision) for decision in scenario.decisions.values()),
        kpis=tuple(KpiLine(kpi.title, kpi, kpi.weight / weight) for kpi in scenario.kpis.values()),
        tasks=len(scenario.tasks),
        risks=len(scenario.risks),
        events=len(scenario.events) + moves,
        people=sum(pool.people for pool in scenario.team.values()),
        stakeholders=len(scenario.stakeholders),
        competitors=len(scenario.competitors),
    )


def _decision(decision: Decision) -> DecisionLine:
    return DecisionLine(decision.title, decision.kind, decision.answer, len(decision.options))
