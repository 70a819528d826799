"""How long an organisation keeps what, what would go now, what has gone; and handing out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.care import actions, queries, statements, wording
from elearning.care.forms import PeriodForm, period_forms
from elearning.care.queries import Run
from elearning.care.rules import LOWEST_DAYS, SUGGESTED_DAYS, Kind
from elearning.care.statements import Record
from elearning.database import transaction
from elearning.people import actions as people
from elearning.people.models import Organisation
from elearning.people.rules import Deed, administrators
from elearning.people.viewer import administered_organisation
from elearning.web.access import access
from elearning.web.calendar import day_of
from elearning.web.forms import FormError
from elearning.web.limits import limited
from elearning.web.rendering import moment
from elearning.web.request import now
from elearning.web.spreadsheet import csv_answer

bp = Blueprint("retention", __name__, url_prefix="/admin")

MASK = "–"  # instead of what is secret


@bp.get("/retention")
@access(administrators)
def retention() -> ResponseReturnValue:
    """What is decided, what would go now, and what has gone."""
    found = administered_organisation()
    return _page(found, period_forms(queries.periods(found.id), typed=False))


@bp.post("/retention")
@access(administrators)
def decide() -> ResponseReturnValue:
    """Note what the organisation has decided. What has no decision is kept for good."""
    found, forms = administered_organisation(), period_forms((), typed=True)
    late = [each for each in forms if each.validate() and _is_in_future(each)]
    for each in late:
        each.decided_on.errors = [_("That day has not come yet.")]
    if any(each.errors for each in forms):
        return _page(found, forms), 422
    wanted = {each.kind: period for each in forms if (period := each.period())}
    with transaction():
        actions.decide(found.id, wanted, current_user, now())
    flash(_("The decisions are noted."), "success")
    return redirect(url_for(".retention"), 303)


@bp.post("/retention/run")
@access(administrators)
def run() -> ResponseReturnValue:
    """Destroy what is due, at once, if one is sure."""
    found = administered_organisation()
    if request.form.get("sure") != "1":
        unsure = FormError("sure", _("Tick that you know that it cannot be undone."))
        forms = period_forms(queries.periods(found.id), typed=False)
        return _page(found, forms, (unsure,)), 422
    with transaction():
        destroyed = actions.run_retention(found.id, current_user, now())
    flash(_("Done. The protocol is below.") if destroyed else _("There was nothing to destroy."))
    return redirect(url_for(".retention"), 303)


@bp.get("/retention/protocol")
@access(administrators)
def protocol() -> ResponseReturnValue:
    """Everything that has been destroyed, to print and file."""
    found = administered_organisation()
    return render_template(
        "care/protocol.html",
        organisation=found,
        headers=_headers(),
        rows=[_cells(each) for each in queries.protocol(found.id)],
        printed_at=now(),
    )


@bp.get("/retention/protocol.csv")
@access(administrators)
def protocol_csv() -> ResponseReturnValue:
    """The same for a spreadsheet."""
    found = administered_organisation()
    rows = [_cells(each) for each in queries.protocol(found.id)]
    return _handed_out(found, "gallringsprotokoll.csv", _headers(), rows)


@bp.get("/export")
@access(administrators)
def export() -> ResponseReturnValue:
    """What may be handed out when somebody asks for public records, and how."""
    return render_template("care/export.html", organisation=administered_organisation())


@bp.get("/export/completions.csv")
@access(administrators)
@limited("30 per hour", lambda: str(current_user.id))  # of a large employer it is large
def completions_csv() -> ResponseReturnValue:
    """Who has finished what. Of those with a protected identity only that somebody has."""
    found = administered_organisation()
    headers = (_("Name"), _("Unit"), _("Finished"), _("Version"), _("Date"))
    rows = [_record(each) for each in statements.records(found.id)]
    return _handed_out(found, "genomforda.csv", headers, rows)


def _handed_out(
    found: Organisation, name: str, headers: tuple[str, ...], rows: list[tuple[object, ...]]
) -> ResponseReturnValue:
    with transaction():
        people.log(found.id, current_user, Deed.DATA_EXPORTED, name, now())
    return csv_answer(name, headers, rows)


def _record(each: Record) -> tuple[object, ...]:
    if each.is_protected:
        return (MASK, MASK, each.title, MASK, MASK)
    return (each.name, each.unit, each.title, each.version, day_of(each.completed_at).isoformat())


def _is_in_future(form: PeriodForm) -> bool:
    return bool(form.decided_on.data and form.decided_on.data > day_of(now()))


def _headers() -> tuple[str, ...]:
    return (
        _("When"),
        _("By whom"),
        _("What"),
        _("How many"),
        _("Older than"),
        _("Days"),
        _("Decision"),
        _("Decided"),
    )


def _cells(each: Run) -> tuple[object, ...]:
    return (
        moment(each.at),
        each.actor or _("The system"),
        wording.kind_for_keepers(each.kind),
        each.destroyed,
        moment(each.before_at),
        each.days,
        each.decision,
        each.decided_on.isoformat(),
    )


def _page(found: Organisation, forms: list[PeriodForm], errors: tuple[FormError, ...] = ()) -> str:
    due = queries.due(found.id, now())
    return render_template(
        "care/retention.html",
        forms=[
            (
                form,
                wording.kind_for_keepers(form.kind),
                wording.runs_from(form.kind),
                SUGGESTED_DAYS[form.kind],
            )
            for form in forms
        ],
        errors=(*errors, *(error for form in forms for error in form.summary())),
        decided={each.kind: each for each in queries.periods(found.id)},
        due=[(wording.kind_for_keepers(kind), number) for kind, number in due.items()],
        total=sum(due.values()),
        headers=_headers(),
        rows=[_cells(each) for each in queries.protocol(found.id)[:10]],
        lowest=LOWEST_DAYS,
        kinds=list(Kind),
    )
