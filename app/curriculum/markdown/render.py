"""From a lesson's tokens to clean HTML, section by section, with its charts in between."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import nh3
from latex2mathml.converter import convert
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from app.curriculum.charts.spec import Chart
from app.curriculum.markdown.document import Document, plain_text
from app.curriculum.markdown.syntax import parser

_COMMAND = re.compile(r"\\[A-Za-z]+|[{}]")
_FITS = 16
"""A formula of so many signs fits into the line of a telephone."""

_BEFORE_SIGN = re.compile(r"(?<=\d) (?=[%‰])")

_MATH = {
    "math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "mspace", "msqrt", "mstyle",
    "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover",
}  # fmt: skip
_TAGS = _MATH | {
    "a", "blockquote", "br", "code", "div", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "span",
    "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "class", "aria-describedby"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "h3": {"id"},
    "math": {"xmlns", "display"},
    "mo": {"stretchy"},
    "mspace": {"width"},
    "ol": {"start"},
    "table": {"class"},
    "span": {"class", "id", "role", "tabindex", "aria-label"},
    "sup": {"class"},
    "td": {"class"},
    "th": {"class", "scope"},
}


@dataclass(frozen=True, slots=True)
class TermNote:
    """A term as the text shows it: its page, its name and what it means."""

    url: str
    name: str
    meaning: str


@dataclass(frozen=True)
class Links:
    """Where a text's references lead; None for what is not there, which stays plain words."""

    term: Callable[[str], TermNote | None]
    lesson: Callable[[str], str | None]
    tool: Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a section: clean HTML, or a chart."""

    html: Markup | None = None
    chart: Chart | None = None


@dataclass(frozen=True)
class Section:
    """A section as a page shows it. `subsections` are ids and titles."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    subsections: tuple[tuple[str, str], ...]


@lru_cache(maxsize=2048)
def formula(text: str, is_block: bool = False) -> str:
    """A formula in MathML. Raises ValueError for one that cannot be set."""
    if text.count("{") != text.count("}"):
        raise ValueError("{ }")
    try:
        mathml = str(convert(text, display="block" if is_block else "inline"))
    except Exception as error:
        # The library raises whatever its parser stumbles over, down to IndexError.
        raise ValueError(str(error) or type(error).__name__) from error
    # A command that it does not know comes out as it went in.
    if (unknown := re.search(r"\\[A-Za-z]+", mathml)) is not None:
        raise ValueError(unknown[0])
    return mathml


def render(document: Document, links: Links) -> tuple[Section, ...]:
    """The sections of a document, clean of everything that a lesson may not hold."""
    env: dict[str, Any] = {"links": links, "terms": 0, "open": [], "heading": ""}
    return _sections(document, _Renderer(), env)


def render_for_paper(
    document: Document, links: Links, level: int
) -> tuple[tuple[Section, ...], tuple[TermNote, ...]]:
    """The sections as they are printed, and the terms that their numbers stand for.

    A link is its words, and a term is followed by the number of its note. Headings within sections
    are of `level` 3 or 4 and have no id, so that many lessons can stand on one page.
    """
    notes: list[TermNote] = []
    env = {"links": links, "notes": notes, "level": level, "heading": ""}
    sections = _sections(document, _PaperRenderer(), env)
    return sections, tuple(notes)


def _sections(
    document: Document, renderer: RendererHTML, env: dict[str, Any]
) -> tuple[Section, ...]:
    sections = []
    for title, section_id, tokens in _cut(document.tokens):
        env["heading"] = title
        _number_subsections(tokens, section_id)
        blocks = tuple(_blocks(renderer, tokens, env))
        subsections = tuple(
            (str(opening.attrGet("id")), plain_text(inline))
            for opening, inline in pairwise(tokens)
            if opening.type == "heading_open"
        )
        sections.append(Section(section_id, title, blocks, subsections))
    return tuple(sections)


def clean(html: str) -> Markup:
    """The HTML with nothing but what lessons may hold; the rest goes with all that is in it."""
    return Markup(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=set(),
            link_rel=None,
            generic_attribute_prefixes=None,
        )
    )


def _cut(tokens: Sequence[Token]) -> list[tuple[str, str, list[Token]]]:
    """Title, id and tokens of every section; what stands before the first belongs to none."""
    sections: list[tuple[str, str, list[Token]]] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "heading_open" and token.tag == "h2":
            section_id = str(token.attrGet("id") or f"section-{len(sections) + 1}")
            sections.append((plain_text(tokens[index + 1]), section_id, []))
            index += 3
            continue
        if sections:
            sections[-1][2].append(token)
        index += 1
    return sections


def _number_subsections(tokens: Sequence[Token], section_id: str) -> None:
    count = 0
    for token in tokens:
        if token.type == "heading_open":
            count += 1
            token.attrSet("id", f"{section_id}-{count}")


def _blocks(renderer: RendererHTML, tokens: Sequence[Token], env: dict[str, Any]) -> list[Block]:
    blocks: list[Block] = []
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and "chart" in token.meta:
            blocks += _html(renderer, tokens[start:index], env)
            blocks.append(Block(chart=token.meta["chart"]))
            start = index + 1
    return blocks + _html(renderer, tokens[start:], env)


