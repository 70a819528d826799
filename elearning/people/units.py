"""What happens to units: they are renamed, moved, merged and closed, and every count follows.

Counts of ended counters follow the tree too: it is the people that stay as they were, so a
finished campaign's whole is the same, and its parts are shown in the tree of today.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, func, literal, or_, select, update
from sqlalchemy.orm import aliased

from elearning.database import db, insert
from elearning.people import queries
from elearning.people.models import Assignment, Counted, Counter, Unit, UnitCount, UnitPath, User

_HERE = aliased(UnitCount)  # the counts of the unit itself, beside those that change


class UnitRefused(Exception):
    """What was asked of a unit cannot be done. Why is one of the names below."""


class NameTaken(UnitRefused):
    """An open unit beside it has the name."""


class BelowItself(UnitRefused):
    """A unit cannot stand under itself, or go up in a part of itself."""


class IsRoot(UnitRefused):
    """The unit that is the whole organisation stays where it is, and open."""


class NotEmpty(UnitRefused):
    """There are people or open units in it."""


def rename(unit: Unit, name: str) -> None:
    """Give a unit another name. Raises NameTaken."""
    _refuse_taken(unit.parent_id, name, unit.id)
    unit.name = name
    db.session.flush()


def move(unit: Unit, parent: Unit) -> None:
    """Put a unit, and all below it, under another. Raises IsRoot, BelowItself, NameTaken."""
    if unit.parent_id is None:
        raise IsRoot
    new_path = queries.path(parent.id)
    if unit.id in new_path:
        raise BelowItself
    _refuse_taken(parent.id, unit.name, unit.id)
    old_path = set(queries.path(unit.id)) - {unit.id}
    _lock({*old_path, *new_path, unit.id})
    _shift_counts(unit.id, old_path - set(new_path), set(new_path) - old_path)
    _replace_paths(unit.id, old_path, new_path)
    unit.parent_id = parent.id
    db.session.flush()


def merge(unit: Unit, into: Unit, now: datetime) -> None:
    """Let the people of a unit and the units below it go over to another, and close it.

    Running counters take their people along; in those that have ended they stay where they were.
    Raises IsRoot, BelowItself, and NameTaken where two units below would have one name.
    """
    if unit.parent_id is None:
        raise IsRoot
    if unit.id in queries.path(into.id):
        raise BelowItself
    for child in children(unit.id):
        move(child, into)
    _take_people(unit.id, into.id, now)
    _pass_duties_on(unit.id, into.id)
    unit.closed_at = now
    db.session.flush()


def close(unit: Unit, now: datetime) -> None:
    """Close a unit in which nobody is. Raises IsRoot, NotEmpty."""
    if unit.parent_id is None:
        raise IsRoot
    someone = db.session.scalar(select(User.id).where(User.unit_id == unit.id).limit(1))
    if someone is not None or children(unit.id):
        raise NotEmpty
    unit.closed_at = now
    db.session.flush()


def reopen(unit: Unit) -> None:
    """Open a closed unit again, where it was. Raises NameTaken."""
    _refuse_taken(unit.parent_id, unit.name, unit.id)
    unit.closed_at = None
    db.session.flush()


def children(unit_id: int) -> list[Unit]:
    """The open units right below a unit."""
    statement = select(Unit).where(Unit.parent_id == unit_id, Unit.closed_at.is_(None))
    return list(db.session.scalars(statement.order_by(Unit.id)))


def _refuse_taken(parent_id: int | None, name: str, unit_id: int) -> None:
    beside = Unit.parent_id.is_(None) if parent_id is None else Unit.parent_id == parent_id
    taken = select(Unit.id).where(
        beside, Unit.name == name, Unit.closed_at.is_(None), Unit.id != unit_id
    )
    if parent_id is not None and db.session.scalar(taken) is not None:
        raise NameTaken


def _lock(unit_ids: Collection[int]) -> None:
    """Lock the counts of these units, in the order that every deed locks them in."""
    db.session.execute(
        select(UnitCount.people)
        .where(UnitCount.unit_id.in_(unit_ids))
        .order_by(UnitCount.counter_id, UnitCount.unit_id)
        .with_for_update()
    ).all()


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
    below = select(UnitPath.unit_id).where(UnitPath.ancestor_id == unit_id)
    inside = list(db.session.scalars(below))
    db.session.execute(
        delete(UnitPath).where(UnitPath.unit_id.in_(inside), UnitPath.ancestor_id.in_(old))
    )
    rows = [{"unit_id": each, "ancestor_id": above} for each in inside for above in new]
    db.session.execute(insert(UnitPath), rows)


def _take_people(unit_id: int, into_id: int, now: datetime) -> None:
    """Put everyone of a unit in another, with their counts under the counters that run."""
    old, new = set(queries.path(unit_id)), set(queries.path(into_id))
    _lock(old | new)
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


def _pass_duties_on(unit_id: int, into_id: int) -> None:
    """Let those with a duty over a unit have it over the one that it went up in."""
    held = select(Assignment.user_id, Assignment.role, literal(into_id)).where(
        Assignment.unit_id == unit_id
    )
    db.session.execute(
        insert(Assignment)
        .from_select(["user_id", "role", "unit_id"], held)
        .on_conflict_do_nothing()
    )
    db.session.execute(delete(Assignment).where(Assignment.unit_id == unit_id))
