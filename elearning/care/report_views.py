"""Telling of a barrier: signed out, without a script, without a name."""

from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from elearning.care import keeping, queries, statements
from elearning.care.forms import ReportForm
from elearning.database import transaction
from elearning.people import queries as people
from elearning.people.models import Organisation
from elearning.web.access import public
from elearning.web.limits import limited, network
from elearning.web.mail import Letter, post
from elearning.web.request import now
from elearning.web.site import config, whole_address

bp = Blueprint("feedback", __name__, url_prefix="/feedback")

PER_NETWORK = "30 per hour"  # a municipality may sit behind a single address
SECRET = ("/signin", "/letters", "/certificates")  # below lie addresses that tell who was there


@bp.get("")
@public
def feedback() -> ResponseReturnValue:
    """The form, about the page that one comes from."""
    form = ReportForm(formdata=None, page=_came_from(), organisation=_organisation_slug())
    return _page(form)


@bp.post("")
@public
@limited(PER_NETWORK, network)
def send() -> ResponseReturnValue:
    """Keep the report, and tell those who are to answer. A machine is thanked and forgotten."""
    form = ReportForm()
    if not form.validate():
        return _page(form), 422
    if not form.is_by_a_machine:
        _keep(form, people.organisation(str(form.organisation.data or "")))
    return redirect(url_for(".thanks"), 303)


@bp.get("/thanks")
@public
def thanks() -> ResponseReturnValue:
    """It has arrived."""
    return render_template("care/thanks.html")


def _keep(form: ReportForm, organisation: Organisation | None) -> None:
    organisation_id = organisation.id if organisation else None
    text, page = str(form.text.data), str(form.page.data or "")
    email = str(form.email.data or "")
    with transaction():
        keeping.report(organisation_id, text, page, email, now())
    with force_locale("sv"):
        subject = _("Somebody has met a barrier")
        if organisation:
            body = _(
                "Read and answer it here: %(address)s",
                address=whole_address("care_admin.reports"),
            )
            post(Letter(statements.contact_email(organisation_id), subject, body + "\n"))
        else:  # nobody has a page where they could read it
            parts = (text, page, email or _("No answer is wanted."))
            post(Letter(config().contact, subject, "\n\n".join(filter(None, parts)) + "\n"))


def _came_from() -> str:
    """The path of the page of ours that one comes from; never one that is somebody's own."""
    came_from = urlsplit(request.referrer or "")
    is_ours = came_from.netloc == request.host and not came_from.path.startswith(
        (*SECRET, "/feedback")
    )
    return came_from.path[:300] if is_ours else ""


def _organisation_slug() -> str:
    own = current_user.organisation_slug if current_user.is_authenticated else ""
    return request.args.get("organisation", own)


def _page(form: ReportForm) -> str:
    return render_template(
        "care/feedback.html",
        form=form,
        errors=form.summary(),
        organisations=[(each.slug, each.name) for each in queries.organisations()],
    )
