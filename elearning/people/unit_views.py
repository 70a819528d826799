"""The tree of units within a coordinator's reach, and changing it."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from elearning.database import transaction
from elearning.people import actions, queries, staff, units
from elearning.people.forms import UnitChoiceForm, UnitNameForm
from elearning.people.models import Unit
from elearning.people.rules import MAY_COORDINATE, Deed, Scope, coordinators, scope
from elearning.people.tree import level, places
from elearning.web.access import access
from elearning.web.forms import FormError
from elearning.web.request import now

bp = Blueprint("units", __name__, url_prefix="/coordinator/people/units")


@bp.get("/")
@access(coordinators)
def tree() -> ResponseReturnValue:
    """Every unit within reach, in order, with how many are employed there."""
    return render_template(
        "people/units.html",
        units=places(staff.branches(_scope())),
        closed=places(staff.branches(_scope(), closed=True)),
        headcounts=staff.headcounts(_scope()),
    )


@bp.get("/<int:unit_id>")
@access(coordinators)
def unit(unit_id: int) -> ResponseReturnValue:
    """One unit: its name, its place, and what can be done with it."""
    return _page(_unit(unit_id))


@bp.post("/<int:unit_id>/rename")
@access(coordinators)
def rename(unit_id: int) -> ResponseReturnValue:
    """Give a unit another name."""
    found, form = _unit(unit_id), UnitNameForm()
    if not form.validate():
        return _page(found, form.summary(), typed=form.name.data), 422
    before, name = found.name, str(form.name.data)
    return _try(
        found, Deed.UNIT_RENAMED, lambda: units.rename(found, name), before=before, after=name
    )


@bp.post("/<int:unit_id>/add")
@access(coordinators)
def add(unit_id: int) -> ResponseReturnValue:
    """Make a unit below this one."""
    found, form = _unit(unit_id), UnitNameForm()
    if not form.validate():
        return _page(found, form.summary()), 422
    name = str(form.name.data)
    return _try(found, Deed.UNIT_ADDED, lambda: actions.add_unit(found, name), after=name)


@bp.post("/<int:unit_id>/move")
@access(coordinators)
def move(unit_id: int) -> ResponseReturnValue:
    """Put a unit under another."""
    found, other = _unit(unit_id), _chosen()
    if other is None:
        return _page(found, (FormError("move-unit", _("Choose a unit.")),)), 422
    return _try(found, Deed.UNIT_MOVED, lambda: units.move(found, other), after=other.name)


@bp.post("/<int:unit_id>/merge")
@access(coordinators)
def merge(unit_id: int) -> ResponseReturnValue:
    """Let a unit go up in another."""
    found, other = _unit(unit_id), _chosen()
    if other is None:
        return _page(found, (FormError("merge-unit", _("Choose a unit.")),)), 422
    return _try(found, Deed.UNIT_MERGED, lambda: units.merge(found, other, now()), after=other.name)


@bp.post("/<int:unit_id>/close")
@access(coordinators)
def close(unit_id: int) -> ResponseReturnValue:
    """Close a unit in which nobody is."""
    found = _unit(unit_id)
    return _try(found, Deed.UNIT_CLOSED, lambda: units.close(found, now()))


@bp.post("/<int:unit_id>/reopen")
@access(coordinators)
def reopen(unit_id: int) -> ResponseReturnValue:
    """Open a closed unit again."""
    found = _unit(unit_id)
    return _try(found, Deed.UNIT_REOPENED, lambda: units.reopen(found))


def _scope() -> Scope:
    return scope(current_user, MAY_COORDINATE)


def _unit(unit_id: int) -> Unit:
    return queries.unit(_scope(), unit_id) or abort(404)


def _chosen() -> Unit | None:
    """The unit that the form names, if it is open and within reach."""
    form = UnitChoiceForm()
    found = queries.unit(_scope(), form.unit.data or 0) if form.validate() else None
    return found if found is not None and found.closed_at is None else None


def _try(
    unit: Unit, deed: Deed, act: Callable[[], object], *, before: str = "", after: str = ""
) -> ResponseReturnValue:
    """Do it and log it, or say on the unit's page why it cannot be done."""
    unit_id, name, organisation_id = unit.id, unit.name, unit.organisation_id
    try:
        with transaction():
            act()
            actions.log(
                organisation_id, current_user, deed, name, now(), before=before, after=after
            )
    except (units.UnitRefused, IntegrityError) as refused:
        return _page(_unit(unit_id), (FormError("unit", _why(refused)),)), 422
    flash(_("The units are changed."))
    return redirect(url_for(".unit", unit_id=unit_id), 303)


def _why(refused: Exception) -> str:
    reasons: dict[type[Exception], str] = {
        units.BelowItself: _("A unit cannot be put in itself or in a part of itself."),
        units.IsRoot: _("This unit is the whole organisation and stays where it is."),
        units.NotEmpty: _("There are people or units in it. Move them first, or merge it."),
    }
    taken: str = _("There is a unit with that name beside it already.")
    return reasons.get(type(refused), taken)


def _page(unit: Unit, errors: tuple[FormError, ...] = (), typed: str | None = None) -> str:
    branches = staff.branches(_scope())
    return render_template(
        "people/unit.html",
        unit=unit,
        typed=unit.name if typed is None else typed,
        level=level(branches, unit.id),
        others=[each for each in places(branches) if each.id != unit.id],
        headcount=staff.headcounts(_scope()).get(unit.id, 0),
        errors=errors,
    )
