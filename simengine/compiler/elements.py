"""Every element of a scenario turned into its specification."""

from __future__ import annotations

from typing import Any

from simengine.compiler.formulas import FormulaCompiler
from simengine.compiler.pipeline import pipeline_spec
from simengine.errors import FormulaError
from simengine.expressions import Formula, Parsed, parse
from simengine.names import PASSING, RESPONSE_PAST, quantities
from simengine.planned import PLANNED
from simengine.program import (
    AmountSpec,
    AwardSpec,
    ChangeSpec,
    CompetitorSpec,
    Condition,
    ContractSpec,
    DecisionSpec,
    EventSpec,
    KpiSpec,
    MilestoneSpec,
    OptionSpec,
    PoolSpec,
    QuantitySpec,
    ResponseSpec,
    RiskSpec,
    StageSpec,
    StakeholderSpec,
    TaskSpec,
)
from simengine.questions import OptionOffer
from simengine.scenario.deal import (
    CRITERIA,
    Criterion,
    Event,
    Milestone,
    Move,
    Pool,
    Response,
    Risk,
    Stage,
    Task,
)
from simengine.scenario.decisions import Decision, Option
from simengine.scenario.model import Scenario
from simengine.scenario.parts import Quantity, Trigger
from simengine.scenario.problems import Path


def _plan_days(days: Parsed, horizon: float) -> float | None:
    """Return the planned days of a task, or None if they depend on the state."""
    if days.names:
        return None
    try:
        planned = float(days.compile({}).raw((), PLANNED))
    except FormulaError:
        return 0.0
    return min(max(0.0, planned), horizon)


def _lasting_offer(key: str, option: Option) -> OptionOffer | None:
    """Return how an option stands if neither conditions nor its cost depend on the state."""
    cost = 0.0 if option.cost is None else option.cost.constant
    if option.when is not None or cost is None:
        return None
    return OptionOffer(key, True, max(0.0, float(cost)), option.at_most)


