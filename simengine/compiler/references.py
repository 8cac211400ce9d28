"""Whether a scenario hangs together: every id meant exists, and every part has what it needs."""

from __future__ import annotations

import keyword
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from simengine.compiler.report import Report
from simengine.errors import N_
from simengine.expressions import RESERVED
from simengine.names import quantities
from simengine.scenario.deal import Event, Move, Risk
from simengine.scenario.decisions import Decision
from simengine.scenario.model import Scenario
from simengine.scenario.parts import LANGUAGES, Case, Effects, Mail, Trigger
from simengine.scenario.problems import Path

# The moments that each kind of element has.
MOMENTS: Mapping[str, tuple[str, ...]] = {
    "stages": ("start", "gate", "passed"),
    "tasks": ("start", "done"),
    "risks": ("warned", "struck"),
    "events": ("happened",),
    "milestones": ("accepted", "refused"),
    "changes": ("requested",),
}
AWARD_MOMENTS = ("award.won", "award.lost")

# What a variable can't be called; formulas would mean something else by it.
_OWN_NAMES = RESERVED | {"answer", "day"}


def elements(scenario: Scenario) -> Iterator[tuple[str, str, Path]]:
    """Yield (section, id, path) of everything that has an id of its own."""
    for section in (
        "variables", "cast", "stages", "team", "stakeholders", "competitors", "tasks", "risks",
        "events", "decisions",
    ):  # fmt: skip
        for key in getattr(scenario, section):
            yield section, key, (section, key)
    for rival, competitor in scenario.competitors.items():
        for key in competitor.moves:
            yield "events", key, ("competitors", rival, "moves", key)
    if scenario.pipeline is not None:
        for section in ("channels", "sellers", "steps"):
            for key in getattr(scenario.pipeline, section):
                yield section, key, ("pipeline", section, key)
    if scenario.contract is not None:
        for key in scenario.contract.milestones:
            yield "milestones", key, ("contract", "milestones", key)
        for key in scenario.contract.changes:
            yield "changes", key, ("contract", "changes", key)


def parts_of(value: Any, path: Path = ()) -> Iterator[tuple[Any, Path]]:
    """Yield every part, mapping and list below `value`, itself first, with its path."""
    yield value, path
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            item = getattr(value, name)
            if isinstance(item, (BaseModel, dict, tuple)):
                yield from parts_of(item, (*path, field.alias or name))
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, (BaseModel, dict, tuple)):
                yield from parts_of(item, (*path, key))
    else:
        for index, item in enumerate(value):
            if isinstance(item, (BaseModel, dict, tuple)):
                yield from parts_of(item, (*path, index))


def _is_text(part: Any) -> bool:
    """Whether it is a text by language; ids can be called like languages, but mean no words."""
    return (
        isinstance(part, dict)
        and bool(part)
        and set(part) <= set(LANGUAGES)
        and all(isinstance(words, str) for words in part.values())
    )


