from typing import Any

import pytest

from simengine.check.comparing import ON_THE_WHOLE, Comparison, Stake
from simengine.check.findings import (
    Findings,
    figure,
    judge_check,
    judge_choices,
    judge_names,
    judge_reach,
    judge_scores,
    judge_skill,
    judge_time,
)
from simengine.check.report import (
    BotFigures,
    Correlation,
    DecisionFigures,
    Figures,
    Finding,
    KpiFigures,
    Variance,
    is_as_bad,
)
from simengine.check.runs import Offer, Played
from simengine.estimates import Estimate, share_of
from simengine.library import load_text
from simengine.scenario.source import Source
from tests.simengine.making import as_text, make_scenario

TEXT = as_text(
    make_scenario(
        minutes=30,
        stakeholders={"buyer": {}},
        competitors={"hua": {"moves": {"cut": {"day": 3}}}},
        variables={"price": {"known": 90}},
        award={"at": "work.gate", "price": "price", "fit": 50, "risk": 50, "delivery": 50},
        contract={
            "value": 90,
            "milestones": {"all": {"share": 1}},
            "changes": {"more": {"after": 3}},
        },
        stages={"work": {"gate": "day >= 20"}, "rest": {"gate": "day >= 30"}},
        decisions={
            "go": {"at": "work.start", "options": {"yes": {}, "no": {}}},
            "how_many": {"day": 2, "answer": "several", "options": {"one": {}, "two": {}}},
        },
        kpis={
            "length": {"value": "deal.day", "worst": 0, "target": 40},
            "width": {"value": "deal.day", "worst": 0, "target": 40},
        },
    )
)
PROGRAM = load_text(TEXT)


def about(mean: float, half: float = 0.1) -> Estimate:
    return Estimate(60, mean, 1.0, mean - half, mean + half)


def bot(policy: str, mean: float, randomness: float | None = None, passed: int = 0) -> BotFigures:
    return BotFigures(policy, randomness, about(mean), share_of(passed, 60))


def make_figures(**parts: Any) -> Figures:
    """Figures of a scenario without a fault; `parts` replace them."""
    sound: dict[str, Any] = {
        "bots": (
            bot("par", 80, 0.0, 55),
            bot("random 50 %", 60, 0.5),
            bot("random", 40, 1.0, 3),
            bot("greedy", 50),
        ),
        "variance": Variance(0.6, 0.5, 0.7, 0.3, 0.1),
        "separation": 0.9,
        "blind": about(8),
        "kpis": (KpiFigures("length", 50, 20, 0, 40, 40, share_of(10, 60)),),
        "correlations": (Correlation("length", "width", 0.5),),
        "minutes": {"en": 28.0, "zh-Hans": 34.0},
        "decisions": (DecisionFigures("go", 30, 1.0, 60.0, about(9), ()),),
    }
    return Figures(**{**sound, **parts})


def found_by(judge: Any, *arguments: Any, **keywords: Any) -> list[Finding]:
    findings = Findings(Source(TEXT, "a.yaml"))
    judge(findings, *arguments, **keywords)
    return list(findings.all())


def brief(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in findings]


# -- findings --------------------------------------------------------------------------------


def test_a_finding_is_told_in_any_language() -> None:
    findings = Findings(Source(TEXT, "a.yaml"))
    findings.add("B309", "kpis.width", {"r": 0.987}, first="length", second="width")
    (found,) = findings.all()
    assert found.text() == "“length” and “width” measure the same: their points correlate by 0.99"
    assert found.advice(lambda message: message.upper()) == "LEAVE ONE OUT, OR ADD THEIR WEIGHTS"
    assert (found.severity, found.numbers) == ("note", {"r": 0.987})
    assert TEXT.splitlines()[found.line - 1] == "  width:"


def test_findings_come_by_severity_then_by_line() -> None:
    findings = Findings(Source(TEXT, "a.yaml"))
    for code, place in [
        ("B309", "id"), ("B204", "kpis"), ("B204", "id"), ("B206", "kpis"), ("B202", "id"),
    ]:  # fmt: skip
        findings.add(code, place, {"n": 1, "r": 1}, first="", second="", option="")
    assert [(each.code, each.place) for each in findings.all()] == [
        ("B206", "kpis"), ("B202", "id"), ("B204", "id"), ("B204", "kpis"), ("B309", "id"),
    ]  # fmt: skip


