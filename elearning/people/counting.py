"""Counting people: who has done something, unit by unit, in the same transaction as the deed.

A counter counts one subject over a period. Beside those that campaigns open, every subject has
a standing counter, which has always run and never ends; its counts are the state of today.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Insert,
    Row,
    bindparam,
    delete,
    literal,
    literal_column,
    or_,
    select,
    update,
)

from elearning.database import compiled_once, db, insert, lock_table, write
from elearning.people import queries
from elearning.people.models import Counted, Counter, UnitCount, UnitPath, User

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)  # before there was anything to count
_IS_STANDING = literal_column(  # in text: SQLAlchemy would leave the outer column unqualified
    "(SELECT counter.is_standing FROM counter WHERE counter.id = counter_id)", Boolean
).label("is_standing")


def open_counter(subject: str, starts_at: datetime, ends_at: datetime | None) -> Counter:
    """Begin to count people who do the subject from starts_at (inclusive) to ends_at (not)."""
    counter = Counter(subject=subject, starts_at=starts_at, ends_at=ends_at, is_standing=False)
    db.session.add(counter)
    db.session.flush()
    return counter


def open_standing(subjects: Collection[str]) -> list[int]:
    """Make the standing counters that are missing among these subjects. Gives their ids."""
    rows = [
        {"subject": each, "starts_at": BEGINNING, "is_standing": True} for each in sorted(subjects)
    ]
    statement = insert(Counter).on_conflict_do_nothing().returning(Counter.id)
    return list(db.session.execute(statement, rows).scalars())


def count(user_id: int, subjects: Collection[str], now: datetime) -> None:
    """Count a user who has just done the subjects, under every counter of them that runs now.

    Twice is as good as once. Two statements, unless a subject is new to the database. The
    user's row is locked, so that a move at the same moment comes wholly before or wholly after.
    One who has just left is counted in no unit, and in a unit again if they come back.
    """
    added = list(_count(user_id, subjects, now))
    if sum(row.is_standing for row in added) < len(subjects) and open_standing(subjects):
        added += _count(user_id, subjects, now)
    placed = [row for row in added if row.unit_id is not None]
    if placed:
        _add_one(placed[0].unit_id, [row.counter_id for row in placed])


def _count(user_id: int, subjects: Collection[str], now: datetime) -> Sequence[Row[Any]]:
    """Note the user under the counters that do not have them yet."""
    return write(_noted(), {"user_id": user_id, "subjects": list(subjects), "now": now}).all()


@compiled_once()
def _noted() -> Insert:
    """A user under every counter of some subjects that runs now and does not have them yet."""
    person = (
        select(Counter.id, User.id, User.unit_id)
        .join(User, User.id == bindparam("user_id"))
        .where(
            Counter.subject.in_(bindparam("subjects", expanding=True)),
            Counter.starts_at <= bindparam("now"),
            or_(Counter.ends_at.is_(None), Counter.ends_at > bindparam("now")),
        )
        .with_for_update(of=User, key_share=True)
    )
    return (
        insert(Counted)
        .from_select(["counter_id", "user_id", "unit_id"], person)
        .on_conflict_do_nothing()
        .returning(Counted.counter_id, Counted.unit_id, _IS_STANDING)
    )


def move(user_id: int, unit_id: int | None, now: datetime) -> None:
    """Take a user's counts to another unit, or to none. Counters that have ended keep theirs."""
    _begin_to_count()
    running = or_(Counter.ends_at.is_(None), Counter.ends_at > now)
    statement = (
        select(Counted.counter_id, Counted.unit_id)
        .join(Counter, Counter.id == Counted.counter_id)
        .where(Counted.user_id == user_id, running)
        .order_by(Counted.counter_id)
    )
    counted = db.session.execute(statement).all()
    new_path = queries.path(unit_id)
    for counter_id, old_unit_id in counted:
        old_path = queries.path(old_unit_id)
        _lock_counts(counter_id, {*old_path, *new_path})
        _take_one(old_path, counter_id)
    counter_ids = [counter_id for counter_id, _ in counted]
    if unit_id is not None and counter_ids:
        _add_one(unit_id, counter_ids)
    db.session.execute(
        update(Counted)
        .where(Counted.counter_id.in_(counter_ids), Counted.user_id == user_id)
        .values(unit_id=unit_id)
    )


