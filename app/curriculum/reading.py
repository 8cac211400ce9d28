"""YAML files of the course: from a path to a shape, or to everything that is wrong with it.

Reading, and what a problem looks like, are the simulator's: an author of lessons and one of
scenarios are told of a slip in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from app.curriculum.items import ITEM_TYPES, Item
from app.curriculum.shapes import WRITTEN, Written
from config import ROOT
from simengine.errors import N_
from simengine.scenario.load import problems_of
from simengine.scenario.problems import Path as Place
from simengine.scenario.problems import Problem, ScenarioInvalid
from simengine.scenario.source import Source

Shape = TypeVar("Shape", bound=BaseModel)


class ContentInvalid(Exception):
    """A file of the course can't be used; `problems` has every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def shown_name(path: Path) -> str:
    """The path as an author types it: from the folder of the project, if it lies there."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def problem_at(path: Path, line: int, where: str, template: str, **params: Any) -> Problem:
    """A problem on a line of a file that is no YAML."""
    return Problem(line, where, template, params, shown_name(path))


def read_text(path: Path) -> str:
    """The text of a file. Raises ContentInvalid when it is missing or not in UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problem = problem_at(path, 1, "", N_("the file is missing; add it"))
    except UnicodeDecodeError:
        problem = problem_at(path, 1, "", N_("the file is not in UTF-8; save it in UTF-8"))
    raise ContentInvalid([problem])


def read_source(path: Path) -> Source:
    """The data of a YAML file with its lines. Raises ContentInvalid."""
    return source_of(read_text(path), shown_name(path))


def source_of(text: str, name: str) -> Source:
    """The data of a YAML text with its lines. Raises ContentInvalid."""
    try:
        return Source(text, name)
    except ScenarioInvalid as error:
        raise ContentInvalid(list(error.problems)) from None


def read_shape(path: Path, shape: type[Shape]) -> tuple[Shape, Source]:
    """The shape that a YAML file holds, and the file's lines. Raises ContentInvalid."""
    source = read_source(path)
    return shape_at(source, (), shape), source


def shape_at(
    source: Source, base: Place, shape: type[Shape], languages: Sequence[Written] = WRITTEN
) -> Shape:
    """The shape that stands at `base` of a file, its texts in these languages.

    Raises ContentInvalid.
    """
    part = source.data
    for step in base:
        part = part[step]
    if not isinstance(part, dict):
        raise ContentInvalid(
            [source.problem(base, N_("keys and values belong here, one to a line"))]
        )
    try:
        return shape.model_validate(part, context={"languages": languages})
    except ValidationError as error:
        raise ContentInvalid(problems_of(source, error, base)) from None


def read_mapping(path: Path, values: Any) -> tuple[dict[str, Any], Source]:
    """The mapping that a YAML file is, each value of the type `values`. Raises ContentInvalid."""
    source = read_source(path)
    if not isinstance(source.data, dict):
        raise ContentInvalid([source.problem((), N_("keys and values belong here, one to a line"))])
    adapter: TypeAdapter[dict[str, Any]] = TypeAdapter(values)
    try:
        return adapter.validate_python(source.data, strict=True), source
    except ValidationError as error:
        raise ContentInvalid(problems_of(source, error)) from None


def read_items(path: Path) -> tuple[tuple[Item, ...], Source]:
    """The items of a ``quiz.yaml``. Raises ContentInvalid with the problems of all of them."""
    source = read_source(path)
    return items_in(source), source


def items_in(source: Source, languages: Sequence[Written] = WRITTEN) -> tuple[Item, ...]:
    """The items that a file lists, their texts in these languages.

    Raises ContentInvalid with the problems of all of them.
    """
    if not isinstance(source.data, tuple):
        raise ContentInvalid(
            [source.problem((), N_("a list of items belongs here, each beginning with `- id:`"))]
        )
    items: list[Item] = []
    problems: list[Problem] = []
    for index, data in enumerate(source.data):
        kind = data.get("kind") if isinstance(data, dict) else None
        shape = ITEM_TYPES.get(kind) if isinstance(kind, str) else None
        if shape is None:
            problems.append(
                source.problem(
                    (index, "kind"),
                    N_("an item needs a `kind`: one of %(kinds)s"),
                    kinds=", ".join(ITEM_TYPES),
                )
            )
            continue
        try:
            items.append(shape_at(source, (index,), shape, languages))
        except ContentInvalid as error:
            problems += error.problems
    if problems:
        raise ContentInvalid(problems)
    return tuple(items)
