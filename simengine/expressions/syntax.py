"""From the text of a formula to a small tree, or a FormulaError that says what to mend.

The text is scanned for what the language knows before Python's own parser sees it; the tree that
Python makes of it is then rebuilt node by node, and whatever is not in the language is refused.
In the rebuilt tree a dotted name is one `ast.Name`, and every number is a float.
"""

import ast
import keyword
import re

from simengine.errors import N_, FormulaError
from simengine.expressions.functions import DRAW_ARITY, FUNCTION_ARITY, Arity
from simengine.expressions.scanner import scan
from simengine.expressions.wording import quote, suggest

MAX_NODES = 200
MAX_DEPTH = 30
MAX_MAGNITUDE = 1e15

TRUTHS = {"true": True, "false": False}
RESERVED = frozenset({*keyword.kwlist, *TRUTHS, *FUNCTION_ARITY, *DRAW_ARITY})
"""Words that cannot begin a name in a formula."""

_DOTTED_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")

_ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


def read(text: str, *, draws: bool) -> ast.expr:
    """The tree of `text`, which holds one formula on one line.

    Raises FormulaError for whatever is not a formula of the plain dialect or, with `draws`, of the
    one where chance is allowed.
    """
    scan(text)
    try:
        body = ast.parse(text, mode="eval").body
        return _Reader(text, draws).rebuild(body, 1)
    except SyntaxError as error:
        raise FormulaError(
            N_(
                "The formula %(formula)s cannot be read: look for a missing operator, "
                "name or bracket"
            ),
            {"formula": quote(text)},
            # Python gives no column, or 0, where the text ends too soon.
            min(error.offset or len(text), len(text) + 1),
        ) from None
    except (MemoryError, RecursionError):
        raise _too_deep(text) from None


def check_name(text: str) -> str:
    """`text` if it is a dotted name that formulas can use; else raises FormulaError."""
    parts = text.split(".")
    if (
        not _DOTTED_NAME.fullmatch(text)
        or parts[0] in RESERVED
        or not set(parts).isdisjoint(keyword.kwlist)
    ):
        raise FormulaError(
            N_(
                "%(name)s cannot be used as a name: take letters, digits and _, "
                "and none of the language's own words"
            ),
            {"name": quote(text)},
            1,
        )
    return text


def _too_deep(text: str) -> FormulaError:
    return FormulaError(
        N_(
            "The formula %(formula)s is nested more than %(most)d deep: "
            "give a part of it a variable of its own"
        ),
        {"formula": quote(text), "most": MAX_DEPTH},
    )


