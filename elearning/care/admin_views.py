"""What administrators declare for their organisation, and what they answer."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.care import keeping, statements, wording
from elearning.care.forms import NoticeForm, ReplyForm, StatementForm
from elearning.care.rules import Basis, Compliance, Method, claims, grounds
from elearning.database import transaction
from elearning.people import staff
from elearning.people.models import Organisation
from elearning.people.rules import OrganisationKind, administrators
from elearning.people.viewer import administered, administered_organisation
from elearning.web.access import access
from elearning.web.addresses import page_number
from elearning.web.calendar import day_of
from elearning.web.request import now

bp = Blueprint("care_admin", __name__, url_prefix="/admin")


@bp.get("/law")
@access(administrators)
def law() -> ResponseReturnValue:
    """The pages about privacy and law, for those who decide on them."""
    return render_template("care/law.html", organisation=staff.organisation_of(administered()))


@bp.get("/privacy")
@access(administrators)
def notice() -> ResponseReturnValue:
    """What the organisation tells about its people's data."""
    found = administered_organisation()
    old = statements.notice(found.id)
    usual = {"controller": found.name, "basis": _grounds(found)[0]}
    return _notice(
        found, NoticeForm(_grounds(found), formdata=None, obj=old, **({} if old else usual))
    )


@bp.post("/privacy")
@access(administrators)
def keep_notice() -> ResponseReturnValue:
    """Change it."""
    found = administered_organisation()
    form = NoticeForm(_grounds(found))
    if not form.validate():
        return _notice(found, form), 422
    with transaction():
        keeping.keep_notice(found.id, form.notice(), current_user, now())
    flash(_("Saved. This is what your people read."), "success")
    return redirect(url_for("care.privacy_of", slug=found.slug), 303)


@bp.get("/accessibility")
@access(administrators)
def statement() -> ResponseReturnValue:
    """What the organisation declares about accessibility."""
    found = administered_organisation()
    old = statements.statement(found.id)
    usual = {
        "actor": found.name,
        "compliance": Compliance.PARTLY,
        "method": Method.SELF,
    }
    form = StatementForm(_claims(), day_of(now()), formdata=None, obj=old, **({} if old else usual))
    return _statement(found, form)


@bp.post("/accessibility")
@access(administrators)
def keep_statement() -> ResponseReturnValue:
    """Change it; the date of the update is that of today."""
    found, today = administered_organisation(), day_of(now())
    form = StatementForm(_claims(), today)
    if not form.validate():
        return _statement(found, form), 422
    with transaction():
        keeping.keep_statement(found.id, form.statement(), current_user, now(), today)
    flash(_("Saved. This is your statement."), "success")
    return redirect(url_for("care.accessibility_of", slug=found.slug), 303)


@bp.get("/feedback")
@access(administrators)
def reports() -> ResponseReturnValue:
    """What people have reported, those without an answer first."""
    page = page_number()
    found = statements.reports(administered_organisation().id, page)
    return render_template(
        "care/reports.html",
        reports=found[: statements.PAGE],
        has_more=len(found) > statements.PAGE,
        page=page,
    )


@bp.post("/feedback/<int:report_id>")
@access(administrators)
def turn(report_id: int) -> ResponseReturnValue:
    """Note that a report has been answered; again: open it again."""
    report = statements.report(administered_organisation().id, report_id) or abort(404)
    with transaction():
        keeping.answered(report, current_user, now())
    flash(_("Noted."), "success")
    return redirect(url_for(".reports"), 303)


@bp.get("/wishes")
@access(administrators)
def wishes() -> ResponseReturnValue:
    """Those who want to be erased."""
    return _wishes(ReplyForm(formdata=None), 0)


@bp.post("/wishes/<int:user_id>")
@access(administrators)
def reply(user_id: int) -> ResponseReturnValue:
    """Tell somebody why not, or when."""
    wish = next((each for each in _all_wishes() if each.user_id == user_id), None) or abort(404)
    form = ReplyForm()
    if not form.validate():
        return _wishes(form, user_id), 422
    request_made = statements.erasure_request(user_id) or abort(404)
    with transaction():
        keeping.reply(
            request_made,
            str(form.reply.data),
            wish.name,
            administered_organisation().id,
            current_user,
            now(),
        )
    flash(_("Your answer is shown on the person's page."), "success")
    return redirect(url_for(".wishes"), 303)


def _all_wishes() -> list[statements.Wish]:
    return statements.wishes(administered_organisation().id)


def _grounds(found: Organisation) -> tuple[Basis, ...]:
    return grounds(OrganisationKind(found.kind))


def _claims() -> tuple[Compliance, ...]:
    return claims(wording.shortcomings())


def _notice(found: Organisation, form: NoticeForm) -> str:
    return render_template(
        "care/admin_privacy.html",
        organisation=found,
        form=form,
        errors=form.summary(),
        grounds=[(each.value, wording.basis(each), wording.reason(each)) for each in form.grounds],
    )


def _statement(found: Organisation, form: StatementForm) -> str:
    return render_template(
        "care/admin_accessibility.html",
        organisation=found,
        form=form,
        errors=form.summary(),
        claims=[(each.value, wording.compliance(each)) for each in form.claims],
        methods=[(each.value, wording.method(each)) for each in Method],
        shortcomings=wording.shortcomings(),
    )


def _wishes(form: ReplyForm, user_id: int) -> str:
    return render_template(
        "care/wishes.html",
        wishes=_all_wishes(),
        form=form,
        errors=form.summary(),
        typed_for=user_id,
    )
