"""The people of a coordinator's units: looking for them, and keeping what is known of them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.database import transaction
from elearning.people import keeping, queries, staff, wording
from elearning.people.forms import (
    DutyForm,
    EraseForm,
    NewPersonForm,
    PersonForm,
    UnitChoiceForm,
)
from elearning.people.keeping import Details
from elearning.people.models import Unit, User
from elearning.people.rules import (
    MAY_ADMINISTER,
    MAY_COORDINATE,
    Duty,
    Role,
    Scope,
    administrators,
    coordinators,
    scope,
)
from elearning.people.staff import Account, Search
from elearning.people.tree import places
from elearning.web.access import access
from elearning.web.request import now

bp = Blueprint("people", __name__, url_prefix="/coordinator/people")


@bp.app_template_filter("role_name")
def role_name(role: Role) -> str:
    """What a role is called, for every template."""
    return wording.role(role)


@bp.get("/")
@access(coordinators)
def members() -> ResponseReturnValue:
    """Everybody within reach, searched and page by page."""
    page = request.args.get("page", 1, int)
    search = _search()
    found, number = staff.members(_scope(), search, page) if page > 0 else ([], 0)
    if not found and page != 1:
        abort(404)
    return render_template(
        "people/members.html",
        members=found,
        number=number,
        search=search,
        page=page,
        pages=-(-number // staff.PAGE),
        unit_choices=_unit_choices(),
        role_choices=_role_choices(),
    )


@bp.get("/new")
@access(coordinators)
def new() -> ResponseReturnValue:
    """The form for somebody who is not here yet."""
    return _new_page(NewPersonForm(unit=request.args.get("unit", None, int)))


@bp.post("/new")
@access(coordinators)
def add() -> ResponseReturnValue:
    """Make an account."""
    form = NewPersonForm()
    unit = _open_unit(form.unit.data)
    if not form.validate() or unit is None or not _is_free(form, unit.organisation_id, 0):
        _refuse_unit(form, unit)
        return _new_page(form), 422
    with transaction():
        user_id = keeping.add(form.details(), unit, current_user, now()).id
    flash(_("%(name)s has an account now.", name=form.name.data))
    return redirect(url_for(".member", user_id=user_id), 303)


@bp.get("/<int:user_id>")
@access(coordinators)
def member(user_id: int) -> ResponseReturnValue:
    """What is kept of somebody."""
    account = _account(user_id)
    return _page(account, _details_form(account))


@bp.post("/<int:user_id>")
@access(coordinators)
def change(user_id: int) -> ResponseReturnValue:
    """Change what is kept of somebody."""
    account, form = _account(user_id), PersonForm()
    if not form.validate() or not _is_free(form, account.organisation_id, account.id):
        return _page(account, form), 422
    with transaction():
        keeping.change(account, form.details(), current_user, now())
    return _done(account, _("The changes are kept."))


@bp.post("/<int:user_id>/move")
@access(coordinators)
def move(user_id: int) -> ResponseReturnValue:
    """Put somebody in another unit, or let one who had left come back."""
    account, form = _account(user_id), UnitChoiceForm()
    unit = _open_unit(form.unit.data)
    if not form.validate() or unit is None or unit.organisation_id != account.organisation_id:
        _refuse_unit(form, None)
        return _page(account, _details_form(account), errors=form.summary()), 422
    with transaction():
        keeping.move(account, unit, _unit_name(account), current_user, now())
    return _done(account, _("%(name)s is in %(unit)s now.", name=account.name, unit=unit.name))


@bp.post("/<int:user_id>/leave")
@access(coordinators)
def leave(user_id: int) -> ResponseReturnValue:
    """Note that somebody no longer works here."""
    account = _account(user_id)
    with transaction():
        keeping.leave(account, _unit_name(account), current_user, now())
    flash(_("%(name)s no longer works here. You can undo it here.", name=account.name))
    if staff.account(_scope(), user_id) is None:  # the coordinator of a part does not keep leavers
        return redirect(url_for(".members"), 303)
    return redirect(url_for(".member", user_id=user_id), 303)


@bp.post("/<int:user_id>/erase")
@access(administrators)
def erase(user_id: int) -> ResponseReturnValue:
    """Remove an account for good; the name must be written once more."""
    account, form = _account(user_id, _administered()), EraseForm()
    if not form.validate() or form.erase_name.data != account.name or not _may_go(account):
        form.erase_name.errors = [_("Write the name exactly as it stands above.")]
        return _page(account, _details_form(account), errors=form.summary()), 422
    with transaction():
        keeping.erase(account, current_user, now())
    flash(_("The account is erased."))
    return redirect(url_for(".members"), 303)


@bp.post("/<int:user_id>/duties")
@access(administrators)
def give(user_id: int) -> ResponseReturnValue:
    """Give somebody a role over a unit within the giver's own reach."""
    account, form = _account(user_id, _administered()), DutyForm()
    unit = queries.unit(_administered(), form.unit.data or 0)
    if not form.validate() or unit is None or account.unit_id is None:
        _refuse_unit(form, None)
        return _page(account, _details_form(account), errors=form.summary()), 422
    with transaction():
        duty = Duty(Role(str(form.role.data)), unit.id)
        keeping.give(account, duty, unit.name, current_user, now())
    return _done(account, _("The role is given."))


