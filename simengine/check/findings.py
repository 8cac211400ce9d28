"""From the figures to the findings: what passes a threshold, with its place and its line."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from simengine.check.comparing import ON_THE_WHOLE, Comparison, Stake
from simengine.check.report import Figures, Finding, ParSource
from simengine.check.rules import RULES, SEVERITIES
from simengine.check.runs import Offer, Played
from simengine.errors import SimError
from simengine.estimates import Estimate
from simengine.program import Program
from simengine.scenario.model import Scenario
from simengine.scenario.source import Source

# Fewer situations than this say nothing of a decision.
LEAST_SITUATIONS = int(RULES["B604"].threshold)

Numbers = Mapping[str, float]


class Findings:
    """Collects findings. `place` is dotted; the line is that of the place in the file."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found: list[Finding] = []
        self._failures: set[str] = set()

    def add(self, code: str, place: str, numbers: Numbers | None = None, **names: object) -> None:
        """Add a finding; `names` fill its texts beside the numbers."""
        numbers = numbers or {}
        path = tuple(int(part) if part.isdigit() else part for part in place.split("."))
        self._found.append(
            Finding(
                code=code,
                severity=RULES[code].severity,
                place=place,
                line=self._source.line(path),
                numbers=numbers,
                params={**{key: figure(value) for key, value in numbers.items()}, **names},
            )
        )

    def add_failure(self, error: SimError, policy: str, seed: int) -> None:
        """Add that a run failed, unless another did so for the same reason."""
        if str(error) not in self._failures:
            self._failures.add(str(error))
            self.add("B603", "", error=error, policy=policy, seed=seed)

    def all(self) -> tuple[Finding, ...]:
        """Return them by severity, then in the order of the file."""
        return tuple(
            sorted(self._found, key=lambda f: (SEVERITIES.index(f.severity), f.line, f.code))
        )


def figure(value: float) -> str:
    """Return a number as it is read: whole where it is large or whole, else to a tenth."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"


def judge_choices(
    found: Findings,
    decision: str,
    comparisons: Sequence[Comparison],
    stakes: Mapping[str, Stake],
) -> None:
    """Add what there is to say of a decision that enough situations were tried of."""
    place = f"decisions.{decision}"
    limit = RULES["B103"].threshold
    stake = stakes[ON_THE_WHOLE]
    if stake.at_most < limit and all(each.at_least < limit for each in stakes.values()):
        found.add("B103", place, {"most": stake.at_most, "n": stake.apart.n})
        return
    always = [
        each for each in comparisons if each.is_always_right(RULES[_code(each, "B102")].threshold)
    ]
    for each in always:
        numbers = {
            "ahead": each.ahead.mean,
            "low": each.ahead.low,
            "high": each.ahead.high,
            "n": each.ahead.n,
        }
        found.add(_code(each, "B102"), _option(place, each), numbers, option=each.label)
    if any(not each.of_option for each in always):
        # That all others are never right is the same thing said again.
        return
    for each in comparisons:
        code = _code(each, "B101")
        # Of an amount some place is always never right.
        if each.is_never_right(RULES[code].threshold) and not each.label.endswith("%"):
            numbers = {
                "behind": -each.ahead.mean,
                "low": -each.ahead.high,
                "high": -each.ahead.low,
                "at_best": -max(part.mean for part in each.slices.values()),
                "n": each.ahead.n,
            }
            found.add(code, _option(place, each), numbers, option=each.label)


def _code(comparison: Comparison, single: str) -> str:
    """Return the code for one answer, or that for an option of several."""
    of_several = {"B101": "B104", "B102": "B105"}
    return of_several[single] if comparison.of_option else single


def _option(place: str, comparison: Comparison) -> str:
    return place if comparison.label.endswith("%") else f"{place}.options.{comparison.label}"


def judge_names(found: Findings, scenario: Scenario) -> None:
    """Add the numbers that trainees would see by the names that formulas use."""
    for key, decision in scenario.decisions.items():
        for index, name in enumerate(decision.shows):
            variable = scenario.variables.get(name)
            if variable is not None and not variable.label:
                found.add("B108", f"decisions.{key}.shows.{index}", number=name)


def judge_reach(found: Findings, program: Program, runs: Sequence[Played]) -> None:
    """Add what never came up in these runs, and the options that nobody could take."""
    met = frozenset[str]().union(*(run.met for run in runs))
    n = {"n": float(len(runs))}
    for code, path in _paths(program):
        if path not in met:
            found.add(code, path, n)
    offers: dict[tuple[str, str], Offer] = {}
    for run in runs:
        for key, offer in run.offers.items():
            offers[key] = offers.get(key, Offer()).plus(offer)
    for (decision, option), offer in offers.items():
        place = f"decisions.{decision}.options.{option}"
        asked = {"n": float(offer.asked)}
        if offer.available == 0 and offer.asked >= RULES["B202"].threshold:
            found.add("B202", place, asked, option=option)
        elif offer.affordable == 0 and offer.asked >= RULES["B203"].threshold:
            found.add("B203", place, asked, option=option)


def _paths(program: Program) -> Iterator[tuple[str, str]]:
    """Yield what may come up, with the code of its never doing so."""
    scenario = program.scenario
    for code, section, keys in (
        ("B201", "decisions", scenario.decisions),
        ("B204", "events", scenario.events),
        ("B205", "risks", scenario.risks),
        ("B206", "stages", scenario.stages),
        ("B207", "tasks", scenario.tasks),
    ):
        yield from ((code, f"{section}.{key}") for key in keys)
    for key, competitor in scenario.competitors.items():
        yield from (("B204", f"competitors.{key}.moves.{move}") for move in competitor.moves)
    if scenario.contract is not None:
        changes, milestones = scenario.contract.changes, scenario.contract.milestones
        yield from (("B204", f"contract.changes.{key}") for key in changes)
        yield from (("B208", f"contract.milestones.{key}") for key in milestones)
    yield from (("B209", f"{place}.mail") for place in program.mails)


def judge_scores(
    found: Findings,
    program: Program,
    figures: Figures,
    *,
    ahead_of_random: Estimate,
    ahead_of_greedy: Estimate,
) -> None:
    """Add what there is to say of the score and its KPIs. The differences are par's, by seed."""
    bots = {each.policy: each for each in figures.bots}
    par = figures.bots[0].score
    mark = program.scenario.score.pass_mark
    numbers = {"mean": par.mean, "low": par.low, "high": par.high, "mark": mark}
    if par.high < mark:
        found.add("B301", "kpis", numbers)
    if par.high < RULES["B302"].threshold:
        found.add("B302", "kpis", numbers)
    if par.low > RULES["B303"].threshold:
        found.add("B303", "kpis", numbers)
    passed = bots["random"].passed
    if 100 * passed.low > RULES["B304"].threshold:
        found.add("B304", "kpis", {"share": 100 * passed.share, "n": passed.n})
    if ahead_of_random.high < RULES["B305"].threshold:
        found.add("B305", "kpis", _interval("ahead", ahead_of_random))
    if figures.blind.high < RULES["B106"].threshold:
        found.add("B106", "decisions", _interval("behind", figures.blind))
    if ahead_of_greedy.high < RULES["B107"].threshold:
        found.add("B107", "decisions", _interval("behind", ahead_of_greedy))
    _judge_kpis(found, figures)


