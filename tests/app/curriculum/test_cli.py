"""``flask curriculum check``."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from tests.app.curriculum.making import LESSON, make_course

BROKEN = {"lessons/margin/lesson.yaml": LESSON.replace("minutes: 20", "minutes: 0")}


def test_problems_are_told_and_end_with_status_1(probe: Flask, tmp_path: Path) -> None:
    root = make_course(tmp_path / "content", BROKEN)
    result = probe.test_cli_runner().invoke(args=["curriculum", "check", str(root)])
    assert result.exit_code == 1
    assert "lesson.yaml:4: minutes: 0 is out of range; it must be at least 1" in result.output
    assert "0 lessons, 0 quiz items, 3 terms: 1 problems" in result.output


def test_one_lesson_is_looked_at_alone(probe: Flask, tmp_path: Path) -> None:
    root = make_course(tmp_path / "content", BROKEN)
    args = ["curriculum", "check", str(root), "--only", "other"]
    result = probe.test_cli_runner().invoke(args=args)
    assert (result.exit_code, result.output) == (
        0,
        "0 lessons, 0 quiz items, 3 terms: 0 problems\n",
    )
