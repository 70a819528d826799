"""What happens to people and units; and counting them, in the same transaction as the deed."""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, literal, or_, select, update

from elearning.database import db, insert
from elearning.people import queries, rules
from elearning.people.models import (
    Assignment,
    Counted,
    Counter,
    Organisation,
    Unit,
    UnitCount,
    UnitPath,
    User,
)


def add_organisation(
    slug: str, name: str, kind: rules.OrganisationKind, *, code: str | None, colour: str
) -> Organisation:
    """Make an organisation and its root unit, which bears its name."""
    organisation = Organisation(slug=slug, name=name, kind=kind, code=code, colour=colour)
    db.session.add(organisation)
    db.session.flush()
    _add_unit(organisation.id, None, name)
    return organisation


def add_unit(parent: Unit, name: str) -> Unit:
    """Make a unit below another."""
    return _add_unit(parent.organisation_id, parent.id, name)


def _add_unit(organisation_id: int, parent_id: int | None, name: str) -> Unit:
    unit = Unit(organisation_id=organisation_id, parent_id=parent_id, name=name)
    db.session.add(unit)
    db.session.flush()
    above = (*queries.path(parent_id), unit.id)
    db.session.execute(
        insert(UnitPath), [{"unit_id": unit.id, "ancestor_id": ancestor} for ancestor in above]
    )
    return unit


def add_user(email: str, name: str, unit_id: int, now: datetime) -> User:
    """Make an account. The address is kept in lower case."""
    user = User(
        email=email.strip().lower(),
        name=name.strip(),
        unit_id=unit_id,
        session_key=_session_key(),
        joined_at=now,
    )
    db.session.add(user)
    db.session.flush()
    return user


def assign(user_id: int, role: rules.Role, unit_id: int) -> None:
    """Give a role over a unit and everything below it."""
    db.session.merge(Assignment(user_id=user_id, role=role, unit_id=unit_id))
    db.session.flush()


_LOCK = select(User.id).where(User.id == bindparam("user_id")).with_for_update(key_share=True)


def lock(user_id: int) -> None:
    """Let only one deed at a time happen to a user, until the transaction ends.

    Two devices that finish the last two lessons at once must see each other's. SQLite has one
    writer as it is.
    """
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"user_id": user_id})


def sign_out_everywhere(user_id: int) -> None:
    """Make every session of this user invalid, on every device."""
    db.session.execute(update(User).where(User.id == user_id).values(session_key=_session_key()))


def _session_key() -> str:
    return secrets.token_urlsafe(9)  # 12 characters, 72 bits; useless without our signature


def move(user_id: int, unit_id: int | None, now: datetime) -> None:
    """Put a user in another unit, or in none when they leave. Their counts go with them.

    Counters that have ended keep the person where they were.
    """
    db.session.execute(update(User).where(User.id == user_id).values(unit_id=unit_id))
    running = or_(Counter.ends_at.is_(None), Counter.ends_at > now)
    statement = (
        select(Counted.counter_id, Counted.unit_id)
        .join(Counter, Counter.id == Counted.counter_id)
        .where(Counted.user_id == user_id, running)
    )
    for counter_id, old_unit_id in db.session.execute(statement).all():
        _lock_counts(counter_id, {*queries.path(old_unit_id), *queries.path(unit_id)})
        _take_one(queries.path(old_unit_id), counter_id)
        if unit_id is not None:
            _add_one(unit_id, [counter_id])
        db.session.execute(
            update(Counted)
            .where(Counted.counter_id == counter_id, Counted.user_id == user_id)
            .values(unit_id=unit_id)
        )


def _lock_counts(counter_id: int, unit_ids: Collection[int]) -> None:
    """Lock in ascending order what a move will change, so that two moves never deadlock."""
    db.session.execute(
        select(UnitCount.people)
        .where(UnitCount.counter_id == counter_id, UnitCount.unit_id.in_(unit_ids))
        .order_by(UnitCount.unit_id)
        .with_for_update()
    ).all()


def erase(user_id: int, now: datetime) -> None:
    """Remove an account and everything personal. Counts that have ended stay as they were."""
    move(user_id, None, now)
    gone = and_(Counted.user_id == user_id, Counted.unit_id.is_(None))
    db.session.execute(delete(Counted).where(gone))
    db.session.execute(delete(User).where(User.id == user_id))


def open_counter(subject: str, starts_at: datetime, ends_at: datetime | None) -> Counter:
    """Begin to count people who do the subject from starts_at (inclusive) to ends_at (not)."""
    counter = Counter(subject=subject, starts_at=starts_at, ends_at=ends_at)
    db.session.add(counter)
    db.session.flush()
    return counter


def count(user_id: int, subject: str, now: datetime) -> None:
    """Count a user who has just done the subject, under every counter that runs now.

    Twice is as good as once. Two statements. The user's row is locked, so that a move at the
    same moment comes wholly before or wholly after. One who has just left is counted in no
    unit, and in a unit again if they come back.
    """
    person = (
        select(Counter.id, User.id, User.unit_id)
        .join(User, User.id == user_id)
        .where(
            Counter.subject == subject,
            Counter.starts_at <= now,
            or_(Counter.ends_at.is_(None), Counter.ends_at > now),
        )
        .with_for_update(of=User, key_share=True)
    )
    added = db.session.execute(
        insert(Counted)
        .from_select(["counter_id", "user_id", "unit_id"], person)
        .on_conflict_do_nothing()
        .returning(Counted.counter_id, Counted.unit_id)
    ).all()
    if added and added[0].unit_id is not None:
        _add_one(added[0].unit_id, [row.counter_id for row in added])


def _add_one(unit_id: int, counter_ids: list[int]) -> None:
    """One person more in a unit and its ancestors. Rows are locked in ascending order."""
    each = (
        select(Counter.id, UnitPath.ancestor_id, literal(1))
        .join(UnitPath, UnitPath.unit_id == unit_id)
        .where(Counter.id.in_(counter_ids))
        .order_by(Counter.id, UnitPath.ancestor_id)
    )
    db.session.execute(
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