def _judge_kpis(found: Findings, figures: Figures) -> None:
    for kpi in figures.kpis:
        place = f"kpis.{kpi.id}"
        numbers = {
            "points": kpi.points, "spread": kpi.spread, "least": kpi.least, "most": kpi.most,
        }  # fmt: skip
        if kpi.spread < RULES["B306"].threshold:
            found.add("B306", place, numbers)
        elif kpi.hit.count == 0:
            found.add("B307", place, {"n": kpi.hit.n, "best": kpi.best})
        elif 100 * kpi.hit.low > RULES["B308"].threshold:
            found.add("B308", place, {"share": 100 * kpi.hit.share, "n": kpi.hit.n})
    for each in figures.correlations:
        if each.r >= RULES["B309"].threshold:
            found.add(
                "B309", f"kpis.{each.second}", {"r": each.r}, first=each.first, second=each.second
            )


def judge_skill(found: Findings, figures: Figures) -> None:
    """Add what there is to say of skill against luck."""
    of_decisions = figures.variance
    if of_decisions is not None and 100 * of_decisions.high < RULES["B401"].threshold:
        found.add(
            "B401",
            "kpis",
            {
                "share": 100 * of_decisions.decisions,
                "low": 100 * of_decisions.low,
                "high": 100 * of_decisions.high,
            },
        )
    graded = [bot for bot in figures.bots if bot.randomness is not None]
    for better, worse in itertools.pairwise(graded):
        assert better.randomness is not None
        assert worse.randomness is not None
        if worse.score.mean >= better.score.mean:
            numbers = {"better": 100 * better.randomness, "worse": 100 * worse.randomness}
            found.add("B402", "kpis", numbers)
    if 100 * figures.separation < RULES["B403"].threshold:
        found.add("B403", "kpis", {"share": 100 * figures.separation})


def judge_time(found: Findings, program: Program, figures: Figures) -> None:
    """Add what takes longer than it should."""
    minutes = program.scenario.minutes
    expected = sum(figures.minutes.values()) / len(figures.minutes)
    times = RULES["B501"].threshold
    if not minutes / times <= expected <= minutes * times:
        found.add("B501", "minutes", {"expected": round(expected), "minutes": minutes})
    for each in figures.decisions:
        if each.seconds > RULES["B502"].threshold:
            found.add("B502", f"decisions.{each.decision}", {"seconds": round(each.seconds)})


def judge_check(found: Findings, source: ParSource, par: str) -> None:
    """Add where the par of this very check is not what it should be."""
    if source != "solved":
        found.add("B601" if source == "missing" else "B602", "id", policy=par)


def _interval(name: str, of: Estimate) -> dict[str, float]:
    return {name: of.mean, "low": of.low, "high": of.high, "n": of.n}
