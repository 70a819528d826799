"""The tree of units within a coordinator's reach, and changing it."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from elearning.database import transaction
from elearning.people import keeping, queries, staff, units
from elearning.people.forms import NewUnitForm, UnitChoiceForm, UnitNameForm
from elearning.people.models import Unit
from elearning.people.rules import Scope, coordinators
from elearning.people.tree import choices, in_itself, level, matching, places, title
from elearning.people.viewer import coordinated
from elearning.web.access import access
from elearning.web.forms import FormError
from elearning.web.request import now

bp = Blueprint("units", __name__, url_prefix="/coordinator/people/units")

SEARCHED = 12  # units; a smaller tree is seen at once
MOVE, MERGE = "move", "merge"  # how a unit may come to stand elsewhere


@bp.get("/")
@access(coordinators)
def tree() -> ResponseReturnValue:
    """Every unit within reach, in order, or those that are looked for; how many work there."""
    branches, words = staff.branches(coordinated()), request.args.get("q", "")[:80]
    headcounts = staff.headcounts(coordinated())
    every = places(branches)
    return render_template(
        "people/units.html",
        units=matching(every, words),
        words=words,
        is_searched=len(every) > SEARCHED,
        closed=places(staff.branches(coordinated(), closed=True)),
        headcounts=headcounts,
        here=in_itself(branches, headcounts),
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
        return _page(found, form.summary(), name=form.name.data), 422
    name = str(form.name.data)
    return _try(found, lambda: keeping.rename_unit(found, name, current_user, now()), name=name)


@bp.post("/<int:unit_id>/add")
@access(coordinators)
def add(unit_id: int) -> ResponseReturnValue:
    """Make a unit below this one."""
    found, form = _unit(unit_id), NewUnitForm()
    if not form.validate():
        return _page(found, form.summary(), new_name=form.new_name.data), 422
    name = str(form.new_name.data)
    return _try(found, lambda: keeping.add_unit(found, name, current_user, now()), new_name=name)


@bp.get("/<int:unit_id>/place")
@access(coordinators)
def place(unit_id: int) -> ResponseReturnValue:
    """Choose where a unit is to go and how; then read what follows, before it is done."""
    found = _unit(unit_id)
    other = queries.open_unit(coordinated(), request.args.get("unit", 0, int))
    if found.closed_at or found.parent_id is None:
        abort(404)
    if other is None and "unit" in request.args:
        return _place_page(found, (FormError("unit", _("Choose a unit.")),)), 422
    return _place_page(found) if other is None else _consequences_page(found, other)


@bp.post("/<int:unit_id>/move")
@access(coordinators)
def move(unit_id: int) -> ResponseReturnValue:
    """Put a unit under another."""
    found, other = _unit(unit_id), _chosen()
    if other is None:
        return _place_page(found, (FormError("unit", _("Choose a unit.")),)), 422
    was, now_in = _title(found.parent_id), _title(other.id)
    return _try(found, lambda: keeping.move_unit(found, other, was, now_in, current_user, now()))


@bp.post("/<int:unit_id>/merge")
@access(coordinators)
def merge(unit_id: int) -> ResponseReturnValue:
    """Let a unit go up in another."""
    found, other = _unit(unit_id), _chosen()
    if other is None:
        return _place_page(found, (FormError("unit", _("Choose a unit.")),)), 422
    into = _title(other.id)
    return _try(found, lambda: keeping.merge_unit(found, other, into, current_user, now()))


@bp.post("/<int:unit_id>/close")
@access(coordinators)
def close(unit_id: int) -> ResponseReturnValue:
    """Close a unit in which nobody is."""
    found = _unit(unit_id)
    return _try(found, lambda: keeping.close_unit(found, current_user, now()))


@bp.post("/<int:unit_id>/reopen")
@access(coordinators)
def reopen(unit_id: int) -> ResponseReturnValue:
    """Open a closed unit again."""
    found = _unit(unit_id)
    return _try(found, lambda: keeping.reopen_unit(found, current_user, now()))


def _unit(unit_id: int) -> Unit:
    return queries.unit(coordinated(), unit_id) or abort(404)


def _chosen() -> Unit | None:
    form = UnitChoiceForm()
    return queries.open_unit(coordinated(), form.unit.data) if form.validate() else None


def _title(unit_id: int | None) -> str:
    """The way to a unit as far as the viewer reaches, and its name."""
    return title(staff.unit_places(coordinated()), unit_id)


def _try(unit: Unit, act: Callable[[], object], **typed: str | None) -> ResponseReturnValue:
    """Do it, or say on the unit's page why it cannot be done."""
    unit_id = unit.id
    try:
        with transaction():
            act()
    except (units.UnitRefused, IntegrityError) as refused:
        return _page(_unit(unit_id), (FormError("unit", _why(refused)),), **typed), 422
    flash(_("The units are changed."))
    return redirect(url_for(".unit", unit_id=unit_id), 303)


def _why(refused: Exception) -> str:
    reasons: dict[type[Exception], str] = {
        units.BelowItself: _("A unit cannot be put in itself or in a part of itself."),
        units.IsRoot: _("This unit is the whole organisation and stays where it is."),
        units.NotEmpty: _("There are people or units in it. Move them first, or merge it."),
        units.IsClosed: _("A closed unit, or one below it, must first be opened from the top."),
    }
    taken: str = _("There is a unit with that name beside it already.")
    return reasons.get(type(refused), taken)


def _page(unit: Unit, errors: tuple[FormError, ...] = (), **typed: str | None) -> str:
    branches, headcounts = staff.branches(coordinated()), staff.headcounts(coordinated())
    return render_template(
        "people/unit.html",
        unit=unit,
        typed={"name": unit.name, "new_name": "", **typed},
        level=level(branches, unit.id),
        headcounts=headcounts,
        here=in_itself(branches, headcounts).get(unit.id, 0),
        errors=errors,
    )


def _place_page(unit: Unit, errors: tuple[FormError, ...] = ()) -> str:
    inside = set(staff.inside(unit.id))
    others = [each for each in staff.unit_places(coordinated()) if each.id not in inside]
    return render_template(
        "people/unit_place.html",
        unit=unit,
        unit_choices=choices(others),
        how=_how(),
        errors=errors,
    )


def _consequences_page(unit: Unit, other: Unit) -> str:
    duties = staff.holders(Scope.over(unit.id))
    return render_template(
        "people/unit_consequences.html",
        unit=unit,
        other=other,
        other_title=_title(other.id),
        how=_how(),
        headcount=staff.headcounts(coordinated()).get(unit.id, 0),
        below=len(staff.inside(unit.id)) - 1,
        ending=[each for each in duties if each.unit_id == unit.id],
    )


def _how() -> str:
    return MERGE if request.args.get("how", request.endpoint) in {MERGE, "units.merge"} else MOVE