class _Reader:
    """Rebuilds Python's tree out of the nodes that the language has."""

    def __init__(self, text: str, draws: bool) -> None:
        self.text = text
        self.draws = draws
        self.nodes = 0

    def rebuild(self, node: ast.expr, depth: int) -> ast.expr:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise _too_deep(self.text)
        if self.nodes > MAX_NODES:
            raise FormulaError(
                N_(
                    "The formula %(formula)s has more than %(most)d parts: "
                    "give some of them a variable of their own"
                ),
                {"formula": quote(self.text), "most": MAX_NODES},
            )
        return ast.copy_location(self._rebuilt(node, depth), node)

    def _rebuilt(self, node: ast.expr, depth: int) -> ast.expr:
        match node:
            case ast.Constant(value=int() | float() as number):
                return ast.Constant(self._number(number, node))
            case ast.Name() | ast.Attribute():
                return self._name(node)
            case ast.UnaryOp(op=ast.USub() | ast.Not() as sign, operand=operand):
                return ast.UnaryOp(sign, self.rebuild(operand, depth + 1))
            case ast.BinOp(op=op, left=left, right=right) if isinstance(op, _ARITHMETIC):
                # A long sum leans to the left; it is long, not deep.
                return ast.BinOp(self.rebuild(left, depth), op, self.rebuild(right, depth + 1))
            case ast.BoolOp(op=junction, values=values):
                return ast.BoolOp(junction, [self.rebuild(value, depth + 1) for value in values])
            case ast.Compare(left=left, ops=ops, comparators=others) if all(
                isinstance(op, _COMPARISONS) for op in ops
            ):
                left = self.rebuild(left, depth + 1)
                return ast.Compare(left, ops, [self.rebuild(each, depth + 1) for each in others])
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return ast.IfExp(
                    self.rebuild(test, depth + 1),
                    self.rebuild(body, depth + 1),
                    self.rebuild(orelse, depth + 1),
                )
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                self._check_call(name, len(args), node)
                return ast.Call(
                    ast.copy_location(ast.Name(name, ast.Load()), node),
                    [self.rebuild(arg, depth + 1) for arg in args],
                    [],
                )
        raise self._refused(node)

    def _number(self, number: float, node: ast.expr) -> float:
        if abs(number) > MAX_MAGNITUDE:
            raise FormulaError(
                N_("The number %(number)s is out of range: stay within 1e15"),
                {"number": quote(self._segment(node))},
                node.col_offset + 1,
            )
        return float(number)

    def _name(self, node: ast.expr) -> ast.expr:
        parts: list[str] = []
        inner = node
        while isinstance(inner, ast.Attribute):
            parts.append(inner.attr)
            inner = inner.value
        if not isinstance(inner, ast.Name):
            raise self._refused(node)
        parts.append(inner.id)
        name = ".".join(reversed(parts))
        if name in TRUTHS:
            return ast.Constant(TRUTHS[name])
        if inner.id in TRUTHS:
            raise self._refused(node)
        if inner.id in FUNCTION_ARITY or inner.id in DRAW_ARITY:
            raise FormulaError(
                N_("%(name)s is a function, not a value: write %(call)s with its values inside"),
                {"name": quote(inner.id), "call": quote(f"{inner.id}(...)")},
                node.col_offset + 1,
            )
        return ast.Name(name, ast.Load())

    def _check_call(self, name: str, count: int, node: ast.expr) -> None:
        column = node.col_offset + 1
        arity = self._get_arity(name, column)
        if arity.least <= count <= arity.most:
            return
        params = {"name": quote(name), "count": count, "least": arity.least, "most": arity.most}
        if arity.least == arity.most:
            template = N_("%(name)s takes %(least)d values, and here it has %(count)d")
        else:
            template = N_("%(name)s takes %(least)d to %(most)d values, and here it has %(count)d")
        raise FormulaError(template, params, column)

    def _get_arity(self, name: str, column: int) -> Arity:
        if name in FUNCTION_ARITY:
            return FUNCTION_ARITY[name]
        if name in DRAW_ARITY and self.draws:
            return DRAW_ARITY[name]
        if name in DRAW_ARITY:
            raise FormulaError(
                N_(
                    "%(name)s leaves the value to chance, which is allowed only in initial "
                    "values, durations and effects: here write a value that is certain"
                ),
                {"name": quote(name)},
                column,
            )
        known = {**FUNCTION_ARITY, **DRAW_ARITY} if self.draws else FUNCTION_ARITY
        near = suggest(name, known)
        raise FormulaError(
            N_("There is no function %(name)s: write %(known)s"),
            {"name": quote(name), "known": near or ", ".join(sorted(known))},
            column,
        )

    def _refused(self, node: ast.expr) -> FormulaError:
        params = {"part": quote(self._segment(node))}
        column = node.col_offset + 1
        match node:
            case ast.BinOp(op=ast.Pow()):
                template = N_("%(part)s raises to a power, which formulas cannot: multiply instead")
            case ast.Tuple():
                template = N_(
                    "%(part)s is a list: commas stand only between the values of a function, "
                    "and thousands are written 1_000"
                )
            case ast.UnaryOp(op=ast.UAdd()):
                template = N_("%(part)s begins with a plus sign: leave it out")
            case _:
                template = N_(
                    "%(part)s is not part of the formula language: use numbers, names, "
                    "operators and the listed functions"
                )
        return FormulaError(template, params, column)

    def _segment(self, node: ast.expr) -> str:
        return segment(self.text, node)


def segment(text: str, node: ast.expr) -> str:
    """The part of `text` that `node` was read from. Formulas are ASCII on one line."""
    return text[node.col_offset : node.end_col_offset]