def wait_for_counts() -> None:
    """Before the tree changes: wait until nobody counts, and let nobody count until it has.

    Whoever counts has read the paths of units first. What is read and written in one statement
    waits here by itself; SQLite has one writer as it is.
    """
    lock_table(UnitCount, "SHARE ROW EXCLUSIVE")


def _begin_to_count() -> None:
    """Let the tree stand still from here on; others may count all the same."""
    lock_table(UnitCount, "ROW EXCLUSIVE")


def _lock_counts(counter_id: int, unit_ids: Collection[int]) -> None:
    """Lock in ascending order what a move will change, so that two moves never deadlock."""
    db.session.execute(
        select(UnitCount.people)
        .where(UnitCount.counter_id == counter_id, UnitCount.unit_id.in_(unit_ids))
        .order_by(UnitCount.unit_id)
        .with_for_update()
    ).all()


def forget(user_id: int) -> None:
    """Forget that a user who is in no unit was counted. What has ended keeps its counts."""
    db.session.execute(delete(Counted).where(Counted.user_id == user_id, Counted.unit_id.is_(None)))


def counters(user_ids: Collection[int]) -> list[Counter]:
    """The counters that have one of these users, in the order in which counts are locked."""
    has_one = select(Counted.counter_id).where(Counted.user_id.in_(user_ids))
    statement = select(Counter).where(Counter.id.in_(has_one)).order_by(Counter.id)
    return list(db.session.scalars(statement))


def become_one(
    gone_id: int, kept_id: int, counter: Counter, now: datetime, *, is_proven: bool
) -> None:
    """Count two accounts of one person, in the same unit, as one: the kept, if it is proven.

    A counter that has ended keeps its figure, and not of whom, as when an account is erased.
    """
    statement = select(Counted).where(
        Counted.counter_id == counter.id, Counted.user_id.in_((gone_id, kept_id))
    )
    rows = sorted(db.session.scalars(statement), key=lambda row: row.user_id != kept_id)
    for row in rows[1:] if is_proven else rows:
        if counter.ends_at is not None and counter.ends_at <= now:
            row.user_id = None
        else:
            _take_one(queries.path(row.unit_id), counter.id)
            db.session.delete(row)
    db.session.flush()
    if is_proven:
        rows[0].user_id = kept_id
        db.session.flush()


def _add_one(unit_id: int, counter_ids: list[int]) -> None:
    """One person more in a unit and its ancestors. Rows are locked in ascending order."""
    write(_one_more(), {"in_unit": unit_id, "counter_ids": counter_ids})


@compiled_once()
def _one_more() -> Insert:
    """One more under some counters in a unit and its ancestors."""
    each = (
        select(Counter.id, UnitPath.ancestor_id, literal(1))
        .join(UnitPath, UnitPath.unit_id == bindparam("in_unit"))
        .where(Counter.id.in_(bindparam("counter_ids", expanding=True)))
        .order_by(Counter.id, UnitPath.ancestor_id)
    )
    return (
        insert(UnitCount)
        .from_select(["counter_id", "unit_id", "people"], each)
        .on_conflict_do_update(
            index_elements=["counter_id", "unit_id"], set_={"people": UnitCount.people + 1}
        )
    )


def _take_one(unit_ids: Collection[int], counter_id: int) -> None:
    db.session.execute(
        update(UnitCount)
        .where(UnitCount.counter_id == counter_id, UnitCount.unit_id.in_(unit_ids))
        .values(people=UnitCount.people - 1)
    )


def write_counts(counter_id: int) -> None:
    """Replace the counts of every unit by a recount of the counted people."""
    db.session.execute(delete(UnitCount).where(UnitCount.counter_id == counter_id))
    counts = queries.recount(counter_id)
    if counts:
        db.session.execute(
            insert(UnitCount),
            [
                {"counter_id": counter_id, "unit_id": unit, "people": people}
                for unit, people in counts.items()
            ],
        )
