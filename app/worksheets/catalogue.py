"""Every worksheet there is, in the order of a deal."""

from __future__ import annotations

from flask_babel import gettext as _

from app.errors import NotFound
from app.worksheets.declaration import Tool
from app.worksheets.tools import (
    channel_mix,
    collection_plan,
    competitor_comparison,
    customer_needs_file,
    earned_value,
    five_forces,
    funnel,
    lessons_log,
    network_plan,
    pestel,
    price_and_margin,
    promotion_budget,
    raci,
    risk_matrix,
    smart_goals,
    swot,
)

TOOLS: tuple[Tool, ...] = (
    smart_goals.TOOL,
    pestel.TOOL,
    five_forces.TOOL,
    competitor_comparison.TOOL,
    swot.TOOL,
    customer_needs_file.TOOL,
    price_and_margin.TOOL,
    promotion_budget.TOOL,
    channel_mix.TOOL,
    raci.TOOL,
    network_plan.TOOL,
    risk_matrix.TOOL,
    funnel.TOOL,
    earned_value.TOOL,
    collection_plan.TOOL,
    lessons_log.TOOL,
)

_BY_ID = {tool.id: tool for tool in TOOLS}


def find_tool(kind: str) -> Tool | None:
    """The worksheet of this id."""
    return _BY_ID.get(kind)


def get_tool(kind: str) -> Tool:
    """The worksheet of this id. Raises NotFound."""
    tool = find_tool(kind)
    if tool is None:
        raise NotFound(_("There is no worksheet “%(kind)s”.", kind=kind[:80]))
    return tool
