"""Solving: the best way found to play a scenario, which its runs are measured against."""

from simengine.solve.solution import Solution
from simengine.solve.solver import solve
from simengine.solve.witness import SolveError

__all__ = ["Solution", "SolveError", "solve"]
