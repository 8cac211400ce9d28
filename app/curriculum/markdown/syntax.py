"""What lessons may write: CommonMark, tables, formulas, dialogues, terms, charts; no HTML."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from app.curriculum.markdown import emphasis

CHART = "chart"
DIALOGUE = "dialogue"

_TERM = re.compile(r"\[\[([^\[\]|\\]+)(?:\|([^\[\]|]+))?\]\]")
_TERM_WITH_WORDS = re.compile(r"(\[\[[^\[\]|\\]+)\|([^\[\]|]+\]\])")
_FIGURE = re.compile(
    r"\**[-+−±≤≥<>~≈约]?\s?(?:CNY |¥)?[\d,]+(?:\.\d+)?(?:\s?(?:%|‰|[A-Za-z万亿元天]{1,3}))?\**"
)
_NOTHING = "–—-/"
_HEADING_ID = re.compile(r"\s*\{#([a-z][a-z0-9-]*)\}\s*$")


@cache
def parser() -> MarkdownIt:
    """The parser of lessons. It is never changed once it is made."""
    md = MarkdownIt("commonmark", {"html": False}).enable("table")
    emphasis.use(md)
    # "$20,000 and $30,000" is money, no formula.
    dollarmath_plugin(md, allow_space=False, allow_digits=False, allow_labels=False)
    container_plugin(md, DIALOGUE)
    md.inline.ruler.before("link", "term", _read_term)
    md.core.ruler.after("block", "heading_ids", _take_heading_ids)
    # A table's alignment comes as a style attribute, which the pages' policy refuses.
    md.core.ruler.push("alignment", _alignment_to_class)
    md.core.ruler.push("figures", _align_figures)
    return md


def guard_pipes(source: str) -> str:
    """The text with the bar of ``[[term|words]]`` escaped in the rows of tables.

    A table would be divided there; its own rule takes the escape away again.
    """
    return "\n".join(
        _TERM_WITH_WORDS.sub(r"\1\\|\2", line) if line.lstrip().startswith("|") else line
        for line in source.split("\n")
    )


def is_chart(info: str) -> bool:
    """Whether the words after the fence's marks make it a chart."""
    return info.strip() == CHART


def _read_term(state: StateInline, silent: bool) -> bool:
    found = _TERM.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("term", "", 0)
        token.content = (found[2] or "").strip()
        token.meta = {"term": found[1].strip()}
    state.pos = found.end()
    return True


def _take_heading_ids(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        inline = state.tokens[index + 1]
        found = _HEADING_ID.search(inline.content)
        if found is not None:
            inline.content = inline.content[: found.start()]
            token.attrSet("id", found[1])


def _align_figures(state: StateCore) -> None:
    """Put the columns that hold nothing but figures to the right, where they can be compared."""
    start = 0
    for index, token in enumerate(state.tokens):
        if token.type == "table_open":
            start = index
        elif token.type == "table_close":
            _align_columns(state.tokens[start:index])


def _align_columns(table: list[Token]) -> None:
    columns: list[list[int]] = []
    place = 0
    for index, token in enumerate(table):
        if token.type == "tr_open":
            place = 0
        elif token.type in ("th_open", "td_open"):
            if place == len(columns):
                columns.append([])
            columns[place].append(index)
            place += 1
    # The first column says what a row is about.
    for cells in columns[1:]:
        if table[cells[0]].attrGet("class"):
            continue  # Its author has said where it stands.
        texts = [table[cell + 1].content.strip() for cell in cells if table[cell].tag == "td"]
        figures = [bool(_FIGURE.fullmatch(text)) for text in texts]
        if any(figures) and all(
            is_figure or not text or text in _NOTHING
            for is_figure, text in zip(figures, texts, strict=True)
        ):
            for cell in cells:
                table[cell].attrSet("class", "num")


def _alignment_to_class(state: StateCore) -> None:
    for token in state.tokens:
        style: Any = token.attrs.pop("style", None)
        if style == "text-align:right":
            token.attrSet("class", "num")
        elif style == "text-align:center":
            token.attrSet("class", "centred")
