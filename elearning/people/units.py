"""What happens to units: they are renamed, moved, merged and closed, and every count follows.

Counts of ended counters follow the tree too: it is the people that stay as they were, so a
finished campaign's whole is the same, and its parts are shown in the tree of today.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, func, literal, or_, select, update
from sqlalchemy.orm import aliased

from elearning.database import db, insert, lock_table
from elearning.people import actions, counting, queries
from elearning.people.models import (
    Assignment,
    Counted,
    Counter,
    Unit,
    UnitCount,
    UnitPath,
    User,
)
from elearning.people.rules import Role

_HERE = aliased(UnitCount)  # the counts of the unit itself, beside those that change
_BELOW = aliased(UnitPath)  # the unit itself and all below it, beside the paths that change


class UnitRefused(Exception):
    """What was asked of a unit cannot be done. Why is one of the names below."""


class NameTaken(UnitRefused):
    """An open unit beside it has the name."""


class BelowItself(UnitRefused):
    """A unit cannot stand under itself, or go up in a part of itself."""


class IsRoot(UnitRefused):
    """The unit that is the whole organisation stays where it is, open, and bears its name."""


class NotEmpty(UnitRefused):
    """There are people or open units in it."""


class IsClosed(UnitRefused):
    """A closed unit can only be opened again, and only where the one above it is open."""


def add(parent: Unit, name: str) -> Unit:
    """Make a unit below another. Raises IsClosed, NameTaken."""
    _hold(parent)
    _refuse_closed(parent)
    _refuse_taken(parent.id, name, 0)
    return actions.add_unit(parent, name)


def rename(unit: Unit, name: str) -> None:
    """Give a unit another name. Raises IsRoot, IsClosed, NameTaken."""
    _hold(unit)
    _refuse_closed(unit)
    if unit.parent_id is None:
        raise IsRoot
    _refuse_taken(unit.parent_id, name, unit.id)
    unit.name = name
    db.session.flush()


def move(unit: Unit, parent: Unit) -> None:
    """Put a unit, and all below it, under another.

    Raises IsRoot, IsClosed, BelowItself, NameTaken.
    """
    _hold(unit, parent)
    counting.wait_for_counts()
    _move(unit, parent)


def _move(unit: Unit, parent: Unit) -> None:
    new_path = _refuse_place(unit, parent)
    _refuse_taken(parent.id, unit.name, unit.id)
    old_path = set(queries.path(unit.id)) - {unit.id}
    _shift_counts(unit.id, old_path - set(new_path), set(new_path) - old_path)
    _replace_paths(unit.id, old_path, new_path)
    unit.parent_id = parent.id
    db.session.flush()


def merge(unit: Unit, into: Unit, now: datetime) -> list[tuple[str, Role]]:
    """Let the people of a unit and the units below it go over to another, and close it.

    Running counters take their people along; in those that have ended they stay where they were.
    Duties over the unit end, for over the other they would reach further than they were given
    for: whose they were, and which. Raises IsRoot, IsClosed, BelowItself, and NameTaken where two
    units below would have one name.
    """
    _hold(unit, into)
    lock_table(User, "ROW EXCLUSIVE")  # before all else: see recount.stand_still
    _lock_people(unit.id)
    _wait_for_newcomers(unit.id)
    counting.wait_for_counts()
    _refuse_place(unit, into)
    for child in children(unit.id):
        _move(child, into)
    _take_people(unit.id, into.id, now)
    ended = _end_duties(unit.id)
    unit.closed_at = now
    db.session.flush()
    return ended


def close(unit: Unit, now: datetime) -> None:
    """Close a unit in which nobody is. Raises IsRoot, IsClosed, NotEmpty."""
    _hold(unit)
    _refuse_closed(unit)
    if unit.parent_id is None:
        raise IsRoot
    _wait_for_newcomers(unit.id)
    someone = db.session.scalar(select(User.id).where(User.unit_id == unit.id).limit(1))
    if someone is not None or children(unit.id):
        raise NotEmpty
    unit.closed_at = now
    db.session.flush()


def reopen(unit: Unit) -> None:
    """Open a closed unit again, where it was. Raises IsClosed, NameTaken.

    One that is open already stays so.
    """
    _hold(unit)
    if unit.closed_at is None:
        return
    above = db.session.get_one(Unit, unit.parent_id, populate_existing=True)
    _refuse_closed(above)
    _refuse_taken(unit.parent_id, unit.name, unit.id)
    unit.closed_at = None
    db.session.flush()


def children(unit_id: int) -> list[Unit]:
    """The open units right below a unit."""
    statement = select(Unit).where(Unit.parent_id == unit_id, Unit.closed_at.is_(None))
    return list(db.session.scalars(statement.order_by(Unit.id)))


def _hold(*units: Unit) -> None:
    """Let one change at a time happen to the tree of an organisation, and see it as it is now."""
    actions.lock_organisation(units[0].organisation_id)
    for each in units:
        db.session.refresh(each)


def _wait_for_newcomers(unit_id: int) -> None:
    """Wait for those who are being put in the unit, for a key that points to it holds its row."""
    db.session.execute(select(Unit.id).where(Unit.id == unit_id).with_for_update()).all()


def _lock_people(unit_id: int) -> None:
    """Wait for what is happening to the people of a unit, in the order that all deeds lock in."""
    statement = select(User.id).where(User.unit_id == unit_id).order_by(User.id)
    db.session.execute(statement.with_for_update(key_share=True)).all()


def _refuse_closed(unit: Unit) -> None:
    if unit.closed_at is not None:
        raise IsClosed


def _refuse_place(unit: Unit, other: Unit) -> tuple[int, ...]:
    """Refuse what cannot be put in the other unit; gives the other's path."""
    if unit.parent_id is None:
        raise IsRoot
    _refuse_closed(unit)
    _refuse_closed(other)
    path = queries.path(other.id)
    if unit.id in path or unit.organisation_id != other.organisation_id:
        raise BelowItself
    return path


