"""Slips with printed codes, as a tagged PDF (PDF/UA-1): ten to a page, to be cut out.

The codes are made again from the secret of their batch, which only its maker's browser holds,
and only for a quarter of an hour.
"""

from collections.abc import Iterable
from pathlib import Path

from flask_babel import format_date
from flask_babel import gettext as _

from elearning.signin.batches import Batch, Slip
from elearning.signin.codes import code_hash, derived, grouped
from elearning.web import paper

_PAGE = Path(__file__).with_name("slips.typ")


def printable(slips: Iterable[Slip], seed: bytes, key: str) -> list[tuple[Slip, str]]:
    """Each slip with its code; those that the secret does not belong to are left out."""
    codes = ((each, derived(seed, each.number)) for each in slips)
    return [(each, code) for each, code in codes if code_hash(code, key) == each.code_hash]


def pdf(
    batch: Batch, slips: Iterable[tuple[Slip, str]], door: str, site_name: str, language: str
) -> bytes:
    """The sheets. `door` is the whole address of the page where a code is typed."""
    short = door.partition("://")[2]
    drawings, told = {}, []
    for slip, code in slips:
        drawings[f"qr{slip.number}"] = paper.qr_code(f"{door}?code={code}")
        told.append(
            {
                "qr": f"qr{slip.number}",
                "code": grouped(code),
                "title": slip.name or _("Your way in to the course"),
                "lead": slip.unit_name,
                "how": _("Point your camera at the square, or go to"),
                "foot": _(
                    "Works once, until %(day)s. No. %(number)s",
                    day=format_date(batch.expires_at, "d MMMM y"),
                    number=slip.number,
                ),
            }
        )
    words = {
        "title": _("Slips with codes"),
        "site": site_name,
        "organisation": batch.organisation_name,
        "language": language,
        "door": short,
        "qr_alt": _("QR code that leads to the page with this code filled in"),
        "slips": told,
    }
    return paper.pdf(_PAGE, words, **drawings)
