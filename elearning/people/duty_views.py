"""What administrators alone do to people: give and take roles, and erase accounts."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.database import transaction
from elearning.people import actions, keeping, queries, staff, wording
from elearning.people.forms import DutyForm, EraseForm, TakeForm
from elearning.people.member_page import (
    account_or_404,
    done,
    may_change,
    may_go,
    page,
)
from elearning.people.rules import GIVEN_BY_ADMINISTRATORS, Duty, Role, administrators
from elearning.people.staff import Account
from elearning.people.tree import choices, title
from elearning.people.viewer import administered
from elearning.web.access import access
from elearning.web.forms import FormError
from elearning.web.request import now

bp = Blueprint("duties", __name__, url_prefix="/coordinator/people")


@bp.get("/<int:user_id>/duties")
@access(administrators)
def duties(user_id: int) -> ResponseReturnValue:
    """The form that gives a role."""
    account = _employed(user_id)
    return _page(account, DutyForm(formdata=None, unit=account.unit_id))


@bp.post("/<int:user_id>/duties")
@access(administrators)
def give(user_id: int) -> ResponseReturnValue:
    """Give somebody a role over a unit within the giver's own reach."""
    account, form = _employed(user_id), DutyForm()
    unit = queries.open_unit(administered(), form.unit.data)
    if not form.validate() or unit is None:
        form.unit.errors = form.unit.errors or ([] if unit else [_("Choose a unit.")])
        return _page(account, form), 422
    with transaction():
        duty = Duty(Role(str(form.role.data)), unit.id)
        keeping.give(account, duty, _title(unit.id), current_user, now())
    return done(account, _("The role is given."))


@bp.post("/<int:user_id>/duties/take")
@access(administrators)
def take(user_id: int) -> ResponseReturnValue:
    """Take a role back; but the last administrator of an organisation stays one."""
    account, form = _employed(user_id), TakeForm()
    duty = form.duty() if form.validate() else None
    unit = queries.unit(administered(), duty.unit_id) if duty in account.duties else None
    if duty is None or unit is None:
        abort(404)
    is_whole = duty.role is Role.ADMINISTRATOR and unit.parent_id is None
    with transaction():
        actions.lock_organisation(account.organisation_id)  # of two who go at once, one stays
        is_last = is_whole and not may_go(account)
        if not is_last:
            keeping.take(account, duty, _title(unit.id) or unit.name, current_user, now())
    if is_last:
        return page(account, errors=(FormError("roles", _last()),)), 422
    return done(account, _("The role is taken back."))


@bp.post("/<int:user_id>/erase")
@access(administrators)
def erase(user_id: int) -> ResponseReturnValue:
    """Remove an account for good; the name must be written once more."""
    account, form = _account(user_id), EraseForm()
    if not may_change(account) or account.id == current_user.id:
        abort(403)
    if not form.validate() or form.erase_name.data != account.name:
        error = FormError("erase_name", _("Write the name exactly as it stands above."))
        return page(account, errors=(error,)), 422
    with transaction():
        keeping.erase(account, current_user, now())
    flash(_("The account is erased."))
    return redirect(url_for("people.members"), 303)


def _account(user_id: int) -> Account:
    return account_or_404(administered(), user_id)


def _employed(user_id: int) -> Account:
    """Somebody who works here: who has left has no role, and gets none."""
    account = _account(user_id)
    return account if account.unit_id is not None else abort(404)


def _last() -> str:
    text: str = _("Somebody must administer the organisation. Give another the role first.")
    return text


def _title(unit_id: int) -> str:
    return title(staff.unit_places(administered()), unit_id)


def _page(account: Account, form: DutyForm) -> str:
    return render_template(
        "people/duties.html",
        account=account,
        form=form,
        errors=form.summary(),
        unit_choices=choices(staff.unit_places(administered())),
        role_choices=wording.roles(GIVEN_BY_ADMINISTRATORS),
    )