def test_a_place_in_a_list_has_its_line() -> None:
    findings = Findings(Source("a:\n- b: 1\n- b: 2\n", "a.yaml"))
    findings.add("B209", "a.1.b", {"n": 1})
    assert findings.all()[0].line == 3


@pytest.mark.parametrize(
    ("value", "read"),
    [(4993000.0, "4,993,000"), (123.4, "123"), (12.0, "12"), (12.34, "12.3"), (-0.567, "-0.57")],
)
def test_numbers_are_rounded_for_reading(value: float, read: str) -> None:
    assert figure(value) == read


@pytest.mark.parametrize(
    ("severity", "limit", "bad"),
    [("error", "warning", True), ("warning", "warning", True), ("note", "warning", False),
     ("warning", "error", False)],
)  # fmt: skip
def test_severities_are_compared(severity: Any, limit: Any, bad: bool) -> None:
    assert is_as_bad(severity, limit) is bad


# -- choices ---------------------------------------------------------------------------------


def comparison(label: str, mean: float, *parts: float, of_option: bool = False) -> Comparison:
    slices = {str(place): about(part) for place, part in enumerate(parts or (mean,))}
    return Comparison(label, of_option, about(mean), slices)


WEIGHTY = {ON_THE_WHOLE: Stake(about(9), 8, 10)}


@pytest.mark.parametrize(
    ("decision", "comparisons", "expected"),
    [
        ("go", [comparison("yes", 0.0), comparison("no", 0.0)], []),
        ("go", [comparison("yes", -3.0, -2, -4)], [("B101", "decisions.go.options.yes")]),
        ("go", [comparison("yes", -3.0, 2, -4)], []),
        (
            "go",
            [comparison("yes", 3.0, 2, 4), comparison("no", -3.0, -2, -4)],
            [("B102", "decisions.go.options.yes")],
        ),
        ("go", [comparison("95 %", 3.0), comparison("5 %", -3.0)], [("B102", "decisions.go")]),
        ("go", [comparison("5 %", -3.0)], []),
        (
            "how_many",
            [comparison("one", 3.0, of_option=True), comparison("two", -3.0, of_option=True)],
            [
                ("B104", "decisions.how_many.options.two"),
                ("B105", "decisions.how_many.options.one"),
            ],
        ),
    ],
)
def test_choices_are_judged(
    decision: str, comparisons: list[Comparison], expected: list[tuple[str, str]]
) -> None:
    assert brief(found_by(judge_choices, decision, comparisons, WEIGHTY)) == expected


def test_what_is_behind_says_by_how_much() -> None:
    (found,) = found_by(judge_choices, "go", [comparison("yes", -3.0, -2, -4)], WEIGHTY)
    assert found.numbers == {"behind": 3.0, "low": 2.9, "high": 3.1, "at_best": 2, "n": 60}
    (found,) = found_by(judge_choices, "go", [comparison("yes", -3.0)], WEIGHTY)
    assert found.numbers["at_best"] == 3.0


def test_a_decision_with_nothing_at_stake_does_not_matter() -> None:
    light = {ON_THE_WHOLE: Stake(about(0.2), 0.1, 0.3)}
    (found,) = found_by(judge_choices, "go", [comparison("yes", -3.0)], light)
    assert (found.code, found.place) == ("B103", "decisions.go")
    assert found.numbers == {"most": 0.3, "n": 60}
    # It matters where it does so in some kind of situation.
    somewhere = {**light, "wear low": Stake(about(4), 3, 5)}
    assert found_by(judge_choices, "go", [], somewhere) == []


# -- reach -----------------------------------------------------------------------------------


def test_whatever_never_came_up_is_told() -> None:
    run = Played(1, "par", met=frozenset({"decisions.go", "stages.work"}))
    assert brief(found_by(judge_reach, PROGRAM, [run])) == [
        ("B206", "stages.rest"),
        ("B201", "decisions.how_many"),
        ("B204", "competitors.hua.moves.cut"),
        ("B208", "contract.milestones.all"),
        ("B204", "contract.changes.more"),
    ]


def test_a_number_that_is_shown_needs_a_name_for_people() -> None:
    go = {"at": "work.start", "options": {"yes": {}, "no": {}}}
    text = as_text(
        make_scenario(
            variables={"trust": {"known": 5, "label": {"en": "Trust"}}, "pilot": {"known": 1}},
            decisions={"go": {**go, "shows": ["trust", "deal.day", "pilot"]}},
        )
    )
    (finding,) = found_by(judge_names, load_text(text).scenario)
    assert (finding.code, finding.place) == ("B108", "decisions.go.shows.2")
    assert finding.params == {"number": "pilot"}


