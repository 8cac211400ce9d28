"""A formula with its names resolved: one compiled function over the list of state values."""

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simengine.errors import N_, FormulaError
from simengine.expressions.functions import DRAW_ARITY, FUNCTIONS
from simengine.expressions.wording import quote, suggest

if TYPE_CHECKING:
    from simengine.expressions.parsed import Parsed
    from simengine.streams import Stream

_INFINITY = float("inf")


class Formula:
    """Callable `formula(state)`, or `formula(state, stream)` where chance has a part.

    Returns a float or a bool. Raises FormulaError, which shows the formula, for a division by
    zero, a value outside a function's domain, an invalid parameter of a draw, and a result that is
    not finite. `raw` is the compiled function itself: the same, without the detour of a method.
    """

    __slots__ = ("parsed", "raw", "reads", "slots")

    parsed: "Parsed"
    slots: dict[str, int]
    """The index of each name that the formula reads."""
    reads: tuple[int, ...]
    """The indexes that the formula reads, ascending."""
    raw: Callable[..., float]

    def __init__(self, parsed: "Parsed", slots: Mapping[str, int]) -> None:
        for name in sorted(parsed.names):
            if name not in slots:
                raise _unknown_name(name, parsed, slots)
        self.parsed = parsed
        self.slots = {name: slots[name] for name in sorted(parsed.names)}
        self.reads = tuple(sorted(set(self.slots.values())))
        self.raw = _compiled(parsed, self.slots)

    def __call__(self, state: Sequence[float], stream: "Stream | None" = None) -> float:
        return self.raw(state, stream)

    @property
    def source(self) -> str:
        """The formula as a Python expression over `state` and `stream`, to be compiled into more;
        it needs `FORMULA_NAMES` around it and raises what `raw` turns into a FormulaError."""
        return ast.unparse(_emitted(self.parsed.tree, self.slots))

    def __repr__(self) -> str:
        return f"Formula({self.parsed.text!r})"

    def __reduce__(self) -> tuple[type["Formula"], tuple["Parsed", dict[str, int]]]:
        # A code object cannot be pickled: a worker process compiles the text anew.
        return Formula, (self.parsed, self.slots)


def failure(text: str, error: Exception | None) -> FormulaError:
    """Return what to tell of a formula that has no finite value."""
    if isinstance(error, FormulaError):
        return FormulaError(
            N_("In the formula %(formula)s: %(problem)s"),
            {"formula": quote(text), "problem": error},
        )
    if isinstance(error, ZeroDivisionError):
        return FormulaError(
            N_("The formula %(formula)s divides by zero: guard the divisor, as in x / max(y, 1)"),
            {"formula": quote(text)},
        )
    return FormulaError(
        N_("The formula %(formula)s grows out of range: hold it with clamp(x, lo, hi)"),
        {"formula": quote(text)},
    )


def _unknown_name(name: str, parsed: "Parsed", slots: Mapping[str, int]) -> FormulaError:
    near = suggest(name, slots)
    column = parsed.column_of(name)
    if near is None:
        return FormulaError(
            N_("Nothing here is called %(name)s: correct the name, or declare it"),
            {"name": quote(name)},
            column,
        )
    return FormulaError(
        N_("Nothing here is called %(name)s: did you mean %(near)s?"),
        {"name": quote(name), "near": near},
        column,
    )


FORMULA_NAMES: Mapping[str, Any] = {
    "__builtins__": {},
    "ArithmeticError": ArithmeticError,
    "FormulaError": FormulaError,
    "INFINITY": _INFINITY,
    "ValueError": ValueError,
    "failure": failure,
    **FUNCTIONS,
}
"""What compiled formulas find around them, and nothing else."""

# The guard costs nothing where no error is raised, so hot loops need no second, bare function.
_TEMPLATE = """
def formula(state, stream{default}):
    try:
        value = 0
    except (FormulaError, ArithmeticError, ValueError) as error:
        raise failure(text, error) from None
    if -INFINITY < value < INFINITY:
        return value
    raise failure(text, None)
"""


def _compiled(parsed: "Parsed", slots: Mapping[str, int]) -> Callable[..., float]:
    # `stream` has a default only where it is never used, so every formula takes both values.
    module = ast.parse(_TEMPLATE.format(default="" if parsed.has_draws else "=None"))
    guarded = module.body[0].body[0].body[0]  # type: ignore[attr-defined]
    guarded.value = _emitted(parsed.tree, slots)
    ast.fix_missing_locations(module)
    namespace: dict[str, Any] = {**FORMULA_NAMES, "text": parsed.text}
    exec(compile(module, "<formula>", "exec"), namespace)
    raw: Callable[..., float] = namespace["formula"]
    return raw


def _emitted(node: ast.expr, slots: Mapping[str, int]) -> ast.expr:
    """`node` with each name turned into `state[index]` and each draw into `stream.draw`."""
    match node:
        case ast.Name(id=name):
            state = ast.Name("state", ast.Load())
            return ast.Subscript(state, ast.Constant(slots[name]), ast.Load())
        case ast.UnaryOp(op=op, operand=operand):
            return ast.UnaryOp(op, _emitted(operand, slots))
        case ast.BinOp(left=left, op=operator, right=right):
            return ast.BinOp(_emitted(left, slots), operator, _emitted(right, slots))
        case ast.BoolOp(op=junction, values=values):
            return ast.BoolOp(junction, [_emitted(value, slots) for value in values])
        case ast.Compare(left=left, ops=ops, comparators=others):
            return ast.Compare(_emitted(left, slots), ops, [_emitted(o, slots) for o in others])
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return ast.IfExp(*(_emitted(part, slots) for part in (test, body, orelse)))
        case ast.Call(func=ast.Name(id=name), args=args):
            function: ast.expr = ast.Name(name, ast.Load())
            if name in DRAW_ARITY:
                function = ast.Attribute(ast.Name("stream", ast.Load()), name, ast.Load())
            return ast.Call(function, [_emitted(arg, slots) for arg in args], [])
    return node
