"""Between which values a formula lies, by interval arithmetic over its tree.

The bounds are never too narrow. They may be too wide, for each reading of a name is taken to vary
on its own: `x - x` of an x between 0 and 1 is found to lie between -1 and 1.
"""

import ast
import math
from collections.abc import Mapping
from dataclasses import replace

from simengine.errors import N_, FormulaError
from simengine.expressions.calls import called
from simengine.expressions.intervals import (
    FALSE,
    Bounds,
    between,
    compared,
    joined,
    negated,
    operated,
    truth,
)
from simengine.expressions.parsed import Parsed
from simengine.expressions.syntax import segment
from simengine.expressions.wording import quote

Ranges = Mapping[str, tuple[float, float]]


def bounds(parsed: Parsed, ranges: Ranges) -> Bounds:
    """Between which values `parsed` lies, if each name lies within its range, ends included.

    A name without a range can be any number; a boolean one is between 0 and 1. Raises FormulaError
    if the formula has no value at all: it always divides by zero, takes the root of a negative
    number, and so on.
    """
    found = _Walk(parsed.text, ranges).of(parsed.tree)
    if found is None:
        raise FormulaError(
            N_("The formula %(formula)s never has a value: it divides by zero or the like"),
            {"formula": quote(parsed.text)},
        )
    return replace(found, can_be_nan=False)


def divides_by_zero(parsed: Parsed, ranges: Ranges) -> str | None:
    """The first divisor in `parsed` that is always zero, as written; None if there is none.

    A divisor that is never reached, as in `1 / 0 if false else 2`, does not count.
    """
    walk = _Walk(parsed.text, ranges)
    walk.of(parsed.tree)
    return next(iter(walk.zero_divisors), None)


class _Walk:
    """Finds the bounds of each part that can be reached; None for a part without a value."""

    def __init__(self, text: str, ranges: Ranges) -> None:
        self.text = text
        self.ranges = ranges
        self.zero_divisors: list[str] = []

    def of(self, node: ast.expr) -> Bounds | None:
        match node:
            case ast.Constant(value=bool() as value):
                return truth(value, not value)
            case ast.Constant(value=float() as number):
                return between(number, number)
            case ast.Name(id=name):
                return between(*self.ranges.get(name, (-math.inf, math.inf)))
            case ast.UnaryOp(op=op, operand=inner):
                return self._of_unary(op, self.of(inner))
            case ast.BinOp(left=left, op=operator, right=right):
                return self._of_operation(left, operator, right)
            case ast.BoolOp(op=ast.And(), values=values):
                return self._of_and(values)
            case ast.BoolOp(values=values):
                return self._of_or(values)
            case ast.Compare(left=left, ops=ops, comparators=others):
                return self._of_comparison(left, ops, others)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self._of_conditional(test, body, orelse)
        assert isinstance(node, ast.Call)
        assert isinstance(node.func, ast.Name)
        return self._of_call(node.func.id, node.args)

    def _of_call(self, name: str, args: list[ast.expr]) -> Bounds | None:
        found = [self.of(arg) for arg in args]
        present = [each for each in found if each is not None]
        return called(name, present) if len(present) == len(found) else None

    def _of_unary(self, op: ast.unaryop, inner: Bounds | None) -> Bounds | None:
        if inner is None:
            return None
        if isinstance(op, ast.Not):
            return truth(inner.can_be_false, inner.can_be_true)
        return negated(inner)

    def _of_operation(self, left: ast.expr, op: ast.operator, right: ast.expr) -> Bounds | None:
        a, b = self.of(left), self.of(right)
        if a is None or b is None:
            return None
        found = operated(op, a, b)
        if found is None:
            self.zero_divisors.append(segment(self.text, right))
        return found

    def _of_and(self, values: list[ast.expr]) -> Bounds | None:
        so_far: Bounds | None = None
        for value in values[:-1]:
            found = self.of(value)
            if found is None:
                return so_far
            if found.can_be_false:
                so_far = joined(so_far, FALSE)
            if not found.can_be_true:
                return so_far
        return joined(so_far, self.of(values[-1]))

    def _of_or(self, values: list[ast.expr]) -> Bounds | None:
        so_far: Bounds | None = None
        for value in values[:-1]:
            found = self.of(value)
            if found is None:
                return so_far
            if found.can_be_true:
                so_far = joined(so_far, replace(found, can_be_false=False))
            if not found.can_be_false:
                return so_far
        return joined(so_far, self.of(values[-1]))

    def _of_comparison(
        self, left: ast.expr, ops: list[ast.cmpop], others: list[ast.expr]
    ) -> Bounds | None:
        so_far: Bounds | None = None
        a = self.of(left)
        for op, other in zip(ops, others, strict=True):
            b = self.of(other) if a is not None else None
            if a is None or b is None:
                return so_far
            pair = compared(op, a, b)
            if pair.can_be_false:
                so_far = FALSE
            if not pair.can_be_true:
                return so_far
            a = b
        return joined(so_far, truth(True, False))

    def _of_conditional(self, test: ast.expr, body: ast.expr, orelse: ast.expr) -> Bounds | None:
        condition = self.of(test)
        if condition is None:
            return None
        return joined(
            self.of(body) if condition.can_be_true else None,
            self.of(orelse) if condition.can_be_false else None,
        )
