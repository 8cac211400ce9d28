"""Everything that can be wrong with the course is told, with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.curriculum import checks
from app.curriculum.checks import check_course, warnings_of
from app.curriculum.course import read_course
from tests.app.curriculum.making import (
    CHINESE,
    COURSE,
    ENGLISH,
    FILES,
    GLOSSARY,
    LESSON,
    QUIZ,
    SKILLS,
    make_course,
    make_scenarios,
)

HEAD = "lessons/margin/lesson.yaml"
ZH = "lessons/margin/zh-Hans.md"
EN = "lessons/margin/en.md"
BANK = "lessons/margin/quiz.yaml"
COURSE_FILE = "course.yaml"
TERMS = "glossary/terms.yaml"


@pytest.fixture(autouse=True)
def _course_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "COURSE_IS_WHOLE", True)


def problems_of(tmp_path: Path, changed: dict[str, str | None]) -> list[str]:
    root = make_course(tmp_path / "content", changed)
    found = check_course(read_course(root), make_scenarios(tmp_path / "scenarios"))
    return [str(problem).removeprefix(f"{root}/") for problem in found]


def test_a_course_in_order_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (HEAD, LESSON.replace("minutes: 20", "minutes: many"),
         [f"{HEAD}:4: minutes: this must be a whole number"]),
        (HEAD, LESSON.replace(", en: Margin}", "}"),
         [f"{HEAD}:1: title: the text is missing in en; add it"]),
        (HEAD, LESSON.replace("skills: [planning.price]", "skills: [planning.prices]"),
         [f"{HEAD}:3: skills.0: there is no skill “planning.prices” (planning.price?)"]),
        (HEAD, LESSON.replace("[price-and-margin]", "[abacus]"),
         [f"{HEAD}:5: tools.0: there is no tool “abacus”"]),
        (HEAD, LESSON.replace("scenario: mini", "scenario: maxi"),
         [f"{HEAD}:7: practice.0.scenario: there is no scenario “maxi”"]),
        (HEAD, LESSON.replace("decision: how_deep", "decision: how_deap"),
         [f"{HEAD}:7: practice.0.decision: “mini” has no decision “how_deap” (how_deep?)"]),
        (HEAD, LESSON.replace("result: 0.22", "result: 0.23"),
         [f"{HEAD}:10: calculations.0.expression: this gives 0.22, not 0.23"]),
        (HEAD, LESSON.replace("/ price", "/ prize"),
         [f"{HEAD}:10: calculations.0.expression: this can't be worked out: Nothing here is "
          "called `prize`: did you mean `price`?"]),
        (HEAD, LESSON.replace("cost: 390}", "cost: 390, tax: 1}"),
         [f"{HEAD}:11: calculations.0.given: tax are given and not used"]),
        (HEAD, LESSON.replace('en: "22 %"', 'en: "22.0 %"'),
         [f"{HEAD}:14: calculations.0.shown.en: “22.0 %” does not stand in the text"]),
        (HEAD, LESSON + LESSON[LESSON.index("  - name"):],
         [f"{HEAD}:15: calculations.1.name: “gross_margin” stands here twice"]),
        (BANK, QUIZ[:QUIZ.index("- id: margin-8")],
         [f"{BANK}:1: (top): there are 7 items; write 8 or more"]),
        (BANK, QUIZ.replace("margin-8", "margin-7"),
         [f"{BANK}:70: 7.id: the item “margin-7” is in the lesson “margin” already; rename it"]),
        (BANK, QUIZ.replace("answer: 28.2", "answer: 22.4"),
         [f"{BANK}:49: 4.mistakes: a typical mistake lies within the tolerance, so it is right"]),
        (BANK, QUIZ.replace(", right: true", "", 1),
         [f"{BANK}:6: 0.options: 0 options are right; exactly one must be"]),
        (BANK, QUIZ.replace("kind: order", "kind: riddle"),
         [f"{BANK}:20: 2.kind: an item needs a `kind`: one of single, multiple, case, order, match,"
          " number"]),
        (BANK, QUIZ.replace("two}", "one}", 1),
         [f"{BANK}:24: 2.steps: two steps read the same; nobody can order them"]),
        (BANK, QUIZ.replace("en: B}", "en: A}", 1),
         [f"{BANK}:6: 0.options: two options read the same"]),
        (BANK, "none", [f"{BANK}:1: (top): a list of items belongs here, each beginning with "
                        "`- id:`"]),
        (BANK, None, [f"{BANK}:1: (top): the file is missing; add it"]),
        (EN, ENGLISH.replace("[[cost]]", "[[coat]]"),
         [f"{EN}:11: term: the glossary has no term “coat” (cost?)"]),
        (EN, ENGLISH.replace("- Say why", "- Say [why](lesson:margins)"),
         [f"{EN}:5: lesson: there is no lesson “margins” (margin?)"]),
        (EN, ENGLISH.replace("- Say why", "- Say [why](http://example.test/)"),
         [f"{EN}:5: other: “http://example.test/” leads out of the course; link to lesson:slug "
          "or tool:id"]),
        (EN, ENGLISH.replace("- Say why", "- Say <b>why</b>"),
         [f"{EN}:5: goals: “<b>” shows as it stands: no HTML is allowed, and bold, terms and "
          "links need both their ends"]),
        (EN, ENGLISH.replace("- Say why", "- Say $\\frac{1$"),
         [f"{EN}:5: $: the formula “\\frac{{1” can't be set: {{ }}"]),
        (EN, ENGLISH.replace("- Say why", "- Say $\\profit{1}$"),
         [f"{EN}:5: $: the formula “\\profit{{1}}” can't be set: \\profit"]),
        (EN, ENGLISH.replace("- Say why\n", ""),
         [f"{EN}:1: goals: there are 2 goals; name 3 to 5"]),
        (EN, ENGLISH.replace("### Price\n", ""),
         [f"{EN}:7: idea: the idea needs several subsections: ### title",
          f"{EN}:7: idea: this section has 1 subsections here and 2 in zh-Hans; make them the "
          "same"]),
        (EN, ENGLISH.replace("{#mistakes}", "{#errors}"),
         [f"{EN}:1: (top): the sections are goals, idea, case, document, errors, checklist, "
          "sources; they must be goals, idea, case, document, mistakes, checklist, sources, each "
          "as `## title {#id}`"]),
        (EN, ENGLISH.replace("kind: bar", "kind: funnel"),
         [f"{EN}:1: charts: the charts are funnel here and bar in zh-Hans; make them the same"]),
        (EN, ENGLISH.replace(", 110]", ", 111]"),
         [f"{EN}:33: chart: this chart has other figures than the one in zh-Hans"]),
        (EN, ENGLISH.replace(", 110]", ", much]"),
         [f"{EN}:36: chart.rows: this has too few entries; it needs 2 or more",
          f"{EN}:38: chart.rows.1: after its label a row holds numbers only"]),
        (EN, ENGLISH.replace("- Work it out", "Work it out"),
         [f"{EN}:51: checklist: a list belongs into this section"]),
        (ZH, CHINESE.replace("价格减去", "价格减去。" * 20, 1),
         [f"{ZH}:15: idea: this paragraph has 244 words or Chinese characters; divide it, 220 are "
          "enough"]),
        (ZH, CHINESE.replace("价格减去", "价格减去" * 11, 1),
         [f"{ZH}:15: idea: a sentence has 61 words or Chinese characters; divide it, 60 are "
          "enough"]),
        (EN, ENGLISH.replace("Price alone", "Price " * 40 + "alone"),
         [f"{EN}:49: mistakes: a sentence has 43 words or Chinese characters; divide it, 40 are "
          "enough"]),
        (EN, ENGLISH.replace(ENGLISH[ENGLISH.index("| Item"):ENGLISH.index("## Mistakes")],
                             "A price list.\n\n"),
         [f"{EN}:41: document: show a document in use: a table, a list, a letter or a dialogue"]),
        (HEAD, LESSON[:LESSON.index("practice:")] + LESSON[LESSON.index("calculations:"):],
         [f"{HEAD}:1: practice: no decision of a scenario is named; say where the lesson bites"]),
        (ZH, CHINESE[:400],
         None),
        (COURSE_FILE, COURSE.replace("[margin]", "[margin, margin]"),
         [f"{COURSE_FILE}:6: parts.0.lessons.1: “margin” stands here twice"]),
        (COURSE_FILE, COURSE.replace("[margin]", "[bidding]"),
         [f"{COURSE_FILE}:2: parts: the lesson “margin” is in no part; add it",
          f"{COURSE_FILE}:6: parts.0.lessons.0: the lesson “bidding” has not been written"]),
        (TERMS, GLOSSARY.replace("see: [cost]", "see: [coast]"),
         [f"{TERMS}:7: price.see.0: there is no other term “coast” (cost?)"]),
        ("skills.yaml", SKILLS + "Planning: {zh-Hans: 错, en: wrong}\n", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(
    tmp_path: Path, name: str, text: str | None, expected: list[str] | None
) -> None:
    found = problems_of(tmp_path, {name: text})
    if expected is None:
        assert found
    else:
        assert [line for line in found if line.startswith(name)] == expected


def test_a_formula_needs_a_calculation(tmp_path: Path) -> None:
    head = LESSON[: LESSON.index("calculations:")]
    text = ENGLISH.replace("- Say why", "- Say $a$")
    assert problems_of(tmp_path, {HEAD: head, EN: text}) == [
        f"{HEAD}:1: calculations: the text has formulas, and no calculation works one out"
    ]


def test_a_term_in_two_files_is_told(tmp_path: Path) -> None:
    (found,) = problems_of(tmp_path, {"glossary/zz.yaml": GLOSSARY.splitlines()[0]})
    assert "zz.yaml:1: margin: “margin” stands in " in found


@pytest.mark.parametrize("is_whole", [True, False])
def test_what_is_still_to_be_written_is_an_error_only_in_a_whole_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_whole: bool
) -> None:
    monkeypatch.setattr(checks, "COURSE_IS_WHOLE", is_whole)
    later = COURSE.replace("[margin]", "[margin, later]")
    unknown = ENGLISH.replace("[[cost]]", "[[coat]]")
    root = make_course(tmp_path / "content", {COURSE_FILE: later, EN: unknown})
    scenarios = make_scenarios(tmp_path / "scenarios")
    course = read_course(root)
    found = [problem.template for problem in check_course(course, scenarios)]
    told = [problem.template for problem in warnings_of(course, scenarios)]
    expected = [
        "the lesson “%(slug)s” has not been written",
        "the glossary has no term “%(id)s”%(guess)s",
    ]
    assert (found, told) == ((expected, []) if is_whole else ([], expected))
    assert [lesson.slug for lesson in course.in_order()] == ["margin"]


def test_every_file_is_needed(tmp_path: Path) -> None:
    for name in FILES:
        if name != "glossary/terms.yaml":
            root = make_course(tmp_path / name.replace("/", "-"), {name: None})
            assert read_course(root).problems, name
