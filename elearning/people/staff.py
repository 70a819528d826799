"""People and units as those see them who keep them: within a scope, searched, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from elearning.database import db
from elearning.people.alphabet import listed_forms, pattern
from elearning.people.models import (
    Assignment,
    Counter,
    Organisation,
    Unit,
    UnitCount,
    UnitPath,
    User,
)
from elearning.people.queries import within
from elearning.people.rules import EMPLOYED, GIVEN_BY_ADMINISTRATORS, Duty, Role, Scope
from elearning.people.tree import Branch, Place, places

PAGE = 50  # people on a page


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a list of staff."""

    id: int
    name: str
    email: str
    staff_id: str
    unit: str
    is_protected: bool
    has_left: bool


@dataclass(frozen=True, slots=True)
class Account:
    """All that is kept of somebody's employment, for the page that changes it."""

    id: int
    name: str
    email: str
    staff_id: str
    language: str
    is_protected: bool
    unit_id: int | None
    organisation_id: int
    left_at: datetime | None
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for. Every word must be found in name, address or staff number."""

    words: str = ""
    unit_id: int | None = None  # and all below it
    role: Role | None = None
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a duty, and over what."""

    user_id: int
    name: str
    role: Role
    unit_id: int
    unit: str


def members(scope: Scope, search: Search, page: int) -> tuple[list[Member], int]:
    """One page of the people in a scope, by name; and how many there are in all.

    Those who have left belong to the whole organisation's keepers, for they are in no unit.
    """
    found = (
        select(User.id, User.listed_as, func.count().over().label("number"))
        .where(_wanted(scope, search))
        .order_by(User.listed_as, User.id)
        .limit(PAGE)
        .offset(PAGE * (page - 1))
        .subquery()
    )
    statement = (
        select(
            User.id,
            User.name,
            func.coalesce(User.email, ""),
            func.coalesce(User.staff_id, ""),
            func.coalesce(Unit.name, ""),
            User.is_protected,
            User.unit_id.is_(None),
            found.c.number,
        )
        .join(found, found.c.id == User.id)
        .outerjoin(Unit, Unit.id == User.unit_id)
        .order_by(found.c.listed_as, User.id)
    )
    rows = db.session.execute(statement).all()
    return [Member(*row[:-1]) for row in rows], rows[0].number if rows else 0


def _wanted(scope: Scope, search: Search) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [_kept_by(scope, has_left=search.has_left)]
    if search.unit_id is not None:
        below = select(UnitPath.unit_id).where(UnitPath.ancestor_id == search.unit_id)
        conditions.append(User.unit_id.in_(below))
    if search.role is not None:
        holders = select(Assignment.user_id).where(Assignment.role == search.role)
        conditions.append(User.id.in_(holders))
    conditions += [_is_listed(word) for word in search.words.split()]
    return and_(*conditions)


def _kept_by(scope: Scope, *, has_left: bool) -> ColumnElement[bool]:
    if has_left:
        roots = select(Unit.organisation_id).where(
            Unit.parent_id.is_(None), Unit.id.in_(scope.unit_ids)
        )
        return and_(User.unit_id.is_(None), User.organisation_id.in_(roots))
    return User.unit_id.in_(within(scope))


def _is_listed(word: str) -> ColumnElement[bool]:
    return or_(
        *(User.listed_as.like(pattern(form), escape="/") for form in sorted(listed_forms(word)))
    )


def account(scope: Scope, user_id: int) -> Account | None:
    """Somebody within the scope, or who has left the organisation that it is the whole of."""
    reached = or_(_kept_by(scope, has_left=False), _kept_by(scope, has_left=True))
    user = db.session.scalar(select(User).where(User.id == user_id, reached))
    if user is None or user.organisation_id is None:
        return None
    held = (
        select(Assignment.role, Assignment.unit_id)
        .where(Assignment.user_id == user_id)
        .order_by(Assignment.role, Assignment.unit_id)
    )
    return Account(
        id=user.id,
        name=user.name,
        email=user.email or "",
        staff_id=user.staff_id or "",
        language=user.language,
        is_protected=user.is_protected,
        unit_id=user.unit_id,
        organisation_id=user.organisation_id,
        left_at=user.left_at,
        duties=tuple(Duty(Role(role), unit_id) for role, unit_id in db.session.execute(held)),
    )


