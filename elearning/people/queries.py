"""People, units and how many are counted in them. Frozen values out, in a stable order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from elearning.database import Base, db
from elearning.people.models import (
    Assignment,
    AuditEntry,
    Counted,
    Counter,
    Organisation,
    Unit,
    UnitCount,
    UnitPath,
    User,
)
from elearning.people.rules import Duty, Person, Role, Scope
from elearning.web.addresses import LARGEST_ID


@dataclass(frozen=True, slots=True)
class CountedIn:
    """A person under one counter: for what, in which period, and where."""

    subject: str
    starts_at: datetime
    ends_at: datetime | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is held of a person beside what rules.Person has."""

    staff_id: str | None
    language: str
    is_protected: bool
    joined_at: datetime


_PERSON = (
    select(
        User.id,
        User.name,
        func.coalesce(User.email, ""),
        User.session_key,
        User.unit_id,
        func.coalesce(Unit.name, ""),
        Organisation.id,
        func.coalesce(Organisation.slug, ""),
        func.coalesce(Organisation.name, ""),
        func.coalesce(Organisation.colour, ""),
        Assignment.role,
        Assignment.unit_id,
    )
    .outerjoin(Unit, Unit.id == User.unit_id)
    .outerjoin(Organisation, Organisation.id == Unit.organisation_id)
    .outerjoin(Assignment, Assignment.user_id == User.id)
    .order_by(Assignment.unit_id, Assignment.role)
)
_PERSON_BY_ID = _PERSON.where(User.id == bindparam("key"))
_PERSON_BY_EMAIL = _PERSON.where(User.email == bindparam("key"))


def person(user_id: int) -> Person | None:
    """The person with this id."""
    return _person(db.session.connection().execute(_PERSON_BY_ID, {"key": user_id}).all())


def person_by_email(email: str) -> Person | None:
    """The person with this address, however it is capitalised."""
    found = db.session.connection().execute(_PERSON_BY_EMAIL, {"key": email.strip().lower()})
    return _person(found.all())


def _person(rows: Sequence[Row[Any]]) -> Person | None:
    """One row per role that the person has; one without a role if none."""
    if not rows:
        return None
    duties = tuple(Duty(Role(row[-2]), row[-1]) for row in rows if row[-2] is not None)
    person = Person(*tuple(rows[0])[:-2])
    return replace(person, duties=duties) if duties else person


def organisation(slug: str) -> Organisation | None:
    """The organisation with this slug."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def root_unit(organisation_id: int) -> Unit:
    """The unit that is the whole organisation."""
    statement = select(Unit).where(
        Unit.organisation_id == organisation_id, Unit.parent_id.is_(None)
    )
    return db.session.scalars(statement).one()


def within(scope: Scope) -> Select[tuple[int]]:
    """The ids of every unit in the scope: the one place that decides what a subtree is."""
    return select(UnitPath.unit_id).where(UnitPath.ancestor_id.in_(scope.unit_ids))


def tops(scope: Scope) -> frozenset[int]:
    """The ids of the units that a scope begins at: none lies inside another."""
    if len(scope.unit_ids) < 2:
        return scope.unit_ids
    inside = select(UnitPath.unit_id).where(
        UnitPath.ancestor_id.in_(scope.unit_ids), UnitPath.ancestor_id != UnitPath.unit_id
    )
    return scope.unit_ids - frozenset(db.session.scalars(inside))


def unit(scope: Scope, unit_id: int) -> Unit | None:
    """The unit with this id, if it lies within the scope."""
    if not 0 < unit_id <= LARGEST_ID:  # a form or a query may hold any
        return None
    statement = select(Unit).where(Unit.id == unit_id, Unit.id.in_(within(scope)))
    return db.session.scalar(statement)


def open_unit(scope: Scope, unit_id: int | None) -> Unit | None:
    """The same, if it is open: where people may be put and units may be added."""
    found = unit(scope, unit_id or 0)
    return found if found is not None and found.closed_at is None else None


def path(unit_id: int | None) -> tuple[int, ...]:
    """The ids of a unit and all its ancestors, ascending; empty for None."""
    statement = select(UnitPath.ancestor_id).where(UnitPath.unit_id == unit_id)
    return tuple(db.session.scalars(statement.order_by(UnitPath.ancestor_id)))


def employer(user_id: int) -> int | None:
    """The id of the organisation that somebody works for, or worked for last."""
    return db.session.scalar(select(User.organisation_id).where(User.id == user_id))


def kept(user_id: int) -> Kept:
    """What is held of a person beside what every page knows."""
    statement = select(User.staff_id, User.language, User.is_protected, User.joined_at)
    return Kept(*db.session.execute(statement.where(User.id == user_id)).one())


def counted(user_id: int) -> list[CountedIn]:
    """Every counter that has counted a person, oldest first."""
    statement = (
        select(Counter.subject, Counter.starts_at, Counter.ends_at, Unit.name)
        .join(Counted, Counted.counter_id == Counter.id)
        .outerjoin(Unit, Unit.id == Counted.unit_id)
        .where(Counted.user_id == user_id)
        .order_by(Counter.starts_at, Counter.subject, Counter.id)
    )
    return [CountedIn(*row) for row in db.session.execute(statement)]


def shown_counts(counter_id: int) -> dict[int, int]:
    """Unit id → people, as the pages show it. Units that count nobody are left out."""
    statement = select(UnitCount.unit_id, UnitCount.people).where(
        UnitCount.counter_id == counter_id, UnitCount.people > 0
    )
    return {
        unit: people for unit, people in db.session.execute(statement.order_by(UnitCount.unit_id))
    }


def recount(counter_id: int) -> dict[int, int]:
    """Unit id → people, counted anew from each counted person and their unit's ancestors."""
    statement = (
        select(UnitPath.ancestor_id, func.count())
        .join(Counted, Counted.unit_id == UnitPath.unit_id)
        .where(Counted.counter_id == counter_id)
        .group_by(UnitPath.ancestor_id)
        .order_by(UnitPath.ancestor_id)
    )
    return {unit: people for unit, people in db.session.execute(statement)}


def deeds(user_id: int) -> list[AuditEntry]:
    """The lines of the log that tell what a person has done, newest first."""
    statement = select(AuditEntry).where(AuditEntry.actor_id == user_id)
    return list(db.session.scalars(statement.order_by(AuditEntry.at.desc(), AuditEntry.id.desc())))


def rows_about(user_id: int, but: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Table → its rows that belong to a person, whichever room keeps them; some tables left out.

    So that a table that is made tomorrow is not forgotten when somebody asks what is held.
    """
    found = {}
    for table in Base.metadata.sorted_tables:
        if "user_id" in table.columns and table.name not in but:
            rows = db.session.execute(select(table).where(table.columns.user_id == user_id))
            found[table.name] = [dict(row) for row in rows.mappings()]
    return {name: rows for name, rows in sorted(found.items()) if rows}
