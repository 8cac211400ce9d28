"""The authors' formula language: parse once, check, resolve, then call a compiled function."""

from simengine.expressions.bounds import bounds, divides_by_zero
from simengine.expressions.formula import FORMULA_NAMES, Formula, failure
from simengine.expressions.intervals import Bounds
from simengine.expressions.parsed import Parsed, ParsedAssignment, parse, parse_assignment
from simengine.expressions.syntax import MAX_MAGNITUDE, RESERVED
from simengine.expressions.thresholds import thresholds

__all__ = [
    "FORMULA_NAMES",
    "MAX_MAGNITUDE",
    "RESERVED",
    "Bounds",
    "Formula",
    "Parsed",
    "ParsedAssignment",
    "bounds",
    "divides_by_zero",
    "failure",
    "parse",
    "parse_assignment",
    "thresholds",
]