class Elements:
    """Builds the specifications of one scenario; what is wrong goes to the compiler's report."""

    def __init__(self, scenario: Scenario, compiler: FormulaCompiler) -> None:
        self.scenario = scenario
        self.f = compiler
        self.slots = compiler.slots
        self.indexes = compiler.indexes

    def all(self) -> dict[str, Any]:
        """Return every part of a program that comes from an element, by its field."""
        scenario, f = self.scenario, self.f
        return {
            "quantities": tuple(
                self.quantity(index, *found) for index, found in enumerate(quantities(scenario))
            ),
            "stages": tuple(self.stage(*item) for item in scenario.stages.items()),
            "pools": tuple(self.pool(*item) for item in scenario.team.items()),
            "tasks": tuple(self.task(*item) for item in scenario.tasks.items()),
            "risks": tuple(self.risk(*item) for item in scenario.risks.items()),
            "events": self.events(),
            "decisions": tuple(self.decision(*item) for item in scenario.decisions.items()),
            "stakeholders": self.stakeholders(),
            "competitors": self.competitors(),
            "award": self.award(),
            "contract": self.contract(),
            "pipeline": (
                pipeline_spec(scenario.pipeline, f) if scenario.pipeline is not None else None
            ),
            "kpis": tuple(
                KpiSpec(
                    key, f.formula(kpi.value, ("kpis", key, "value")), kpi.worst, kpi.target,
                    kpi.weight,
                )
                for key, kpi in scenario.kpis.items()
            ),
            "selling_budget": f.formula(scenario.money.selling, ("money", "selling"), seen=True),
            "delivery_budget": f.maybe(scenario.money.delivery, ("money", "delivery"), seen=True),
        }  # fmt: skip

    # -- numbers -----------------------------------------------------------------------------

    def quantity(self, index: int, name: str, quantity: Quantity, path: Path) -> QuantitySpec:
        f, drift = self.f, quantity.drift
        kind = "hidden" if quantity.known is None else "known"
        start = getattr(quantity, kind) or parse(0)
        low, high = f.names[name].held_between
        return QuantitySpec(
            index=index,
            slot=self.slots[name],
            name=name,
            first=f.formula(start, (*path, kind)),
            low=low,
            high=high,
            shown_within=f.maybe(quantity.shown_within, (*path, "shown_within"), seen=True),
            drift_to=f.maybe(drift.to, (*path, "drift", "to")) if drift else None,
            drift_rate=drift.rate if drift else 0.0,
            drift_sd=drift.sd if drift else 0.0,
        )

    # -- stages, people, work ----------------------------------------------------------------

    def stage(self, key: str, stage: Stage) -> StageSpec:
        f, path = self.f, ("stages", key)
        return StageSpec(
            id=key,
            entered_slot=self.slots[f"stage.{key}.entered"],
            passed_slot=self.slots[f"stage.{key}.passed"],
            day_slot=self.slots[f"stage.{key}.day"],
            gate=f.condition(stage.gate, (*path, "gate")),
            latest=f.maybe(stage.latest, (*path, "latest")),
            effects=f.effects(stage, path, key),
            late=f.effects(stage.late, (*path, "late"), key),
            passed=f.effects(stage.passed, (*path, "passed"), key),
        )

    def pool(self, key: str, pool: Pool) -> PoolSpec:
        hire, outside = pool.hire, pool.outsource
        slots = {
            f"{name}_slot": self.slots[f"team.{key}.{name}"]
            for name in ("people", "free", "training", "fatigue", "overtime")
        }
        return PoolSpec(
            index=self.indexes.pools[key],
            id=key,
            people=pool.people,
            day_rate=pool.day_rate,
            skill_speed=0.5 + pool.skill / 100,
            hire_days=hire.days if hire else 0.0,
            hire_cost=hire.cost if hire else 0.0,
            training_days=hire.training_days if hire else 0.0,
            most_hired=hire.most if hire else 0,
            outsource_days=outside.days if outside else 0.0,
            outsource_rate=outside.day_rate if outside else 0.0,
            outsource_term=outside.term if outside else 0.0,
            most_outsourced=outside.most if outside else 0,
            **slots,
        )

    def task(self, key: str, task: Task) -> TaskSpec:
        f, path = self.f, ("tasks", key)
        rework, contract = task.rework, self.scenario.contract
        return TaskSpec(
            index=self.indexes.tasks[key],
            id=key,
            stage=self.indexes.stages.get(task.stage, 0),
            days=f.formula(task.days, (*path, "days")),
            plan_days=_plan_days(task.days, self.scenario.horizon),
            draws=task.days.has_draws,
            needs=tuple(
                (self.indexes.pools[pool], count)
                for pool, count in task.needs.items()
                if pool in self.indexes.pools
            ),
            books=tuple(
                (self.slots[f"team.{pool}.free"], count)
                for pool, count in task.needs.items()
                if pool in self.indexes.pools
            ),
            cost=f.maybe(task.cost, (*path, "cost")),
            after=tuple(
                self.indexes.tasks[before] for before in task.after if before in self.indexes.tasks
            ),
            priority=task.priority,
            rework_chance=f.maybe(rework.chance, (*path, "rework", "chance")) if rework else None,
            rework_share=f.maybe(rework.share, (*path, "rework", "share")) if rework else None,
            effects=f.effects_without_cost(task, path, key),
            planned_slot=self.slots[f"tasks.{key}.planned"],
            started_slot=self.slots[f"tasks.{key}.started"],
            done_slot=self.slots[f"tasks.{key}.done"],
            day_slot=self.slots[f"tasks.{key}.day"],
            start_moment=f"{key}.start",
            done_moment=f"{key}.done",
            successors=tuple(
                self.indexes.tasks[other]
                for other, later in self.scenario.tasks.items()
                if key in later.after
            ),
            milestones=tuple(
                index
                for index, milestone in enumerate(contract.milestones.values() if contract else ())
                if key in milestone.after
            ),
        )

    # -- what may happen ---------------------------------------------------------------------

    def risk(self, key: str, risk: Risk) -> RiskSpec:
        f, path = self.f, ("risks", key)
        between = risk.between
        warning = risk.warning
        return RiskSpec(
            index=self.indexes.risks[key],
            id=key,
            chance=f.maybe(risk.chance, (*path, "chance")),
            between=(
                f.formula(between[0], (*path, "between", 0)),
                f.formula(between[1], (*path, "between", 1)),
            )
            if between
            else None,
            rate=f.maybe(risk.rate, (*path, "rate")),
            during=frozenset(
                self.indexes.stages[stage] for stage in risk.during if stage in self.indexes.stages
            ),
            warning_days=warning.days if warning else 0.0,
            warning=f.effects(warning.effects, (*path, "warning", "effects"), key)
            if warning
            else None,
            responses={
                response: self._response(key, response, (*path, "responses", response))
                for response in risk.responses
            },
            effects=f.effects(risk, path, key),
            changes=any(
                formula is not None and formula.names
                for formula in (
                    risk.chance,
                    risk.rate,
                    *(response.chance_times for response in risk.responses.values()),
                )
            ),
            struck_slot=self.slots[f"risks.{key}.struck"],
            warned_slot=self.slots[f"risks.{key}.warned"],
        )

    def _response(self, key: str, response: Response, path: Path) -> ResponseSpec:
        found = self.scenario.risks[key].responses[response]
        return ResponseSpec(
            chance_times=self.f.maybe(found.chance_times, (*path, "chance_times")),
            impact=self.f.effects(found.impact, (*path, "impact"), key),
            has_impact=found.impact is not None,
            effects=self.f.effects(found, path, key),
            slot=self.slots[f"risks.{key}.{RESPONSE_PAST[response]}"],
        )

    def events(self) -> tuple[EventSpec, ...]:
        """Return the events, then the competitors' moves."""
        found: list[tuple[str, Event | Move, Path, str | None]] = [
            (key, event, ("events", key), None) for key, event in self.scenario.events.items()
        ]
        for rival, competitor in self.scenario.competitors.items():
            found += [
                (key, move, ("competitors", rival, "moves", key), rival)
                for key, move in competitor.moves.items()
            ]
        return tuple(self._event(index, *event) for index, event in enumerate(found))

    def _event(
        self, index: int, key: str, event: Event | Move, path: Path, competitor: str | None
    ) -> EventSpec:
        f = self.f
        condition, guard = self._when(event, path)
        return EventSpec(
            index=index,
            id=key,
            competitor=competitor,
            day=f.maybe(event.day, (*path, "day")),
            every=event.every,
            first=f.maybe(event.first, (*path, "first")),
            condition=condition,
            guard=guard,
            chance=f.maybe(event.chance, (*path, "chance")),
            after=f.maybe(event.after, (*path, "after")),
            repeat=event.repeat,
            effects=f.effects(event, path, key),
            times_slot=self.slots[f"events.{key}.times"],
        )

    def _when(self, trigger: Trigger, path: Path) -> tuple[Condition | None, Formula | None]:
        """Return `when` as the condition waited for, or as a guard beside another trigger."""
        if trigger.when is None:
            return None, None
        if trigger.at is None and trigger.day is None and trigger.every is None:
            return self.f.condition(trigger.when, (*path, "when")), None
        return None, self.f.formula(trigger.when, (*path, "when"))

    # -- decisions ---------------------------------------------------------------------------

    def decision(self, key: str, decision: Decision) -> DecisionSpec:
        f, path = self.f, ("decisions", key)
        condition, guard = self._when(decision, path)
        for index, name in enumerate(decision.shows):
            if name not in f.names or name.startswith(PASSING):
                f.report.unknown((*path, "shows", index), "names", name, list(f.names))
        return DecisionSpec(
            index=list(self.scenario.decisions).index(key),
            id=key,
            answer=decision.answer,
            day=f.maybe(decision.day, (*path, "day")),
            every=decision.every,
            first=f.maybe(decision.first, (*path, "first")),
            condition=condition,
            guard=guard,
            options={option: self._option(key, option) for option in decision.options},
            budget=f.maybe(decision.budget, (*path, "budget"), seen=True),
            at_least=decision.at_least,
            at_most=decision.at_most,
            units=f.maybe(decision.units, (*path, "units"), seen=True),
            use_all=decision.use_all,
            amount=self._amount(key, decision),
            default_amount=self._default_amount(decision, (*path, "default")),
            effects=f.effects(decision, path, key),
            asked_slot=self.slots[f"asked.{key}"],
        )

    def _option(self, key: str, option_key: str) -> OptionSpec:
        f, path = self.f, ("decisions", key, "options", option_key)
        option = self.scenario.decisions[key].options[option_key]
        return OptionSpec(
            id=option_key,
            when=f.maybe(option.when, (*path, "when"), seen=True),
            cost=f.maybe(option.cost, (*path, "cost"), seen=True),
            at_most=option.at_most,
            offer=_lasting_offer(option_key, option),
            effects=f.effects(option, path, f"{key}.{option_key}"),
            slot=self.slots[f"chose.{key}.{option_key}"],
        )

    def _amount(self, key: str, decision: Decision) -> AmountSpec | None:
        amount = decision.amount
        if amount is None:
            return None
        path = ("decisions", key, "amount")
        return AmountSpec(
            min=self.f.formula(amount.min, (*path, "min"), seen=True),
            max=self.f.formula(amount.max, (*path, "max"), seen=True),
            step=amount.step,
            slot=self.slots[f"answers.{key}"],
        )

    def _default_amount(self, decision: Decision, path: Path) -> Formula | None:
        default = decision.default
        if decision.answer != "amount" or not isinstance(default, (str, int, float)):
            return None
        try:
            return self.f.formula(parse(default), path, seen=True)
        except FormulaError as error:
            self.f.report(path, error.template, **error.params)
            return None

    # -- the market and the contract ---------------------------------------------------------

    def stakeholders(self) -> tuple[StakeholderSpec, ...]:
        return tuple(
            StakeholderSpec(
                id=key,
                influence=person.influence,
                attitude_slot=self.slots[f"attitude.{key}"],
                weights=tuple(person.weighs.items()),
                weighs_shown=self.f.maybe(
                    person.weighs_shown, ("stakeholders", key, "weighs_shown"), seen=True
                ),
            )
            for key, person in self.scenario.stakeholders.items()
        )

    def competitors(self) -> tuple[CompetitorSpec, ...]:
        return tuple(
            CompetitorSpec(
                id=key,
                slots={name: self.slots[f"rivals.{key}.{name}"] for name in CRITERIA},
                bids=self.f.maybe(competitor.bids, ("competitors", key, "bids")),
            )
            for key, competitor in self.scenario.competitors.items()
        )

    def award(self) -> AwardSpec | None:
        award, f = self.scenario.award, self.f
        if award is None:
            return None
        weights, attitudes = self._weights()
        return AwardSpec(
            price=f.formula(award.price, ("award", "price")),
            fit=f.formula(award.fit, ("award", "fit")),
            risk=f.formula(award.risk, ("award", "risk")),
            delivery=f.formula(award.delivery, ("award", "delivery")),
            qualified=f.maybe(award.qualified, ("award", "qualified")),
            weights=tuple(
                (c, weights[c]) for c in CRITERIA if c in weights and c != "relationship"
            ),
            relationship=weights.get("relationship", 0.0),
            attitudes=attitudes,
            scale=award.scale,
            no_award=f.maybe(award.no_award, ("award", "no_award")),
            won=f.effects(award.won, ("award", "won"), "award"),
            lost=f.effects(award.lost, ("award", "lost"), "award"),
        )

    def _weights(self) -> tuple[dict[Criterion, float], tuple[tuple[int, float], ...]]:
        """Return what each criterion weighs in the buying centre, and each attitude to us."""
        stakeholders = self.scenario.stakeholders
        influence = sum(person.influence for person in stakeholders.values())
        weights: dict[Criterion, float] = {}
        attitudes = []
        for key, person in stakeholders.items():
            share = person.influence / (influence * sum(person.weighs.values()) or 1.0)
            for criterion, weight in person.weighs.items():
                weights[criterion] = weights.get(criterion, 0.0) + share * weight
            if "relationship" in person.weighs:
                slot = self.slots[f"attitude.{key}"]
                attitudes.append((slot, share * person.weighs["relationship"]))
        return weights, tuple(attitudes)

    def contract(self) -> ContractSpec | None:
        contract, f = self.scenario.contract, self.f
        if contract is None:
            return None
        penalty = contract.penalty
        return ContractSpec(
            value=f.formula(contract.value, ("contract", "value")),
            milestones=tuple(self._milestone(*item) for item in contract.milestones.items()),
            changes=tuple(
                ChangeSpec(
                    id=key,
                    chance=f.formula(change.chance, ("contract", "changes", key, "chance")),
                    after=f.formula(change.after, ("contract", "changes", key, "after")),
                    effects=f.effects(change, ("contract", "changes", key), key),
                    times_slot=self.slots[f"events.{key}.times"],
                )
                for key, change in contract.changes.items()
            ),
            penalty_per_day=penalty.per_day if penalty else 0.0,
            penalty_cap=penalty.cap if penalty else 0.0,
            effects=f.effects(contract, ("contract",), "contract"),
        )

    def _milestone(self, key: str, milestone: Milestone) -> MilestoneSpec:
        f, path = self.f, ("contract", "milestones", key)
        test = milestone.acceptance
        return MilestoneSpec(
            id=key,
            share=milestone.share,
            after=tuple(
                self.indexes.tasks[task] for task in milestone.after if task in self.indexes.tasks
            ),
            wait=milestone.wait,
            due=f.maybe(milestone.due, (*path, "due")),
            chance=f.formula(test.chance, (*path, "acceptance", "chance")) if test else None,
            rework=f.formula(test.rework, (*path, "acceptance", "rework")) if test else None,
            test_cost=f.maybe(test.cost, (*path, "acceptance", "cost")) if test else None,
            pay_days=f.formula(milestone.pay_days, (*path, "pay_days")),
            effects=f.effects(milestone, path, key),
            accepted_slot=self.slots[f"milestone.{key}.accepted"],
            late_slot=self.slots[f"milestone.{key}.late"],
        )
