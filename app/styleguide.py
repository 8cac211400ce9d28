"""``GET /styleguide``: the parts of which all pages are made, on one page.

Whoever builds or judges a page finds here what there already is. Colours, measures and icons are
read from the stylesheet and the sprite, so that the page can not fall behind them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from app.assets import STATIC
from app.rights import allow

bp = Blueprint("styleguide", __name__)

_TOKENS = STATIC / "css" / "tokens.css"
_SPRITE = STATIC / "vendor" / "icons.svg"

# What the names of colours begin with, in the order in which they are shown.
_FAMILIES: tuple[tuple[tuple[str, ...], LazyString], ...] = (
    (("bg", "surface", "line", "text", "on-accent"), _("Ground, lines and text")),
    (("accent",), _("The accent")),
    (("good", "warning", "bad", "info"), _("States")),
    (("series",), _("Series of a chart")),
)
_SIZES = ("text-small", "text-body", "text-large", "text-title")
_NO_COLOURS = (*_SIZES, "line-height")


@dataclass(frozen=True)
class Family:
    """Colours that belong together, by their names in the stylesheet."""

    title: LazyString
    names: tuple[str, ...]


@bp.get("/styleguide")
@allow("trainer", "admin")
def styleguide() -> ResponseReturnValue:
    """Show colours, type, spacing, icons, controls, tables, states and charts."""
    return render_template(
        "styleguide.html", families=families(), sizes=_SIZES, spaces=spaces(), icons=icons()
    )


@lru_cache(maxsize=1)
def families() -> tuple[Family, ...]:
    """The colours of the palette."""
    names = [name for name in _names() if name not in _NO_COLOURS]
    return tuple(
        Family(title, tuple(name for name in names if name.startswith(heads)))
        for heads, title in _FAMILIES
    )


@lru_cache(maxsize=1)
def spaces() -> tuple[str, ...]:
    """The steps of spacing, from the smallest."""
    return tuple(name for name in _names() if name.startswith("space-"))


@lru_cache(maxsize=1)
def icons() -> tuple[str, ...]:
    """Every icon of the sprite."""
    return tuple(re.findall(r'<symbol id="([^"]+)"', _SPRITE.read_text(encoding="utf-8")))


def _names() -> list[str]:
    """The names of all measures and colours, each once."""
    text = _TOKENS.read_text(encoding="utf-8")
    return list(dict.fromkeys(re.findall(r"^\s*--([a-z0-9-]+):", text, re.M)))
