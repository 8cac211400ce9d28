"""What authors are told of the formulas' words is all there is, and true."""

import re
from pathlib import Path

from simengine.expressions import parse
from simengine.expressions.functions import DRAW_ARITY, FUNCTION_ARITY
from simengine.library import load_file
from simengine.names import Name
from simengine.scenario.vocabulary import FUNCTIONS, STATE_NAMES

SMALL = [load_file(Path(__file__).parents[1] / name) for name in ("mini.yaml", "quarter.yaml")]
NAMES = [name for program in SMALL for name in program.names]


def pattern(name: str) -> re.Pattern[str]:
    return re.compile(re.sub("<.*?>", "[a-z0-9_]+", re.escape(name)) + "\\Z")


def told_of(name: Name) -> list[tuple[str, bool]]:
    """What is told of a name of the state; a variable is what no other word is."""
    told = [each for each in STATE_NAMES if pattern(each.name).match(name.name)]
    if len(told) > 1:
        told = [each for each in told if each.name != "<variable>"]
    return [(each.name, each.can_be_set) for each in told]


def test_every_name_of_the_state_is_told_once() -> None:
    for name in NAMES:
        (found,) = told_of(name)
        assert found[1] == name.assignable


def test_every_name_that_is_told_is_there() -> None:
    seen = {told_of(name)[0][0] for name in NAMES}
    assert seen == {each.name for each in STATE_NAMES}


def test_every_function_is_told_with_what_it_takes() -> None:
    arities = {**FUNCTION_ARITY, **DRAW_ARITY}
    told = {each.call.partition("(")[0]: each for each in FUNCTIONS}
    assert told.keys() == arities.keys()
    for name, each in told.items():
        values = each.call.partition("(")[2].rstrip(")").replace(", ...", "").split(", ")
        assert len(values) == arities[name].least
        assert each.draws == (name in DRAW_ARITY)
        call = f"{name}({', '.join(['1'] * len(values))})"
        assert parse(call, draws=True).has_draws == each.draws
