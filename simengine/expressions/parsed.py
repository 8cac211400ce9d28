"""A formula or an assignment as its author wrote it, checked but not yet tied to a state."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from simengine.errors import N_, FormulaError
from simengine.expressions.formula import Formula
from simengine.expressions.functions import DRAW_ARITY, FUNCTION_ARITY
from simengine.expressions.syntax import MAX_MAGNITUDE, check_name, read
from simengine.expressions.wording import quote

_ASSIGNMENT = re.compile(r"\s*([^\s=+*/<>!-]+)\s*([-+*/]?=)(?!=)(.*)", re.DOTALL)
_LINE_BREAKS = str.maketrans("\t\r\n", "   ")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A formula that is well formed. Two are equal when their text and dialect are."""

    text: str
    draws: bool
    """Whether it was read in the dialect where chance is allowed."""
    names: frozenset[str] = field(compare=False)
    """The dotted names that it reads."""
    has_draws: bool = field(compare=False)
    """Whether chance has a part in it."""
    constant: float | bool | None = field(compare=False)
    """Its value, if it reads no name, leaves nothing to chance and has one."""
    tree: ast.expr = field(compare=False, repr=False)

    def compile(self, slots: Mapping[str, int]) -> Formula:
        """Tie each name to its index in the list of state values.

        Raises FormulaError for a name that `slots` lacks, with the nearest ones that it has.
        """
        return Formula(self, slots)

    def column_of(self, name: str) -> int | None:
        """The first column where `name` is read, counted from 1; None where it is not."""
        places = (
            node.col_offset
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Name) and node.id == name
        )
        first = min(places, default=None)
        return None if first is None else first + 1

    def __reduce__(self) -> tuple[Any, ...]:
        return _reread, (self.text, self.draws)


@dataclass(frozen=True, slots=True)
class ParsedAssignment:
    """`target op value`, one effect: `insight += 15`."""

    target: str
    op: str
    """One of = += -= *= /=."""
    value: Parsed


def parse(source: str | float, *, draws: bool = False) -> Parsed:
    """Read a formula: a text, or a number or boolean as YAML gives it.

    `draws` allows the functions that leave a value to chance. Raises FormulaError for anything
    else than a formula, and nothing else whatever the text.
    """
    written = _as_text(source)
    text = written.translate(_LINE_BREAKS).strip(" ")
    try:
        tree = read(text, draws=draws)
    except FormulaError as error:
        raise _moved(error, len(written) - len(written.lstrip(" \t\r\n"))) from None
    words = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    # A name never begins with the name of a function, so the two cannot be confused.
    names = words.difference(FUNCTION_ARITY, DRAW_ARITY)
    has_draws = not words.isdisjoint(DRAW_ARITY)
    parsed = Parsed(text, draws, frozenset(names), has_draws, None, tree)
    if names or has_draws:
        return parsed
    return replace(parsed, constant=_find_constant(parsed))


def parse_assignment(text: str, *, draws: bool = True) -> ParsedAssignment:
    """Read `name op formula`, op being one of = += -= *= /=.

    Raises FormulaError, whose column counts in the whole of `text`.
    """
    found = _ASSIGNMENT.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise FormulaError(
            N_(
                "%(text)s changes nothing: write a name, one of = += -= *= /=, and a value, "
                "as in insight += 15"
            ),
            {"text": quote(str(text))},
        )
    try:
        target = check_name(found[1])
    except FormulaError as error:
        raise _moved(error, found.start(1)) from None
    try:
        value = parse(found[3], draws=draws)
    except FormulaError as error:
        raise _moved(error, found.start(3)) from None
    return ParsedAssignment(target, found[2], value)


def _as_text(source: object) -> str:
    match source:
        case str():
            return source
        case bool():
            return "true" if source else "false"
        case int() | float() if abs(source) <= MAX_MAGNITUDE:
            return repr(source)
        case int() | float():
            raise FormulaError(N_("The number is out of range: stay within 1e15"))
    raise FormulaError(
        N_("This is not a formula: write a number, true, false or a text like x + 1")
    )


def _moved(error: FormulaError, by: int) -> FormulaError:
    """`error`, its column counted in a text that has `by` characters more in front."""
    column = None if error.column is None else error.column + by
    return FormulaError(error.template, error.params, column)


def _find_constant(parsed: Parsed) -> float | bool | None:
    try:
        return parsed.compile({})([])
    except FormulaError:
        return None


def _reread(text: str, draws: bool) -> Parsed:
    return parse(text, draws=draws)
