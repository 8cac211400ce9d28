"""The balance report: what bots find out about a scenario before it is taught."""

from simengine.check.checking import BUDGET_RUNS, SEEDS, CheckError, check
from simengine.check.report import BalanceReport, Finding, is_as_bad
from simengine.check.rules import RULES, SEVERITIES, guide

__all__ = [
    "BUDGET_RUNS",
    "RULES",
    "SEEDS",
    "SEVERITIES",
    "BalanceReport",
    "CheckError",
    "Finding",
    "check",
    "guide",
    "is_as_bad",
]
