"""Ways to play a deal: bots, the answers of somebody, and plans."""

from simengine.policies.bots import POLICIES
from simengine.policies.imitate import Imitate
from simengine.policies.plan import Plan, PlanError
from simengine.policies.playing import play
from simengine.policies.policy import Policy

__all__ = ["POLICIES", "Imitate", "Plan", "PlanError", "Policy", "play"]
