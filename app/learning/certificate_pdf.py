"""A certificate as PDF: A4 across, with the address at which anybody can verify it."""

from __future__ import annotations

from urllib.parse import urlsplit

import segno
from flask import Response, current_app, url_for
from markupsafe import Markup

from app.i18n import pick
from app.learning.earning import WHOLE
from app.learning.models import Certificate
from app.learning.ornament import draw_frame
from app.printing import palette, pdf_response


def certificate_response(certificate: Certificate) -> Response:
    """The certificate in the reader's language. Raises Unavailable without Pango."""
    address = public_address(certificate.number)
    return pdf_response(
        "learning/certificate_pdf.html",
        f"{certificate.number}.pdf",
        sheets=("certificate-pdf.css",),
        certificate=certificate,
        title=pick(certificate.title),
        is_whole=certificate.subject == WHOLE,
        frame=draw_frame(certificate.number),
        address=address,
        code=qr_code(address),
    )


def public_address(number: str) -> str:
    """Where anybody can verify a certificate: under the first name that the installation is set to
    have, else under the one by which it was asked now."""
    address = url_for("learning.certificate", number=number, _external=True)
    names: list[str] = current_app.config["TRUSTED_HOSTS"] or []
    # A name that begins with a dot stands for all names below it, and is none itself.
    named = next((name for name in names if not name.startswith(".")), None)
    return address if named is None else urlsplit(address)._replace(netloc=named).geturl()


def qr_code(address: str) -> Markup:
    """The address as a QR code, drawn as SVG."""
    code = segno.make_qr(address, error="m")
    return Markup(code.svg_inline(border=0, dark=palette()["text"], omitsize=True))
