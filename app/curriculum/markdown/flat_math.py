"""Formulas for paper: WeasyPrint sets no MathML, so fractions and powers become plain boxes."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown_it.common.utils import escapeHtml

_MATHML = re.compile(r"<math\b.*?</math>", re.S)
_NAMESPACE = re.compile(r'\sxmlns="[^"]*"')
_TIGHT = "()[]|,!∑"


def flatten(html: str) -> str:
    """The HTML with each formula in MathML as spans that any printer of pages can set."""
    return _MATHML.sub(lambda found: _formula(found[0]), html)


def _formula(mathml: str) -> str:
    # A space within words comes as an entity of HTML, which XML does not know.
    root = ElementTree.fromstring(_NAMESPACE.sub("", mathml).replace("&nbsp;", "&#160;"))
    return f'<span class="math">{_set(root)}</span>'


def _set(element: Element) -> str:
    parts = [
        _operator(child, is_first=place == 0) if child.tag == "mo" else _set(child)
        for place, child in enumerate(element)
    ]
    match element.tag:
        case "mfrac":
            return (
                f'<span class="math-fraction"><span class="math-over">{parts[0]}</span>'
                f'<span class="math-under">{parts[1]}</span></span>'
            )
        case "msup":
            return f"{parts[0]}<sup>{parts[1]}</sup>"
        case "msub":
            return f"{parts[0]}<sub>{parts[1]}</sub>"
        case "msubsup":
            return f"{parts[0]}<sub>{parts[1]}</sub><sup>{parts[2]}</sup>"
        case "msqrt":
            return f'√<span class="math-root">{"".join(parts)}</span>'
        case _:
            return escapeHtml(element.text or "") + "".join(parts)


def _operator(element: Element, *, is_first: bool) -> str:
    """A sign with room around it, unless it is a bracket or stands before a number alone."""
    sign = escapeHtml((element.text or "").strip())
    return sign if is_first or sign in _TIGHT else f" {sign} "