def _html(renderer: RendererHTML, tokens: Sequence[Token], env: dict[str, Any]) -> list[Block]:
    html = renderer.render(tokens, parser().options, env) if tokens else ""
    return [Block(html=clean(html))] if html else []


class _Renderer(RendererHTML):
    """The rules of lessons; each method renders the token of its name."""

    def text(self, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
        # A line never ends between a number and its sign.
        return escapeHtml(_BEFORE_SIGN.sub("\N{NO-BREAK SPACE}", tokens[index].content))

    def term(self, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
        token = tokens[index]
        note = env["links"].term(token.meta["term"])
        if note is None:
            return escapeHtml(token.content or token.meta["term"])
        env["terms"] += 1
        note_id = f"term-{env['terms']}"
        return (
            f'<span class="term"><a class="term-word" href="{escapeHtml(note.url)}" '
            f'aria-describedby="{note_id}">{escapeHtml(token.content or note.name)}</a>'
            f'<span class="term-note" role="tooltip" id="{note_id}">'
            f"<strong>{escapeHtml(note.name)}</strong> {escapeHtml(note.meaning)}</span></span>"
        )

    def link_open(self, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
        target = _address(str(tokens[index].attrGet("href") or ""), env["links"])
        env["open"].append(target is not None)
        return f'<a href="{escapeHtml(target)}">' if target else '<span class="not-yet">'

    def link_close(self, _tokens: Sequence[Token], _index: int, _options: Any, env: Any) -> str:
        return "</a>" if env["open"].pop() else "</span>"

    def image(self, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
        return escapeHtml(tokens[index].content)

    def heading_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        env["heading"] = plain_text(tokens[index + 1])
        return self.renderToken(tokens, index, options, env)

    def table_open(self, _tokens: Sequence[Token], _index: int, _options: Any, env: Any) -> str:
        label = escapeHtml(env["heading"])
        return (
            f'<div class="table-scroll" tabindex="0" role="group" aria-label="{label}">'
            '<table class="table">'
        )

    def table_close(self, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
        return "</table></div>"

    def th_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        tokens[index].attrSet("scope", "col")
        return self.renderToken(tokens, index, options, env)

    def container_dialogue_open(
        self, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any
    ) -> str:
        return '<div class="dialogue">'

    def container_dialogue_close(
        self, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any
    ) -> str:
        return "</div>"

    def paragraph_open(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        if not tokens[index].hidden and _is_formula(tokens[index + 1]):
            return _formula_open(env)
        return self.renderToken(tokens, index, options, env)

    def paragraph_close(self, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        if not tokens[index].hidden and _is_formula(tokens[index - 1]):
            return "</div>"
        return self.renderToken(tokens, index, options, env)

    def math_inline(self, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
        text = tokens[index].content
        if len(tokens) == 1:
            return _set(text, is_block=True)
        mathml = _set(text, is_block=False)
        if len(_COMMAND.sub("", text)) <= _FITS:
            return mathml
        return f'<span class="formula-long" {_scrolls(env)}>{mathml}</span>'

    def math_block(self, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
        return f"{_formula_open(env)}{_set(tokens[index].content, is_block=True)}</div>"


class _PaperRenderer(_Renderer):
    """The rules of lessons on paper, where nothing can be pressed."""

    def term(self, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
        token = tokens[index]
        note = env["links"].term(token.meta["term"])
        if note is None:
            return escapeHtml(token.content or token.meta["term"])
        if note not in env["notes"]:
            env["notes"].append(note)
        number = env["notes"].index(note) + 1
        return f'{escapeHtml(token.content or note.name)}<sup class="term-number">{number}</sup>'

    def link_open(self, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
        return "<span>"

    def link_close(self, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
        return "</span>"

    def heading_open(self, _tokens: Sequence[Token], _index: int, _options: Any, env: Any) -> str:
        return f"<h{env['level']}>"

    def heading_close(self, _tokens: Sequence[Token], _index: int, _options: Any, env: Any) -> str:
        return f"</h{env['level']}>"

    def table_open(self, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
        return '<table class="table">'

    def table_close(self, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
        return "</table>"


def _is_formula(inline: Token) -> bool:
    """Whether a paragraph is a formula and nothing else: then it has all the room that it needs."""
    children = inline.children or ()
    return len(children) == 1 and children[0].type == "math_inline"


def _formula_open(env: dict[str, Any]) -> str:
    return f'<div class="formula" {_scrolls(env)}>'


def _scrolls(env: dict[str, Any]) -> str:
    """What lets a formula scroll by itself on a narrow screen, with the keyboard too."""
    return f'tabindex="0" role="group" aria-label="{escapeHtml(env["heading"])}"'


def _set(text: str, *, is_block: bool) -> str:
    try:
        return formula(text, is_block)
    except ValueError:
        return f"<code>{escapeHtml(text)}</code>"


def _address(href: str, links: Links) -> str | None:
    scheme, colon, target = href.partition(":")
    if colon and scheme == "lesson":
        return links.lesson(target)
    if colon and scheme == "tool":
        return links.tool(target)
    return href if href.startswith("#") else None
