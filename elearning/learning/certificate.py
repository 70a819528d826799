"""The certificate as a tagged PDF (PDF/UA-1), with a QR code to the public check."""

from pathlib import Path

import segno
from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from elearning.learning.queries import Evidence
from elearning.web import paper

_PAGE = Path(__file__).with_name("certificate.typ")


def qr_code(address: str) -> Markup:
    """The address as an SVG drawing; its colours are those of print."""
    code = segno.make(address, error="m")
    return Markup(code.svg_inline(scale=4, border=2, dark="#1d2b33", light="#ffffff"))  # noqa: S704


def pdf(evidence: Evidence, name: str, site_name: str, check_url: str, language: str) -> bytes:
    """One A4 page with name, course, date, version and the way to check it."""
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
    return paper.pdf(_PAGE, words, qr=paper.qr_code(check_url))
