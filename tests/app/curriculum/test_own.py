"""Trainers' own lessons: what their files make, and what is said of them."""

from __future__ import annotations

from app.curriculum.checks.own import Verdict, check_own
from app.curriculum.course import Course, read_course
from app.curriculum.own import FILES, published, read_own
from app.lessons.models import OWN_PREFIX
from tests.app.teaching.writing import HEAD, QUIZ, TEXT, lesson_files

COURSE: Course = read_course()


def check(**changed: str) -> Verdict:
    reading = read_own("own-review", lesson_files(**changed))
    return check_own(reading, COURSE, {"mini": ["how_deep"]}, ["own-other"])


def lines(verdict: Verdict) -> list[str]:
    """Each error as file, line and path."""
    return [f"{problem.source}:{problem.line} {problem.path}" for problem in verdict.errors]


def test_a_lesson_in_one_language_is_in_order_and_gets_advice() -> None:
    verdict = check()
    assert verdict.errors == ()
    assert {problem.source for problem in verdict.advice} == {"zh-Hans.md", "quiz.yaml"}
    lesson = read_own("own-review", lesson_files()).lesson
    assert (list(lesson.documents), len(lesson.items)) == (["zh-Hans"], 2)


def test_a_second_language_must_be_in_every_text() -> None:
    verdict = check(english="## The idea {#idea}\n\nWork it out.\n")
    assert lines(verdict)[:2] == ["lesson.yaml:1 title", "lesson.yaml:2 summary"]
    assert all("en" in str(problem.params) for problem in verdict.errors)


def test_all_problems_of_all_files_come_at_once_with_their_lines() -> None:
    text = (
        "vorab\n\n# Zu groß\n\n## Eins {#done}\n\n[[nichts]] ![b](x.png) [l](https://x.y)\n\n"
        "## Zwei {#a}\n\n$\\frac{$ [z](#nirgends)\n\n## Drei {#a}\n\n```chart\nkind: bar\n```\n"
    )
    verdict = check(
        head=HEAD.replace("execution.bidding", "execution.biding")
        + "tools: [swott]\npractice: [{scenario: mini, decision: how_dep}]\n",
        text=text,
        quiz=QUIZ.replace("difficulty: 1", "difficulty: 7"),
    )
    assert lines(verdict) == [
        "lesson.yaml:3 skills.0",
        "lesson.yaml:5 tools.0",
        "lesson.yaml:6 practice.0.decision",
        "zh-Hans.md:1 ",
        "zh-Hans.md:3 Zu groß",
        "zh-Hans.md:5 done",
        "zh-Hans.md:7 image",
        "zh-Hans.md:7 other",
        "zh-Hans.md:7 term",
        "zh-Hans.md:11 $",
        "zh-Hans.md:11 section",
        "zh-Hans.md:13 a",
        "zh-Hans.md:16 chart.rows",
        "zh-Hans.md:16 chart.title",
        "quiz.yaml:4 0.difficulty",
    ]


def test_a_broken_head_hides_no_problem_of_the_text() -> None:
    verdict = check(head="title: [", text=TEXT.replace("gross-margin", "gros-margin"), quiz="a: b")
    assert [problem.source for problem in verdict.errors] == [
        "lesson.yaml", "zh-Hans.md", "quiz.yaml",
    ]  # fmt: skip


def test_a_problem_stands_on_its_own_line_in_paragraphs_and_tables() -> None:
    text = "## A {#a}\n\nEins\nzwei [[x1]]\n\n| a |\n|---|\n| b |\n| [[x2]] $\\foo$ |\n"
    assert lines(check(text=text)) == ["zh-Hans.md:4 term", "zh-Hans.md:9 $", "zh-Hans.md:9 term"]


def test_links_lead_to_core_lessons_and_to_own_ones_that_are_there() -> None:
    assert check(text=TEXT.replace("lesson:bidding", "lesson:own-other")).errors == ()
    assert lines(check(text=TEXT.replace("lesson:bidding", "lesson:own-missing"))) == [
        "zh-Hans.md:3 lesson"
    ]


def test_an_item_that_stands_twice_is_an_error_and_no_quiz_is_none() -> None:
    assert lines(check(quiz=QUIZ + QUIZ.replace("id: worth", "id: other"))) == ["quiz.yaml:20 2.id"]
    assert check(quiz="").errors == ()


def test_a_lesson_without_any_text_says_so() -> None:
    verdict = check(text="  \n")
    assert "zh-Hans.md:1 " in lines(verdict)


def test_a_version_is_read_once_and_an_unreadable_one_is_none() -> None:
    asked = []

    def files() -> dict[str, str]:
        asked.append(1)
        return lesson_files()

    first = published("own-once", 1, "digest", files)
    assert first is not None
    assert first.version == 1
    assert published("own-once", 1, "digest", files) is first
    assert len(asked) == 1
    assert published("own-broken", 1, "digest", lambda: dict.fromkeys(FILES, "")) is None


def test_no_lesson_of_the_core_course_can_be_taken_for_an_own_one() -> None:
    assert [slug for slug in COURSE.lessons if slug.startswith(OWN_PREFIX)] == []
