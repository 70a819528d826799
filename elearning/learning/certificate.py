"""The certificate as a tagged PDF (PDF/UA-1), with a QR code to the public check."""

import io
import json
from pathlib import Path

import segno
import typst
from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from elearning.learning.queries import Evidence

_PAGE = Path(__file__).with_name("certificate.typ")


def qr_code(address: str) -> Markup:
    """The address as an SVG drawing; its colours are those of print."""
    code = segno.make(address, error="m")
    return Markup(code.svg_inline(scale=4, border=2, dark="#1d2b33", light="#ffffff"))  # noqa: S704


def pdf(evidence: Evidence, name: str, site_name: str, check_url: str, language: str) -> bytes:
    """One A4 page with name, course, date, version and the way to check it."""
    drawing = io.BytesIO()
    segno.make(check_url, error="m").save(drawing, kind="svg", border=2, light="#ffffff")
    words = {
        "title": _("Certificate"),
        "site": site_name,
        "language": language,
        "lead": _("This certifies that"),
        "name": name,
        "body": _("has completed the course"),
        "course": evidence.title,
        "facts": [
            (_("Completed"), format_date(evidence.completed_at, "d MMMM y")),
            (_("Version of the content"), evidence.version),
            (_("Certificate number"), evidence.public_id),
        ],
        "check": _("Anyone can check that this certificate is real:"),
        "address": check_url,
        "qr_alt": _("QR code that leads to %(address)s", address=check_url),
    }
    return typst.compile(
        str(_PAGE),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"words": json.dumps(words), "qr": drawing.getvalue().decode()},
    )
