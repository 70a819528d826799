"""What everyone may read: what is kept and why, and how accessible the service is."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from elearning.care import queries, statements, wording
from elearning.care.rules import Basis, Compliance, Kind, Method, Period, in_force
from elearning.people import queries as people
from elearning.people.models import Organisation
from elearning.web.access import public
from elearning.web.calendar import day_of
from elearning.web.request import now
from elearning.web.site import config

bp = Blueprint("care", __name__)


@bp.get("/privacy")
@public
def privacy() -> ResponseReturnValue:
    """What is stored and why: by one's own employer, or in general."""
    chosen = request.args.get("organisation")
    if chosen:
        return redirect(url_for(".privacy_of", slug=_organisation(chosen).slug))
    return _privacy(_own())


@bp.get("/privacy/<slug>")
@public
def privacy_of(slug: str) -> ResponseReturnValue:
    """What an organisation tells about its people's data."""
    return _privacy(_organisation(slug))


@bp.get("/accessibility")
@public
def accessibility() -> ResponseReturnValue:
    """The accessibility statement (DOS-lagen 13 §): of one's own employer, or in general."""
    chosen = request.args.get("organisation")
    if chosen:
        return redirect(url_for(".accessibility_of", slug=_organisation(chosen).slug))
    return _accessibility(_own())


@bp.get("/accessibility/<slug>")
@public
def accessibility_of(slug: str) -> ResponseReturnValue:
    """The statement of an organisation: each public body answers for its own."""
    return _accessibility(_organisation(slug))


def _own() -> Organisation | None:
    slug = current_user.organisation_slug if current_user.is_authenticated else ""
    return people.organisation(slug) if slug else None


def _organisation(slug: str) -> Organisation:
    return people.organisation(slug) or abort(404)


def _privacy(organisation: Organisation | None) -> str:
    decided = in_force(queries.periods(organisation.id), day_of(now())) if organisation else {}
    notice = statements.notice(organisation.id) if organisation else None
    return render_template(
        "care/privacy.html",
        organisation=organisation,
        organisations=[] if organisation else queries.organisations(),
        notice=notice,
        basis=wording.basis(Basis(notice.basis)) if notice else "",
        reason=wording.reason(Basis(notice.basis)) if notice else "",
        times=[(wording.kind(kind), _time(decided.get(kind)), decided.get(kind)) for kind in Kind],
    )


def _accessibility(organisation: Organisation | None) -> str:
    own = statements.statement(organisation.id) if organisation else None
    return render_template(
        "care/accessibility.html",
        organisation=organisation,
        organisations=[] if organisation else queries.organisations(),
        own=own,
        compliance=wording.compliance(Compliance(own.compliance if own else Compliance.PARTLY)),
        method=wording.method(Method(own.method if own else Method.SELF)),
        shortcomings=wording.shortcomings(),
        own_shortcomings=_lines(own.shortcomings if own else ""),
        supervisor=config().supervisor,
        supervisor_url=config().supervisor_url,
    )


def _lines(text: str) -> list[str]:
    return [line for line in (each.strip(" -•") for each in text.splitlines()) if line]


def _time(period: Period | None) -> str:
    return wording.time(period) if period else ""
