"""Everything that is kept about oneself, to read and print; and the wish to be erased."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

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
        details=people.kept(current_user.id),
        duties=[people_wording.role(each.role) for each in current_user.duties],
        completions=[
            (wording.completed(course(), each), _at(each["completed_at"]), each["version"])
            for each in kept["completions"]
        ],
        attempts=[
            (
                wording.lesson(course(), each["module_slug"], each["lesson_slug"]),
                _at(each["handed_in_at"]),
                each,
            )
            for each in kept["attempts"]
        ],
        counted=[
            (wording.subject(course(), each.subject), each)
            for each in people.counted(current_user.id)
        ],
        notes=[
            (wording.module(course(), each["module_slug"]), _at(each["updated_at"]), each)
            for each in kept["notes"]
        ],
        deeds=[people_wording.line(each) for each in people.deeds(current_user.id)],
        others=[
            (wording.table(name), [_written(row) for row in rows])
            for name, rows in kept["other"].items()
            if name != SHOWN
        ],
        request_made=statements.erasure_request(current_user.id),
        notice=statements.notice(current_user.organisation_id),
        fetched_at=now(),
    )


def _at(told: str) -> datetime:
    return datetime.fromisoformat(told)


def _written(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of any table with its instants and dates, which their names tell, in words."""
    return {
        name: moment(_at(value))
        if value and name.endswith("_at")
        else day(date.fromisoformat(value))
        if value and name.endswith("_on")
        else value
        for name, value in row.items()
    }


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