def _refuse_taken(parent_id: int | None, name: str, unit_id: int) -> None:
    taken = select(Unit.id).where(
        Unit.parent_id == parent_id,
        Unit.name == name,
        Unit.closed_at.is_(None),
        Unit.id != unit_id,
    )
    if db.session.scalar(taken) is not None:
        raise NameTaken


def _shift_counts(unit_id: int, away: Collection[int], to: Collection[int]) -> None:
    """Take the counts of a unit from some ancestors and give them to others, in every counter."""
    here = (
        select(_HERE.people)
        .where(_HERE.unit_id == unit_id, _HERE.counter_id == UnitCount.counter_id)
        .scalar_subquery()
    )
    db.session.execute(
        update(UnitCount)
        .where(UnitCount.unit_id.in_(away), here.is_not(None))
        .values(people=UnitCount.people - here),
        execution_options={"synchronize_session": False},
    )
    each = (
        select(UnitCount.counter_id, Unit.id, UnitCount.people)
        .join(Unit, Unit.id.in_(to))
        .where(UnitCount.unit_id == unit_id)
        .order_by(UnitCount.counter_id, Unit.id)
    )
    statement = insert(UnitCount).from_select(["counter_id", "unit_id", "people"], each)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["counter_id", "unit_id"],
            set_={"people": UnitCount.people + statement.excluded.people},
        )
    )


def _replace_paths(unit_id: int, old: Collection[int], new: Collection[int]) -> None:
    """Let a unit and all below it have new ancestors instead of the old ones."""
    below = select(_BELOW.unit_id).where(_BELOW.ancestor_id == unit_id)
    db.session.execute(
        delete(UnitPath).where(UnitPath.unit_id.in_(below), UnitPath.ancestor_id.in_(old)),
        execution_options={"synchronize_session": False},
    )
    each = (
        select(_BELOW.unit_id, Unit.id)
        .join(Unit, Unit.id.in_(new))
        .where(_BELOW.ancestor_id == unit_id)
    )
    db.session.execute(insert(UnitPath).from_select(["unit_id", "ancestor_id"], each))


def _take_people(unit_id: int, into_id: int, now: datetime) -> None:
    """Put everyone of a unit in another, with their counts under the counters that run."""
    old, new = set(queries.path(unit_id)), set(queries.path(into_id))
    running = select(Counter.id).where(or_(Counter.ends_at.is_(None), Counter.ends_at > now))
    counted = and_(Counted.unit_id == unit_id, Counted.counter_id.in_(running))
    people = (
        select(Counted.counter_id, func.count().label("people"))
        .where(counted)
        .group_by(Counted.counter_id)
    )
    for counter_id, number in db.session.execute(people.order_by(Counted.counter_id)).all():
        _fewer(counter_id, old - new, number)
        _more(counter_id, new - old, number)
    db.session.execute(update(Counted).where(counted).values(unit_id=into_id))
    db.session.execute(update(User).where(User.unit_id == unit_id).values(unit_id=into_id))


def _more(counter_id: int, unit_ids: Collection[int], people: int) -> None:
    each = (
        select(literal(counter_id), Unit.id, literal(people))
        .where(Unit.id.in_(unit_ids))
        .order_by(Unit.id)
    )
    db.session.execute(
        insert(UnitCount)
        .from_select(["counter_id", "unit_id", "people"], each)
        .on_conflict_do_update(
            index_elements=["counter_id", "unit_id"],
            set_={"people": UnitCount.people + people},
        )
    )


def _fewer(counter_id: int, unit_ids: Collection[int], people: int) -> None:
    db.session.execute(
        update(UnitCount)
        .where(UnitCount.counter_id == counter_id, UnitCount.unit_id.in_(unit_ids))
        .values(people=UnitCount.people - people)
    )


def _end_duties(unit_id: int) -> list[tuple[str, Role]]:
    held = (
        select(User.name, Assignment.role)
        .join(User, User.id == Assignment.user_id)
        .where(Assignment.unit_id == unit_id)
        .order_by(Assignment.role, User.id)
    )
    ended = [(name, Role(role)) for name, role in db.session.execute(held)]
    db.session.execute(delete(Assignment).where(Assignment.unit_id == unit_id))
    return ended
