"""The commands of `python -m simengine`, a module each.

A module has `add_to(commands)`, which adds the command with its options and says by `run` which
function carries it out; that returns the exit code.
"""
