"""How messages about formulas show the author's own words."""

import difflib
from collections.abc import Iterable

from simengine.errors import excerpt


def quote(text: str) -> str:
    """`text` as messages show it, in backquotes as in the author's guide."""
    return f"`{excerpt(text)}`"


def suggest(name: str, known: Iterable[str]) -> str | None:
    """The names in `known` that `name` may be a slip of, in backquotes; None without any."""
    close = difflib.get_close_matches(name, known, n=3)
    return ", ".join(f"`{match}`" for match in close) or None