@bp.post("/<int:user_id>/duties/take")
@access(administrators)
def take(user_id: int) -> ResponseReturnValue:
    """Take a role back; but the last administrator of an organisation stays one."""
    account, form = _account(user_id, _administered()), DutyForm()
    unit = queries.unit(_administered(), form.unit.data or 0) or abort(404)
    if form.role.data == Role.ADMINISTRATOR and not _may_go(account):
        flash(_("Somebody must administer the organisation. Give another the role first."))
        return redirect(url_for(".member", user_id=user_id), 303)
    with transaction():
        duty = Duty(Role(str(form.role.data)), unit.id)
        keeping.take(account, duty, unit.name, current_user, now())
    return _done(account, _("The role is taken back."))


def _scope() -> Scope:
    return scope(current_user, MAY_COORDINATE)


def _administered() -> Scope:
    return scope(current_user, MAY_ADMINISTER)


def _account(user_id: int, reach: Scope | None = None) -> Account:
    return staff.account(reach or _scope(), user_id) or abort(404)


def _open_unit(unit_id: int | None) -> Unit | None:
    unit = queries.unit(_scope(), unit_id or 0)
    return unit if unit is not None and unit.closed_at is None else None


def _unit_name(account: Account) -> str:
    unit = queries.unit(_scope(), account.unit_id or 0)
    return unit.name if unit else ""


def _may_go(account: Account) -> bool:
    return staff.administrators_left(account.organisation_id, account.id) or not any(
        duty.role is Role.ADMINISTRATOR for duty in account.duties
    )


def _is_free(form: PersonForm, organisation_id: int, but: int) -> bool:
    """Whether address and staff number belong to nobody else; if not, the form says so."""
    details = form.details()
    if details.email and staff.is_taken(User.email, details.email, None, but):
        form.email.errors = [_("Somebody else has that address.")]
    if details.staff_id and staff.is_taken(User.staff_id, details.staff_id, organisation_id, but):
        form.staff_id.errors = [_("Somebody else has that staff number.")]
    return not form.errors


def _refuse_unit(form: NewPersonForm | UnitChoiceForm | DutyForm, unit: Unit | None) -> None:
    if unit is None:
        form.unit.errors = [_("Choose a unit.")]


def _search() -> Search:
    role = request.args.get("role", "")
    unit = queries.unit(_scope(), request.args.get("unit", 0, int))
    return Search(
        words=request.args.get("q", "")[:80],
        unit_id=unit.id if unit else None,
        role=Role(role) if role in list(Role) else None,
        has_left="left" in request.args,
    )


def _details_form(account: Account) -> PersonForm:
    kept = Details(
        account.name, account.email, account.staff_id, account.language, account.is_protected
    )
    return PersonForm(formdata=None, obj=kept)


def _done(account: Account, text: str) -> ResponseReturnValue:
    flash(text)
    return redirect(url_for(".member", user_id=account.id), 303)


def _new_page(form: NewPersonForm) -> str:
    choices = _unit_choices()
    return render_template(
        "people/new.html", form=form, errors=form.summary(), unit_choices=choices
    )


def _unit_choices() -> list[tuple[int, str]]:
    return [(place.id, place.title) for place in places(staff.branches(_scope()))]


def _role_choices() -> list[tuple[str, str]]:
    return [(role.value, wording.role(role)) for role in Role]


def _page(account: Account, form: PersonForm, errors: tuple[object, ...] = ()) -> str:
    choices = _unit_choices()
    return render_template(
        "people/member.html",
        account=account,
        form=form,
        errors=(*form.summary(), *errors),
        unit_choices=choices,
        titles=dict(choices),
        role_choices=_role_choices(),
        administers=administrators(current_user) and staff.account(_administered(), account.id),
    )
