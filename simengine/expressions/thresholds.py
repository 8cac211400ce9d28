"""When a condition on the day can change, so that nothing need be checked in between."""

import ast
import itertools

from simengine.expressions.parsed import Parsed, parse
from simengine.expressions.syntax import segment


def thresholds(parsed: Parsed, name: str = "day") -> tuple[Parsed, ...] | None:
    """The formulas that `name` is directly compared with, in the order of the text.

    `day >= 40 and day < award_day + 10` gives those of `40` and `award_day + 10`; a formula that
    does not read `name` gives (). None if `name` occurs in any other form, as in `day / 2 > 9`:
    then the condition can change at any value of it.
    """
    compared: set[int] = set()
    found: list[ast.expr] = []
    for node in ast.walk(parsed.tree):
        if isinstance(node, ast.Compare):
            operands = [node.left, *node.comparators]
            compared.update(id(operand) for operand in operands if _is(name, operand))
            for left, right in itertools.pairwise(operands):
                if _is(name, left):
                    found.append(right)
                if _is(name, right):
                    found.append(left)
    read = {id(node) for node in ast.walk(parsed.tree) if _is(name, node)}
    if read != compared or any(_is(name, part) for each in found for part in ast.walk(each)):
        return None
    texts = [segment(parsed.text, each) for each in sorted(found, key=lambda e: e.col_offset)]
    return tuple(parse(text, draws=parsed.draws) for text in dict.fromkeys(texts))


def _is(name: str, node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == name
