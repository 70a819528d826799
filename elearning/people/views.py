"""The people of a coordinator's units: looking for them, and keeping what is known of them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from elearning.database import transaction
from elearning.people import keeping, numbers, queries, staff, wording
from elearning.people.actions import UnitClosed
from elearning.people.forms import NewPersonForm, PersonForm, UnitChoiceForm
from elearning.people.letters import tell_of_other_address
from elearning.people.member_page import (
    account_or_404,
    done,
    may_change,
    page,
)
from elearning.people.models import User
from elearning.people.rules import (
    Role,
    administrators,
    coordinators,
    followers,
    organisers,
    reviewers,
)
from elearning.people.staff import Account, Search
from elearning.people.tree import choices, title
from elearning.people.viewer import coordinated
from elearning.web.access import access
from elearning.web.addresses import page_number
from elearning.web.forms import FormError
from elearning.web.request import now

bp = Blueprint("people", __name__, url_prefix="/coordinator/people")

for predicate in (followers, coordinators, administrators, reviewers, organisers):
    bp.add_app_template_test(predicate)  # menus ask `viewer is administrators`, as views do


@bp.app_template_filter("role_name")
def role_name(role: Role) -> str:
    """What a role is called, for every template."""
    return wording.role(role)


@bp.get("/")
@access(coordinators)
def members() -> ResponseReturnValue:
    """Everybody within reach, searched and page by page."""
    number, search = page_number(), _search()
    found, total = staff.members(coordinated(), search, number)
    if not found and number != 1:
        abort(404)
    return render_template(
        "people/members.html",
        members=found,
        number=total,
        search=search,
        page=number,
        pages=-(-total // staff.PAGE),
        unit_choices=choices(staff.unit_places(coordinated())),
        role_choices=wording.roles(Role),
    )


@bp.get("/new")
@access(coordinators)
def new() -> ResponseReturnValue:
    """The form for somebody who is not here yet."""
    return _new_page(NewPersonForm(formdata=None, unit=request.args.get("unit", None, int)))


@bp.post("/new")
@access(coordinators)
def add() -> ResponseReturnValue:
    """Make an account."""
    form = NewPersonForm()
    unit = queries.open_unit(coordinated(), form.unit.data)
    if not form.validate() or unit is None or not _is_free(form, unit.organisation_id, 0):
        form.unit.errors = form.unit.errors or ([] if unit else [_("Choose a unit.")])
        return _new_page(form), 422
    try:
        with transaction():
            user = keeping.add(form.details(), unit, _title(unit.id), current_user, now())
            user_id = user.id
    except IntegrityError:  # somebody else was given the address at this very moment
        form.email.errors = [_("Somebody else has that address or staff number.")]
        return _new_page(form), 422
    except UnitClosed:
        form.unit.errors = [_("Choose a unit.")]
        return _new_page(form), 422
    flash(_("%(name)s has an account now.", name=form.name.data))
    return redirect(url_for(".member", user_id=user_id), 303)


@bp.get("/<int:user_id>")
@access(coordinators)
def member(user_id: int) -> ResponseReturnValue:
    """What is kept of somebody."""
    return page(account_or_404(coordinated(), user_id))


@bp.post("/<int:user_id>")
@access(coordinators)
def change(user_id: int) -> ResponseReturnValue:
    """Change what is kept of somebody; not of one whose roles reach further."""
    account, form = account_or_404(coordinated(), user_id), PersonForm()
    if not may_change(account):
        abort(403)
    if not form.validate() or not _is_free(form, account.organisation_id, account.id):
        return page(account, form), 422
    details = form.details()
    try:
        with transaction():
            keeping.change(account, details, current_user, now())
    except IntegrityError:  # somebody else was given the address at this very moment
        form.email.errors = [_("Somebody else has that address or staff number.")]
        return page(account, form), 422
    if details.email != account.email and not details.is_protected:
        tell_of_other_address(account, current_user)
    return done(account, _("The changes are kept."))


@bp.post("/<int:user_id>/move")
@access(coordinators)
def move(user_id: int) -> ResponseReturnValue:
    """Put somebody in another unit, or let one who had left come back."""
    account, form = account_or_404(coordinated(), user_id), UnitChoiceForm()
    unit = queries.open_unit(coordinated(), form.unit.data) if form.validate() else None
    if unit is None or unit.organisation_id != account.organisation_id:
        return _no_unit(account)
    try:
        with transaction():
            was, now_in = _title(account.unit_id), _title(unit.id)
            keeping.move(account, unit, was, now_in, current_user, now())
    except UnitClosed:
        return _no_unit(account)
    return done(account, _("%(name)s is in %(unit)s now.", name=account.name, unit=unit.name))


@bp.post("/<int:user_id>/leave")
@access(coordinators)
def leave(user_id: int) -> ResponseReturnValue:
    """Note that somebody no longer works here; not oneself, nor one whose roles reach further."""
    account = account_or_404(coordinated(), user_id)
    if account.id == current_user.id or not may_change(account):
        abort(403)
    with transaction():
        keeping.leave(account, _title(account.unit_id), current_user, now())
    if staff.account(coordinated(), user_id) is None:  # keepers of a part see no leavers
        flash(_("%(name)s no longer works here.", name=account.name))
        return redirect(url_for(".members"), 303)
    return done(
        account, _("%(name)s no longer works here. You can undo it here.", name=account.name)
    )


def _no_unit(account: Account) -> ResponseReturnValue:
    return page(account, errors=(FormError("unit", _("Choose a unit.")),)), 422


def _title(unit_id: int | None) -> str:
    """The way to a unit as far as the viewer reaches, and its name."""
    return title(staff.unit_places(coordinated()), unit_id)


def _is_free(form: PersonForm, organisation_id: int, but: int) -> bool:
    """Whether address and staff number belong to nobody else; if not, the form says so."""
    details = form.details()
    if details.email and staff.is_taken(User.email, details.email, None, but):
        form.email.errors = [_("Somebody else has that address.")]
    if details.staff_id and staff.is_taken(User.staff_id, details.staff_id, organisation_id, but):
        form.staff_id.errors = [_("Somebody else has that staff number.")]
    return not form.errors


def _search() -> Search:
    role = request.args.get("role", "")
    unit = queries.unit(coordinated(), request.args.get("unit", 0, int))
    return Search(
        words=numbers.masked(request.args.get("q", "")[:80]),
        unit_id=unit.id if unit else None,
        role=Role(role) if role in list(Role) else None,
        has_left="left" in request.args,
    )


def _new_page(form: NewPersonForm) -> str:
    return render_template(
        "people/new.html",
        form=form,
        errors=form.summary(),
        unit_choices=choices(staff.unit_places(coordinated())),
    )
