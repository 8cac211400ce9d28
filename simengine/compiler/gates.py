"""Gates that can never open."""

from __future__ import annotations

from collections.abc import Mapping

from simengine.compiler.ranges import Range
from simengine.compiler.references import parts_of
from simengine.compiler.report import Report
from simengine.errors import N_, FormulaError
from simengine.expressions import bounds
from simengine.scenario.model import Scenario
from simengine.scenario.parts import Case, Effects


def check_gates(scenario: Scenario, ranges: Mapping[str, Range], report: Report) -> None:
    """Report every stage whose gate can't hold while the deal is in that stage."""
    stages = list(scenario.stages)
    later_tasks = _first_stage_of_tasks(scenario)
    for index, (key, stage) in enumerate(scenario.stages.items()):
        here = dict(ranges)
        for later in stages[index:]:
            here[f"stage.{later}.passed"] = (0.0, 0.0)
        for later in stages[index + 1 :]:
            here[f"stage.{later}.entered"] = (0.0, 0.0)
        for task, first in later_tasks.items():
            if first > index:
                here[f"tasks.{task}.done"] = here[f"tasks.{task}.started"] = (0.0, 0.0)
        try:
            reachable = bounds(stage.gate, here).can_be_true
        except FormulaError:
            reachable = False
        if not reachable:
            report(
                ("stages", key, "gate"),
                N_(
                    "this gate can never open: “%(gate)s” can't come true in this stage; "
                    "start what it waits for by then, or change it"
                ),
                gate=stage.gate.text,
            )


def _first_stage_of_tasks(scenario: Scenario) -> dict[str, int]:
    """Return, for tasks that only the beginnings of stages start, the index of the first."""
    places = {key: index for index, key in enumerate(scenario.stages)}
    first: dict[str, int] = {}
    elsewhere: set[str] = set()
    for part, path in parts_of(scenario):
        if not isinstance(part, (Effects, Case)):
            continue
        at_start = len(path) == 2 and path[0] == "stages"
        for task in part.start:
            if at_start:
                index = places[str(path[1])]
                first[task] = min(first.get(task, index), index)
            else:
                elsewhere.add(task)
    return {task: index for task, index in first.items() if task not in elsewhere}
