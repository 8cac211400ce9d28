"""The simulated world: SimPy processes, a concept a file."""

from simengine.world.world import World

__all__ = ["World"]
