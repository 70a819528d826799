"""What administrators decide for their organisation, and its log."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.database import transaction
from elearning.people import actions, keeping, logbook, numbers, staff, wording
from elearning.people.forms import SettingsForm
from elearning.people.logbook import LogSearch
from elearning.people.models import Organisation
from elearning.people.rules import SMALLEST_ALLOWED, Deed, administrators
from elearning.people.viewer import administered, administered_organisation
from elearning.web.access import access
from elearning.web.addresses import page_number
from elearning.web.calendar import day_of, is_within_reach
from elearning.web.request import now
from elearning.web.spreadsheet import csv_answer

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.get("/")
@access(administrators)
def settings() -> ResponseReturnValue:
    """The organisation's settings, and who has which role; of a part of one, the roles alone."""
    organisation = staff.organisation_of(administered())
    return _page(organisation, SettingsForm(formdata=None, obj=organisation))


@bp.post("/")
@access(administrators)
def settle() -> ResponseReturnValue:
    """Change the settings."""
    organisation, form = administered_organisation(), SettingsForm()
    form.today, form.limit = day_of(now()), organisation.smallest_shown
    form.limit_free_on = logbook.limit_free_on(organisation.id)
    if not form.validate():
        return _page(organisation, form), 422
    with transaction():
        keeping.settle(organisation, form.settings(), current_user, now())
    flash(_("The settings are kept."))
    return redirect(url_for(".settings"), 303)


@bp.get("/log")
@access(administrators)
def log() -> ResponseReturnValue:
    """Who has done what to whom, newest first."""
    page, search = page_number(), _search()
    organisation = staff.organisation_of(administered())
    if organisation is None:
        return settings()  # which says whose it is to read
    found = logbook.lines(organisation.id, search, page)
    return render_template(
        "people/log.html",
        lines=[wording.line(each) for each in found[: logbook.PAGE]],
        has_more=len(found) > logbook.PAGE,
        page=page,
        search=search,
        deeds=[(deed.value, wording.deed(deed)) for deed in Deed],
    )


@bp.get("/log.csv")
@access(administrators)
def log_csv() -> ResponseReturnValue:
    """The same lines, all of them, for a spreadsheet. That they were fetched is logged too."""
    organisation_id = administered_organisation().id
    lines = [wording.line(each) for each in logbook.every_line(organisation_id, _search())]
    with transaction():
        actions.log(organisation_id, current_user, Deed.DATA_EXPORTED, "log.csv", now())
    return csv_answer("log.csv", wording.headers(), [each.sortable_cells for each in lines])


def _search() -> LogSearch:
    return LogSearch(
        deed=request.args.get("deed", ""),
        words=numbers.masked(request.args.get("q", "")[:80]),
        from_on=_day("from"),
        until_on=_day("until"),
    )


def _day(name: str) -> date | None:
    """A day that the log can hold; nothing where another is asked for."""
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return day if is_within_reach(day) else None


def _page(organisation: Organisation | None, form: SettingsForm) -> str:
    return render_template(
        "people/settings.html",
        organisation=organisation,
        form=form,
        errors=form.summary(),
        holders=staff.holders(administered()),
        lowest=SMALLEST_ALLOWED,
    )
