"""What stands in a lesson's text: its sections, and everything that the checks look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markdown_it.token import Token

from app.curriculum.charts.spec import Chart, read_chart
from app.curriculum.markdown.syntax import guard_pipes, is_chart, parser
from simengine.scenario.problems import Problem

Place = Literal["paragraph", "list", "table"]
ReferenceKind = Literal["term", "lesson", "tool", "section", "image", "other"]

_LINK = re.compile(r"(lesson|tool):(.*)", re.S)


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that a text points to."""

    kind: ReferenceKind
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `id` is empty where the author gave none."""

    level: int
    id: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or an item of a list or cell of a table, as words alone."""

    text: str
    line: int
    section: str
    place: Place


@dataclass(frozen=True)
class Document:
    """A parsed text. `tokens` are what it is rendered from; a chart's token holds its chart."""

    source: str
    tokens: tuple[Token, ...]
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]
    references: tuple[Reference, ...]
    charts: tuple[tuple[Chart, int], ...]
    fences: tuple[tuple[str, int], ...]
    """Fenced blocks that are no charts: their first word and line."""
    formulas: tuple[tuple[str, int], ...]

    @property
    def sections(self) -> tuple[Heading, ...]:
        """The headings of the second level."""
        return tuple(heading for heading in self.headings if heading.level == 2)

    @property
    def section_ids(self) -> tuple[str, ...]:
        """The ids of its sections; those without one are counted."""
        return tuple(
            heading.id or f"section-{number}" for number, heading in enumerate(self.sections, 1)
        )

    @property
    def words(self) -> str:
        """All that is read in it, charts aside."""
        return "\n".join(
            [
                *(heading.title for heading in self.headings),
                *(paragraph.text for paragraph in self.paragraphs),
            ]
        )


def read_document(source: str, name: str) -> tuple[Document, list[Problem]]:
    """The document of a text, and what is wrong with its charts. `name` is that of its file."""
    tokens = parser().parse(guard_pipes(source))
    problems: list[Problem] = []
    charts: list[tuple[Chart, int]] = []
    fences: list[tuple[str, int]] = []
    for token in tokens:
        if token.type != "fence":
            continue
        if not is_chart(token.info):
            fences.append((token.info.strip(), _line(token)))
            continue
        chart, found = read_chart(token.content, name, _line(token))
        problems += found
        if chart is not None:
            token.meta["chart"] = chart
            charts.append((chart, _line(token)))
    document = Document(
        source=source,
        tokens=tuple(tokens),
        headings=tuple(_headings(tokens)),
        paragraphs=tuple(_paragraphs(tokens)),
        references=tuple(_references(tokens)),
        charts=tuple(charts),
        fences=tuple(fences),
        formulas=tuple(_formulas(tokens)),
    )
    return document, problems


def plain_text(token: Token) -> str:
    """The words of an inline token."""
    parts = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline" | "math_inline":
                parts.append(child.content)
            case "term":
                parts.append(child.content or child.meta["term"])
            case "softbreak" | "hardbreak":
                parts.append("\n")
    return "".join(parts)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            level = int(opening.tag[1:])
            title = plain_text(inline).strip()
            yield Heading(level, str(opening.attrGet("id") or ""), title, _line(opening))


def _paragraphs(tokens: Sequence[Token]) -> Iterator[Paragraph]:
    section, sections, lists, row_line, in_table, in_heading = "", 0, 0, 1, False, False
    for token in tokens:
        match token.type:
            case "heading_open":
                in_heading = True
                if token.tag == "h2":
                    sections += 1
                    section = str(token.attrGet("id") or f"section-{sections}")
            case "heading_close":
                in_heading = False
            case "list_item_open":
                lists += 1
            case "list_item_close":
                lists -= 1
            case "table_open" | "table_close":
                in_table = token.nesting > 0
            case "tr_open":
                row_line = _line(token)
            case "inline" if not in_heading:
                place: Place = "table" if in_table else "list" if lists else "paragraph"
                line = row_line if in_table else _line(token)
                yield Paragraph(plain_text(token), line, section, place)


def _children(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Everything inside of lines, each with its own line; a table's cells only know their row."""
    row_line = 1
    for token in tokens:
        if token.type == "tr_open":
            row_line = _line(token)
        line = _line(token) if token.map else row_line
        for child in token.children or ():
            yield child, line
            if child.type in ("softbreak", "hardbreak"):
                line += 1


def _references(tokens: Sequence[Token]) -> Iterator[Reference]:
    for child, line in _children(tokens):
        if child.type == "term":
            yield Reference("term", child.meta["term"], line)
        elif child.type == "link_open":
            yield _link(str(child.attrGet("href") or ""), line)
        elif child.type == "image":
            yield Reference("image", str(child.attrGet("src") or ""), line)


def _link(address: str, line: int) -> Reference:
    found = _LINK.fullmatch(address)
    if found is not None:
        return Reference("lesson" if found[1] == "lesson" else "tool", found[2], line)
    if address.startswith("#"):
        return Reference("section", address[1:], line)
    return Reference("other", address, line)


def _formulas(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    for token in tokens:
        if token.type == "math_block":
            yield token.content, _line(token)
    for child, line in _children(tokens):
        if child.type == "math_inline":
            yield child.content, line
