"""Turns a scenario, as its author wrote it, into a program that runs."""

from simengine.compiler.compile import compile_scenario

__all__ = ["compile_scenario"]