def branches(scope: Scope, *, closed: bool = False) -> list[Branch]:
    """The open units of a scope, or those that are closed, for a tree or a list to choose from."""
    is_closed = Unit.closed_at.is_not(None) if closed else Unit.closed_at.is_(None)
    statement = select(Unit.id, Unit.parent_id, Unit.name).where(
        Unit.id.in_(within(scope)), is_closed
    )
    return [Branch(*row) for row in db.session.execute(statement.order_by(Unit.id))]


def unit_places(scope: Scope) -> tuple[Place, ...]:
    """The open units of a scope, in the order of the tree, each with the way there."""
    return places(branches(scope))


def inside(unit_id: int) -> list[int]:
    """The ids of a unit and of every open unit below it, ascending."""
    statement = (
        select(Unit.id)
        .join(UnitPath, UnitPath.unit_id == Unit.id)
        .where(UnitPath.ancestor_id == unit_id, Unit.closed_at.is_(None))
    )
    return list(db.session.scalars(statement.order_by(Unit.id)))


def headcounts(scope: Scope) -> dict[int, int]:
    """Unit id → how many are employed in it and below it. Units without anyone are left out."""
    statement = (
        select(UnitCount.unit_id, UnitCount.people)
        .join(Counter, Counter.id == UnitCount.counter_id)
        .where(
            Counter.subject == EMPLOYED,
            Counter.is_standing,
            UnitCount.unit_id.in_(within(scope)),
            UnitCount.people > 0,
        )
        .order_by(UnitCount.unit_id)
    )
    return {unit: people for unit, people in db.session.execute(statement)}


def is_taken(column: Any, value: str, organisation_id: int | None, but: int) -> bool:
    """Whether somebody else has this address, or this staff number in the organisation."""
    statement = select(User.id).where(column == value, User.id != but)
    if organisation_id is not None:
        statement = statement.where(User.organisation_id == organisation_id)
    return db.session.scalar(statement.limit(1)) is not None


def holders(scope: Scope) -> list[Holder]:
    """Everybody with a duty over a unit in the scope, by role and name."""
    statement = (
        select(User.id, User.name, Assignment.role, Unit.id, Unit.name)
        .join(Assignment, Assignment.user_id == User.id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(Unit.id.in_(within(scope)))
        .order_by(Assignment.role, User.name, User.id, Unit.id)
    )
    return [
        Holder(user_id, name, Role(role), unit_id, unit)
        for user_id, name, role, unit_id, unit in db.session.execute(statement)
    ]


def exceeds(scope: Scope, user_id: int) -> bool:
    """Whether somebody has a role outside the scope, or one that reaches the whole site.

    Whoever can change the address of another, and so sign in as them, must reach as far.
    """
    statement = select(Assignment.user_id).where(
        Assignment.user_id == user_id,
        or_(
            Assignment.unit_id.not_in(within(scope)),
            Assignment.role.not_in(GIVEN_BY_ADMINISTRATORS),
        ),
    )
    return db.session.scalar(statement.limit(1)) is not None


def administrators_left(organisation_id: int, but: int) -> bool:
    """Whether somebody else administers the whole organisation."""
    statement = (
        select(Assignment.user_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(
            Assignment.role == Role.ADMINISTRATOR,
            Unit.organisation_id == organisation_id,
            Unit.parent_id.is_(None),
            Assignment.user_id != but,
        )
    )
    return db.session.scalar(statement.limit(1)) is not None


def organisation_of(scope: Scope) -> Organisation | None:
    """The organisation that a scope is the whole of; None where it is but a part of one."""
    statement = (
        select(Organisation)
        .join(Unit, Unit.organisation_id == Organisation.id)
        .where(Unit.parent_id.is_(None), Unit.id.in_(scope.unit_ids))
        .order_by(Organisation.id)
    )
    return db.session.scalars(statement).first()
