"""Pages as PDF: set by WeasyPrint with fonts that hold every Chinese character.

WeasyPrint needs Pango, a library of the system; where it is missing, everything but PDF works.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from flask import Response, render_template, send_file
from flask_babel import lazy_gettext as _

from app.assets import STATIC
from app.errors import Unavailable
from app.i18n import current_locale

STYLESHEETS = ("tokens.css", "pdf.css")

MISSING = _(
    "This installation cannot make PDFs: Pango is missing. Print the page from your browser "
    "instead, or have your administrator install libpangoft2-1.0-0, libharfbuzz-subset0 and "
    "fonts-noto-cjk."
)

_OPENING_SVG = re.compile(r"<svg\b([^>]*)>")
_VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")
_DEFINITION = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")


def pdf_response(
    template: str, filename: str, *, sheets: Sequence[str] = (), drawings: str = "", **context: Any
) -> Response:
    """A file to keep, set from a template that extends ``printing/document.html``.

    `sheets` and `drawings` as of :func:`render_pdf`. Raises Unavailable where the system lacks what
    PDFs are set with.
    """
    pdf = render_pdf(render_template(template, **context), sheets=sheets, drawings=drawings)
    return send_pdf(pdf, filename)


def send_pdf(pdf: bytes, filename: str) -> Response:
    """A PDF as a file to keep."""
    return send_file(
        io.BytesIO(pdf), mimetype="application/pdf", as_attachment=True, download_name=filename
    )


def render_pdf(html: str, *, sheets: Sequence[str] = (), drawings: str = "") -> bytes:
    """The page as PDF. It may hold inline SVG; nothing that it names is fetched.

    `sheets` are stylesheets of ours to read beside ``pdf.css``, and `drawings` one for what is
    inside its SVG. Raises Unavailable where the system lacks what PDFs are set with.
    """
    try:
        import weasyprint  # Loads the system's Pango: only here, and only when it is asked for.
    except OSError as error:
        raise Unavailable(MISSING) from error
    # No request leaves the machine, and no file of it gets into a document.
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    # Drawings inherit neither the font nor the styles of the page around them.
    style = f"<style>{_resolved(drawings)}</style>" if drawings else ""
    html = _OPENING_SVG.sub(rf'<svg font-family="{_font()}"\1>{style}', html)
    read = [weasyprint.CSS(filename=str(STATIC / "css" / name)) for name in (*STYLESHEETS, *sheets)]
    pdf: bytes = weasyprint.HTML(string=html, url_fetcher=nothing).write_pdf(stylesheets=read)
    return pdf


@cache
def palette() -> Mapping[str, str]:
    """What the names of ``tokens.css`` stand for in the light look, which is that of paper."""
    found: dict[str, str] = {}
    # The first value of a name is that of the light look; the dark one follows.
    for name, value in _DEFINITION.findall(_read("tokens.css")):
        found.setdefault(name, value)
    return found


@cache
def _resolved(name: str) -> str:
    """A stylesheet of ours with the palette's values in the place of their names."""
    return _VARIABLE.sub(lambda found: palette()[found[1]], _read(name))


def _read(name: str) -> str:
    return (STATIC / "css" / name).read_text(encoding="utf-8")


def _font() -> str:
    return "Noto Sans CJK TC" if current_locale() == "zh_Hant" else "Noto Sans CJK SC"