class References:
    """Looks a scenario over and reports what is wrong."""

    def __init__(self, scenario: Scenario, report: Report) -> None:
        self.scenario = scenario
        self.report = report
        self.moments = set(AWARD_MOMENTS if scenario.award else ())
        for section, key, _ in elements(scenario):
            self.moments.update(f"{key}.{name}" for name in MOMENTS.get(section, ()))

    def check(self) -> None:
        """Report every problem."""
        self._ids_are_unique()
        for part, path in parts_of(self.scenario):
            self._part(part, path)
        self._quantities()
        self._tasks()
        self._no_cycles()
        for key, risk in self.scenario.risks.items():
            self._risk(risk, ("risks", key))
        for key, decision in self.scenario.decisions.items():
            self._decision(decision, ("decisions", key))
        self._award_and_contract()
        self._pipeline()
        self._measures()

    def _part(self, part: Any, path: Path) -> None:
        if _is_text(part):
            self._text(part, path)
        if isinstance(part, (Effects, Case)):
            self._effects(part, path)
        if isinstance(part, Trigger):
            self._trigger(part, path)
        if isinstance(part, Mail):
            self._sender(part.sender, (*path, "from"))

    def _text(self, text: Mapping[str, str], path: Path) -> None:
        declared = self.scenario.languages
        for language in declared:
            if language not in text and not (language == "zh-Hant" and "zh-Hans" in text):
                self.report(
                    path, N_("the text in %(language)s is missing; write it"), language=language
                )
        for given in text:
            converted = given == "zh-Hant" and "zh-Hans" in declared
            if given not in declared and not converted:
                self.report(
                    (*path, given),
                    N_("%(language)s is not among the scenario's languages; declare or remove it"),
                    language=given,
                )

    def _ids_are_unique(self) -> None:
        seen: dict[str, Path] = {}
        for section, key, path in elements(self.scenario):
            if key in seen:
                self.report(
                    path,
                    N_("the id “%(id)s” is already used on line %(line)s; choose another"),
                    id=key,
                    line=self.report.line(seen[key]),
                )
            seen.setdefault(key, path)
            if key in (_OWN_NAMES if section == "variables" else keyword.kwlist):
                self.report(
                    path,
                    N_("“%(id)s” is a word of the formulas themselves; choose another id"),
                    id=key,
                )

    def _known(self, kind: str, key: str, known: Mapping[str, Any], path: Path) -> bool:
        if key in known:
            return True
        self.report.unknown(path, kind, key, known)
        return False

    def _sender(self, key: str, path: Path) -> None:
        s = self.scenario
        self._known("cast", key, {**s.cast, **s.stakeholders, **s.competitors}, path)

    def _effects(self, effects: Effects | Case, path: Path) -> None:
        for name in ("start", "stop"):
            for index, task in enumerate(getattr(effects, name)):
                self._known("tasks", task, self.scenario.tasks, (*path, name, index))
        if isinstance(effects, Case):
            return
        for name in ("hire", "outsource"):
            for pool in getattr(effects, name):
                where = (*path, name, pool)
                if not self._known("team", pool, self.scenario.team, where):
                    continue
                if getattr(self.scenario.team[pool], name) is None:
                    self.report(
                        where,
                        N_("the pool “%(pool)s” does not say how to %(how)s; add `%(how)s`"),
                        pool=pool,
                        how=name,
                    )
        for risk, response in effects.respond.items():
            where = (*path, "respond", risk)
            if not self._known("risks", risk, self.scenario.risks, where):
                continue
            if response not in self.scenario.risks[risk].responses:
                self.report(
                    where,
                    N_("the risk “%(risk)s” has no response “%(response)s”; describe it there"),
                    risk=risk,
                    response=response,
                )

    def _trigger(self, trigger: Trigger, path: Path) -> None:
        given = [name for name in ("at", "day", "every") if getattr(trigger, name) is not None]
        if len(given) > 1:
            self.report(
                (*path, given[1]),
                N_("only one of `at`, `day` and `every` can be given; remove the others"),
            )
        if not given and trigger.when is None:
            self.report(path, N_("it never comes up; say when: `at`, `day`, `every` or `when`"))
        if trigger.first is not None and trigger.every is None:
            self.report((*path, "first"), N_("`first` only goes with `every`; remove it"))
        if trigger.at is not None and trigger.at not in self.moments:
            self.report.unknown((*path, "at"), "moments", trigger.at, self.moments)
        if isinstance(trigger, (Event, Move)) and trigger.repeat and given:
            self.report((*path, "repeat"), N_("`repeat` only goes with `when` alone; remove it"))

    def _quantities(self) -> None:
        waiting = {name for name, _, _ in quantities(self.scenario)}
        for name, quantity, path in quantities(self.scenario):
            kind = "hidden" if quantity.known is None else "known"
            start = getattr(quantity, kind)
            later = sorted(start.names & waiting) if start is not None else []
            if later:
                self.report(
                    (*path, kind),
                    N_("“%(name)s” has no value yet when this one starts; declare it before"),
                    name=later[0],
                )
            waiting.discard(name)
            if (quantity.known is None) == (quantity.hidden is None):
                self.report(path, N_("give either `known` or `hidden`, and not both"))
            if quantity.shown_within is not None and quantity.hidden is None:
                self.report(
                    (*path, "shown_within"),
                    N_(
                        "`shown_within` only goes with `hidden`, for what is known is shown "
                        "exactly; remove it"
                    ),
                )
            low, high = quantity.min, quantity.max
            if low is not None and high is not None and low > high:
                self.report((*path, "min"), N_("`min` is above `max`; swap them"))

    def _tasks(self) -> None:
        started = {
            task
            for part, _ in parts_of(self.scenario)
            if isinstance(part, (Effects, Case))
            for task in part.start
        }
        for key, task in self.scenario.tasks.items():
            path: Path = ("tasks", key)
            self._known("stages", task.stage, self.scenario.stages, (*path, "stage"))
            for index, before in enumerate(task.after):
                self._known("tasks", before, self.scenario.tasks, (*path, "after", index))
            for pool, count in task.needs.items():
                if self._known("team", pool, self.scenario.team, (*path, "needs", pool)):
                    self._enough_people(pool, count, (*path, "needs", pool))
            if key not in started:
                self.report(
                    path, N_("nothing ever starts this task; name it under `start` somewhere")
                )

    def _enough_people(self, key: str, count: int, path: Path) -> None:
        pool = self.scenario.team[key]
        most = pool.people
        most += pool.hire.most if pool.hire else 0
        most += pool.outsource.most if pool.outsource else 0
        if count > most:
            self.report(
                path,
                N_(
                    "it needs %(count)s people, but “%(pool)s” can never have more than %(most)s; "
                    "need fewer, or let it hire"
                ),
                count=count,
                pool=key,
                most=most,
            )

    def _no_cycles(self) -> None:
        """Report each circle of predecessors once, at its first task."""
        tasks = self.scenario.tasks
        done: set[str] = set()
        for first in tasks:
            trail: list[str] = []
            stack = [(first, iter(tasks[first].after))]
            on_trail = {first}
            trail.append(first)
            while stack:
                key, befores = stack[-1]
                before = next((b for b in befores if b in tasks and b not in done), None)
                if before is None:
                    stack.pop()
                    done.add(key)
                    on_trail.discard(trail.pop())
                elif before in on_trail:
                    circle = [*trail[trail.index(before) :], before]
                    self.report(
                        ("tasks", key, "after"),
                        N_("the tasks wait for each other in a circle: %(circle)s; cut it"),
                        circle=" → ".join(circle),
                    )
                    done.update(circle)
                else:
                    stack.append((before, iter(tasks[before].after)))
                    trail.append(before)
                    on_trail.add(before)

    def _risk(self, risk: Risk, path: Path) -> None:
        windowed = risk.chance is not None and risk.between is not None
        staged = risk.rate is not None and bool(risk.during)
        parts = (risk.chance, risk.between, risk.rate, risk.during or None)
        if windowed == staged or sum(part is not None for part in parts) != 2:
            self.report(path, N_("give either `chance` with `between`, or `rate` with `during`"))
        if risk.between is not None:
            opens, closes = (formula.constant for formula in risk.between)
            if opens is not None and closes is not None and opens >= closes:
                self.report(
                    (*path, "between"), N_("the last day is not after the first; swap them")
                )
        for index, stage in enumerate(risk.during):
            self._known("stages", stage, self.scenario.stages, (*path, "during", index))

    def _decision(self, decision: Decision, path: Path) -> None:
        scenario = self.scenario
        if decision.sender is not None:
            self._sender(decision.sender, (*path, "from"))
        self._known("skills", decision.skill, scenario.skills, (*path, "skill"))
        if decision.lesson is not None and decision.lesson not in scenario.lessons:
            self.report(
                (*path, "lesson"),
                N_("“%(lesson)s” is not among the scenario's lessons; add it there"),
                lesson=decision.lesson,
            )
        self._answer_fields(decision, path)
        self._default(decision, path)

    def _answer_fields(self, decision: Decision, path: Path) -> None:
        kind = decision.answer
        needed = {"amount": ("amount",), "allocation": ("options", "units")}.get(kind, ("options",))
        allowed = {
            "choice": {"options"},
            "several": {"options", "budget", "at_least", "at_most"},
            "allocation": {"options", "units", "use_all", "budget"},
            "amount": {"amount"},
        }[kind]
        names = ("options", "budget", "at_least", "at_most", "units", "use_all", "amount")
        for name in names:
            given = getattr(decision, name) not in (None, False, 0) and bool(
                getattr(decision, name) or name in ("budget", "units")
            )
            if given and name not in allowed:
                self.report(
                    (*path, name),
                    N_("`%(name)s` does not go with the answer kind “%(kind)s”; remove it"),
                    name=name,
                    kind=kind,
                )
            if not given and name in needed:
                self.report(
                    path,
                    N_("the answer kind “%(kind)s” needs `%(name)s`; add it"),
                    name=name,
                    kind=kind,
                )
        if kind == "choice" and len(decision.options) == 1:
            self.report((*path, "options"), N_("one option is no choice; add another"))
        if decision.at_most is not None and decision.at_most < decision.at_least:
            self.report((*path, "at_most"), N_("`at_most` is below `at_least`; change one"))
        for key, option in decision.options.items():
            cost = option.cost
            is_flat = cost is not None and cost.constant != 0 and "answer" not in cost.names
            if kind == "allocation" and is_flat:
                self.report(
                    (*path, "options", key, "cost"),
                    N_(
                        "this cost is the same for any number of units, even 0; "
                        "multiply it by `answer`"
                    ),
                )
            if option.at_most is not None and kind != "allocation":
                self.report(
                    (*path, "options", key, "at_most"),
                    N_("`at_most` of an option only goes with an allocation; remove it"),
                )

    def _default(self, decision: Decision, path: Path) -> None:
        default = decision.default
        if default is None:
            return
        shape: dict[str, type | tuple[type, ...]] = {
            "choice": str, "several": tuple, "allocation": dict, "amount": (int, float, str)
        }  # fmt: skip
        where = (*path, "default")
        if isinstance(default, bool) or not isinstance(default, shape[decision.answer]):
            self.report(
                where,
                N_("this default does not fit the answer kind “%(kind)s”; change it"),
                kind=decision.answer,
            )
            return
        if decision.answer == "amount":
            return
        for key in (default,) if isinstance(default, str) else default:  # type: ignore[union-attr]
            self._known("options", str(key), decision.options, where)

    def _award_and_contract(self) -> None:
        scenario = self.scenario
        if scenario.award is not None:
            if scenario.award.at not in self.moments:
                self.report.unknown(("award", "at"), "moments", scenario.award.at, self.moments)
            if not scenario.stakeholders:
                self.report(("award",), N_("an award needs stakeholders who decide; add some"))
        if scenario.contract is None:
            return
        if scenario.award is None:
            self.report(("contract",), N_("a contract is signed after an award; add `award`"))
        share = sum(m.share for m in scenario.contract.milestones.values())
        if share > 1 + 1e-9:
            self.report(
                ("contract", "milestones"),
                N_("the milestones' shares add up to %(share)s; keep to 1"),
                share=round(share, 4),
            )
        for key, milestone in scenario.contract.milestones.items():
            for index, task in enumerate(milestone.after):
                where = ("contract", "milestones", key, "after", index)
                self._known("tasks", task, scenario.tasks, where)

    def _pipeline(self) -> None:
        scenario = self.scenario
        if (scenario.kind == "pipeline") != (scenario.pipeline is not None):
            self.report(
                ("kind",), N_("the kind `pipeline` and the part `pipeline` go together; mend one")
            )
        if scenario.pipeline is None:
            return
        for key, step in scenario.pipeline.steps.items():
            for pool, count in step.needs.items():
                where = ("pipeline", "steps", key, "needs", pool)
                if self._known("team", pool, scenario.team, where):
                    self._enough_people(pool, count, where)

    def _measures(self) -> None:
        scenario = self.scenario
        for key, kpi in scenario.kpis.items():
            if kpi.worst == kpi.target:
                self.report(("kpis", key), N_("`worst` and `target` are the same; change one"))
        if not scenario.score.grades:
            self.report(("score", "grades"), N_("there is no grade; add one"))
        for stakeholder, person in scenario.stakeholders.items():
            if not sum(person.weighs.values()) > 0:
                self.report(
                    ("stakeholders", stakeholder, "weighs"),
                    N_("all weights are 0; give what counts for this person more"),
                )
        if scenario.holidays and Counter(scenario.holidays).most_common(1)[0][1] > 1:
            self.report(("holidays",), N_("a holiday is listed twice; remove one"))
