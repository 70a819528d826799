"""Counts follow people whom a bulk deed has moved, hired or let go: set by set, not one by one."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from elearning.database import db, insert, write
from elearning.people.counting import open_standing
from elearning.people.models import Counted, Counter, UnitCount, UnitPath, User
from elearning.people.rules import EMPLOYED


def settle(organisation_id: int, now: datetime) -> None:
    """Count everybody of an organisation where they are now, under every counter that runs.

    For deeds that have written the people's units past counting.move. Counters that have ended
    keep people where they were. A handful of statements, whatever the number of people; the
    caller has written, and so locked, the users whom it concerns. Twice is as good as once.
    """
    open_standing((EMPLOYED,))
    _note_the_new(organisation_id)
    shifts = db.session.execute(_shifts(organisation_id, now)).all()
    if shifts:
        rows = [
            {"counter": counter, "unit": unit, "more": more, "most": max(more, 0)}
            for counter, unit, more in shifts
        ]
        write(_shift(), rows)
    here = select(User.unit_id).where(User.id == Counted.user_id).scalar_subquery()
    moved = select(Counted.id).select_from(_moved(organisation_id, now))
    db.session.execute(
        update(Counted)
        .where(Counted.id.in_(moved))
        .values(unit_id=here)
        .execution_options(synchronize_session=False)
    )


def _note_the_new(organisation_id: int) -> None:
    """Count as employed, but in no unit yet, those whom nothing has counted so far.

    Others are left alone: one of them may be erased at this moment.
    """
    employed = (
        select(Counter.id).where(Counter.subject == EMPLOYED, Counter.is_standing).scalar_subquery()
    )
    is_counted = exists().where(Counted.counter_id == employed, Counted.user_id == User.id)
    newcomers = select(employed, User.id, literal_column("NULL", Integer)).where(
        User.organisation_id == organisation_id, ~is_counted
    )
    db.session.execute(
        insert(Counted)
        .from_select(["counter_id", "user_id", "unit_id"], newcomers)
        .on_conflict_do_nothing()
    )


def _moved(organisation_id: int, now: datetime) -> Any:
    """Those who are counted in another unit than their own: a join to select from."""
    running = or_(Counter.ends_at.is_(None), Counter.ends_at > now)
    is_elsewhere = Counted.unit_id.is_distinct_from(User.unit_id)
    of_organisation = User.organisation_id == organisation_id
    return User.__table__.join(
        Counted.__table__, and_(Counted.user_id == User.id, of_organisation, is_elsewhere)
    ).join(Counter.__table__, and_(Counter.id == Counted.counter_id, running))


def _shifts(organisation_id: int, now: datetime) -> Select[tuple[int, int, int]]:
    """How many more (or fewer) people each unit has under each counter, in the order of locks."""
    moved = _moved(organisation_id, now)
    changes = union_all(
        *(
            select(
                Counted.counter_id, UnitPath.ancestor_id, literal(change).label("people")
            ).select_from(moved.join(UnitPath.__table__, UnitPath.unit_id == unit))
            for unit, change in ((User.unit_id, 1), (Counted.unit_id, -1))
        )
    ).subquery()
    people = func.sum(changes.c.people)
    return (
        select(changes.c.counter_id, changes.c.ancestor_id.label("unit_id"), people.label("people"))
        .group_by(changes.c.counter_id, changes.c.ancestor_id)
        .having(people != 0)
        .order_by(changes.c.counter_id, changes.c.ancestor_id)
    )


def _shift() -> Any:
    """Add to a unit's count. One that goes down is there already; `most` is never below 0."""
    more: Any = bindparam("more")
    return (
        insert(UnitCount)
        .values(
            counter_id=bindparam("counter"), unit_id=bindparam("unit"), people=bindparam("most")
        )
        .on_conflict_do_update(
            index_elements=["counter_id", "unit_id"], set_={"people": UnitCount.people + more}
        )
    )
