"""Everything that is kept about oneself, to read and print; and the wish to be erased."""

from datetime import date, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from elearning.care import keeping, statements, wording
from elearning.database import transaction
from elearning.learning import own
from elearning.people import queries as people
from elearning.people import wording as people_wording
from elearning.people.rules import learners
from elearning.web.access import access
from elearning.web.mail import Letter, post
from elearning.web.rendering import day, moment
from elearning.web.request import course, now
from elearning.web.site import whole_address

SHOWN = "erasure_request"  # in a part of its own

bp = Blueprint("own_data", __name__, url_prefix="/me/data")


@bp.get("")
@access(learners)
def data() -> ResponseReturnValue:
    """The register extract (GDPR article 15) as a page: the same as /me/data.json."""
    kept = own.everything(current_user)
    return render_template(
        "care/data.html",
        person=kept["person"],
        duties=[people_wording.role(each.role) for each in current_user.duties],
        completions=[(wording.completed(course(), each), each) for each in kept["completions"]],
        attempts=[
            (wording.lesson(course(), each["module_slug"], each["lesson_slug"]), each)
            for each in kept["attempts"]
        ],
        counted=[(wording.subject(course(), each["subject"]), each) for each in kept["counted"]],
        notes=[(wording.module(course(), each["module_slug"]), each) for each in kept["notes"]],
        deeds=[people_wording.line(each) for each in people.deeds(current_user.id)],
        others=[
            (wording.table(name), [{key: _written(row[key]) for key in row} for row in rows])
            for name, rows in kept["other"].items()
            if name != SHOWN
        ],
        request_made=statements.erasure_request(current_user.id),
        notice=statements.notice(current_user.organisation_id),
        fetched_at=now(),
    )


def _written(value: object) -> object:
    """A value of any table, with instants and days in words."""
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else value


@bp.post("/erasure")
@access(learners)
def ask_erasure() -> ResponseReturnValue:
    """Ask to be erased. Administrators decide, for an archive may have to keep some of it."""
    with transaction():
        is_new = keeping.ask_to_be_erased(current_user.id, now())
    if is_new:
        with force_locale("sv"):
            text = _("Answer here: %(address)s", address=whole_address("care_admin.wishes"))
            subject = _("Somebody wants to be erased")
            to = statements.contact_email(current_user.organisation_id)
            post(Letter(to, subject, text + "\n"))
    flash(_("Your request has been sent. You will see the answer here."), "success")
    return redirect(url_for(".data") + "#erasure", 303)