def test_an_option_out_of_reach_takes_enough_cases() -> None:
    def run(times: int) -> Played:
        offers = {
            ("go", "yes"): Offer(times, 0, times),
            ("go", "no"): Offer(times, times, 0),
            ("how_many", "one"): Offer(times, 1, 1),
        }
        everything = frozenset(path for _, path in PATHS)
        return Played(1, "par", met=everything, offers=offers)

    assert found_by(judge_reach, PROGRAM, [run(9), run(10)]) == []
    found = found_by(judge_reach, PROGRAM, [run(10), run(10)])
    assert brief(found) == [
        ("B202", "decisions.go.options.yes"),
        ("B203", "decisions.go.options.no"),
    ]
    assert found[0].numbers == {"n": 20}


PATHS = [
    (finding.code, finding.place) for finding in found_by(judge_reach, PROGRAM, [Played(1, "par")])
]


# -- scores ----------------------------------------------------------------------------------


def scores_of(figures: Figures, ahead: float = 40, greedy: float = 30) -> list[tuple[str, str]]:
    return brief(
        found_by(
            judge_scores,
            PROGRAM,
            figures,
            ahead_of_random=about(ahead),
            ahead_of_greedy=about(greedy),
        )
    )


def with_par(mean: float) -> Figures:
    return make_figures(bots=(bot("par", mean, 0.0, 55), *make_figures().bots[1:]))


def with_random(passed: int) -> Figures:
    bots = make_figures().bots
    return make_figures(bots=(*bots[:2], bot("random", 40, 1.0, passed), bots[3]))


def kpi(points: float, spread: float, hit: int) -> Figures:
    return make_figures(kpis=(KpiFigures("length", points, spread, 0, 40, 40, share_of(hit, 60)),))


@pytest.mark.parametrize(
    ("figures", "codes"),
    [
        (make_figures(), []),
        (with_par(59), ["B301", "B302"]),
        (with_par(96), ["B303"]),
        (with_random(45), ["B304"]),
        (with_random(31), []),
        (make_figures(blind=about(1)), ["B106"]),
        (kpi(50, 0.5, 0), ["B306"]),
        (kpi(50, 20, 0), ["B307"]),
        (kpi(99, 5, 59), ["B308"]),
        (make_figures(correlations=(Correlation("length", "width", 0.96),)), ["B309"]),
    ],
)
def test_scores_are_judged(figures: Figures, codes: list[str]) -> None:
    assert sorted(code for code, _ in scores_of(figures)) == codes


def test_par_must_be_well_above_chance_and_greed() -> None:
    assert scores_of(make_figures(), ahead=20) == [("B305", "kpis")]
    assert scores_of(make_figures(), greedy=2) == [("B107", "decisions")]


# -- skill and time --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        ({}, []),
        ({"variance": None}, []),
        ({"variance": Variance(0.2, 0.1, 0.3, 0.7, 0.1)}, ["B401"]),
        ({"bots": (bot("par", 50, 0.0), bot("random 50 %", 60, 0.5))}, ["B402"]),
        ({"separation": 0.6}, ["B403"]),
    ],
)
def test_skill_is_judged(parts: dict[str, Any], codes: list[str]) -> None:
    assert [code for code, _ in brief(found_by(judge_skill, make_figures(**parts)))] == codes


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, []),
        ({"minutes": {"en": 50.0}}, [("B501", "minutes")]),
        ({"minutes": {"en": 19.0}}, [("B501", "minutes")]),
        (
            {"decisions": (DecisionFigures("go", 30, 1.0, 200.0, None, ()),)},
            [("B502", "decisions.go")],
        ),
    ],
)
def test_time_is_judged(parts: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert brief(found_by(judge_time, PROGRAM, make_figures(**parts))) == expected


def test_the_check_says_what_it_lacks() -> None:
    assert found_by(judge_check, "solved", "par") == []
    (missing,) = found_by(judge_check, "missing", "quick par")
    assert (missing.code, missing.params) == ("B601", {"policy": "quick par"})
    (stale,) = found_by(judge_check, "stale", "quick par")
    assert stale.code == "B602"
