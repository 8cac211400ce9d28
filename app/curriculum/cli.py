"""``flask curriculum``: the course for its authors."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.curriculum.checks import check_course, warnings_of
from app.curriculum.course import CONTENT, read_course

curriculum_commands = AppGroup("curriculum", help="The course and its files.")


@curriculum_commands.command("check")
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CONTENT
)
@click.option("--only", "slug", help="Tell only of one lesson, by its slug.")
def check_command(folder: Path, slug: str | None) -> None:
    """Tell everything that is wrong with the course in FOLDER, with file and line.

    The exit status is 1 if there is anything. What is still to be written is told as a warning.
    """
    course = read_course(folder)
    problems = check_course(course)
    warnings = warnings_of(course)
    if slug is not None:
        place = f"lessons/{slug}/"
        problems = tuple(problem for problem in problems if place in problem.source)
        warnings = tuple(warning for warning in warnings if place in warning.source)
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
    for problem in problems:
        click.echo(str(problem))
    items = sum(len(lesson.items) for lesson in course.lessons.values())
    click.echo(
        f"{len(course.lessons)} lessons, {items} quiz items, {len(course.glossary)} terms: "
        f"{len(problems)} problems"
    )
    if problems:
        raise SystemExit(1)
