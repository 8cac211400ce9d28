"""What the migrations need to know about our models."""

from __future__ import annotations

from typing import Any, Literal

from app.database import UtcDateTime


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as plain SQLAlchemy: a migration outlives the code beside it."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False
