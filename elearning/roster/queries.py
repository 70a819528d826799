"""Who works in an organisation and where, for holding a file against; and the imports."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import and_, func, or_, select

from elearning.database import db
from elearning.people import queries as people
from elearning.people.models import Assignment, Unit, User
from elearning.people.rules import (
    GIVEN_BY_ADMINISTRATORS,
    MAY_ADMINISTER,
    Person,
    Role,
    Scope,
)
from elearning.people.rules import scope as scope_of
from elearning.roster.columns import Field
from elearning.roster.matching import Known
from elearning.roster.models import RosterColumn, RosterImport
from elearning.roster.places import Place, Places

AT_ONCE = 5_000  # values in one statement; SQLite takes 32 766
Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody as a file lists them. `path` are the units from below the organisation."""

    email: str
    staff_id: str
    name: str
    path: tuple[str, ...]
    is_manager: bool  # of their own unit
    language: str


def batches(values: Sequence[Each], size: int = AT_ONCE) -> Iterator[Sequence[Each]]:
    """The values, so many at a time."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def staff(scope: Scope, organisation_id: int, actor: Person | None) -> list[Known]:
    """Everybody who works in an organisation or has left it, by id.

    Those outside the scope are told apart by `is_within`: a file may name them by mistake. Those
    who have left belong to the whole organisation's keepers, for they are in no unit.
    """
    within = set(db.session.scalars(people.within(scope)))
    root_id = people.root_unit(organisation_id).id
    manages, administrators = _duties(organisation_id)
    further = _reaching_further(scope, organisation_id, actor) if actor else frozenset()
    staying = administrators | further | ({actor.id} if actor else set())
    statement = (
        select(
            User.id,
            func.coalesce(User.email, "").label("email"),
            func.coalesce(User.staff_id, "").label("staff_id"),
            User.name,
            User.unit_id,
            User.language,
            User.is_protected,
        )
        .where(User.organisation_id == organisation_id)
        .order_by(User.id)
    )
    return [
        Known(
            row.id,
            row.email,
            row.staff_id,
            row.name,
            row.unit_id,
            row.language,
            row.is_protected,
            stays=row.id in staying,
            is_within=(row.unit_id or root_id) in within,
            reaches_further=row.id in further,
            manages=frozenset(manages.get(row.id, ())),
        )
        for row in db.session.execute(statement)
    ]


def _duties(organisation_id: int) -> tuple[dict[int, set[int]], set[int]]:
    """User id → the units that they manage; and the ids of the administrators."""
    statement = (
        select(Assignment.user_id, Assignment.role, Assignment.unit_id)
        .join(User, User.id == Assignment.user_id)
        .where(User.organisation_id == organisation_id)
        .order_by(Assignment.user_id, Assignment.unit_id)
    )
    manages: dict[int, set[int]] = defaultdict(set)
    administrators = set()
    for user_id, role, unit_id in db.session.execute(statement):
        if role == Role.MANAGER:
            manages[user_id].add(unit_id)
        if role == Role.ADMINISTRATOR:
            administrators.add(user_id)
    return dict(manages), administrators


def _reaching_further(scope: Scope, organisation_id: int, actor: Person) -> frozenset[int]:
    """The ids of others with a role that the importer's own does not reach (decision 31).

    Whoever can give them an address can ask for a link and sign in as them.
    """
    administered = people.within(scope_of(actor, MAY_ADMINISTER))
    statement = (
        select(Assignment.user_id)
        .join(User, User.id == Assignment.user_id)
        .where(
            User.organisation_id == organisation_id,
            User.id != actor.id,
            or_(
                Assignment.role.not_in(GIVEN_BY_ADMINISTRATORS),
                Assignment.unit_id.not_in(people.within(scope)),
                and_(
                    Assignment.role == Role.ADMINISTRATOR, Assignment.unit_id.not_in(administered)
                ),
            ),
        )
    )
    return frozenset(db.session.scalars(statement))


def places(scope: Scope, organisation_id: int) -> Places:
    """The open units of an organisation, and which of them the scope reaches."""
    statement = (
        select(Unit.id, Unit.parent_id, Unit.name)
        .where(Unit.organisation_id == organisation_id, Unit.closed_at.is_(None))
        .order_by(Unit.id)
    )
    found = [Place(*row) for row in db.session.execute(statement)]
    ids = {each.id for each in found}
    reach = ids & set(db.session.scalars(people.within(scope)))
    tops = [each.id for each in found if each.id in reach and each.parent_id not in reach]
    return Places(found, reach, tops[0] if len(tops) == 1 else None)


def elsewhere(organisation_id: int, emails: Collection[str]) -> frozenset[str]:
    """Which of the addresses have an account that is not one of this organisation's."""
    found: set[str] = set()
    for some in batches(sorted(emails)):
        statement = select(User.email).where(
            User.email.in_(some), User.organisation_id.is_distinct_from(organisation_id)
        )
        found.update(filter(None, db.session.scalars(statement)))
    return frozenset(found)


def remembered(organisation_id: int) -> dict[str, Field]:
    """Folded header → what the column holds, as the organisation has said before."""
    statement = (
        select(RosterColumn.header, RosterColumn.field)
        .where(RosterColumn.organisation_id == organisation_id)
        .order_by(RosterColumn.header)
    )
    return {header: Field(field) for header, field in db.session.execute(statement)}


def own_import(actor_id: int, import_id: int) -> RosterImport | None:
    """An import of this person's; nobody sees another's."""
    return db.session.scalar(
        select(RosterImport).where(RosterImport.id == import_id, RosterImport.actor_id == actor_id)
    )


def own_imports(actor_id: int, most: int = 10) -> list[RosterImport]:
    """The latest imports of a person, newest first."""
    statement = (
        select(RosterImport)
        .where(RosterImport.actor_id == actor_id)
        .order_by(RosterImport.created_at.desc(), RosterImport.id.desc())
        .limit(most)
    )
    return list(db.session.scalars(statement))


def import_by_id(import_id: int) -> RosterImport | None:
    """An import, for the job that works on it."""
    return db.session.get(RosterImport, import_id, populate_existing=True)


def roll(scope: Scope, organisation_id: int) -> list[Listed]:
    """Everybody who works in the scope, as a file that can be imported again; by name.

    Those with a protected identity are in no list.
    """
    manages, _ = _duties(organisation_id)
    paths = _paths(organisation_id)
    statement = (
        select(User.id, User.email, User.staff_id, User.name, User.unit_id, User.language)
        .where(
            User.organisation_id == organisation_id,
            User.unit_id.in_(people.within(scope)),
            User.is_protected.is_(False),
        )
        .order_by(User.name, User.id)
    )
    return [
        Listed(
            row.email or "",
            row.staff_id or "",
            row.name,
            paths[row.unit_id],
            row.unit_id in manages.get(row.id, ()),
            row.language,
        )
        for row in db.session.execute(statement)
    ]


def _paths(organisation_id: int) -> dict[int, tuple[str, ...]]:
    """Unit id → the names from below the organisation down to it."""
    statement = (
        select(Unit.id, Unit.parent_id, Unit.name)
        .where(Unit.organisation_id == organisation_id)
        .order_by(Unit.id)
    )
    units = {row.id: row for row in db.session.execute(statement)}
    paths: dict[int, tuple[str, ...]] = {}
    for unit_id in units:
        names, at = [], units[unit_id]
        while at.parent_id is not None:
            names.append(at.name)
            at = units[at.parent_id]
        paths[unit_id] = tuple(reversed(names))
    return paths


def unit_names(organisation_id: int) -> dict[int, str]:
    """Unit id → "Vård › Hemtjänst › Norr"; the whole organisation has its own name."""
    root = people.root_unit(organisation_id)
    return {
        unit_id: " › ".join(path) or root.name for unit_id, path in _paths(organisation_id).items()
    }


def drafts_in_use() -> frozenset[str]:
    """The names of the files that still belong to an import."""
    statement = select(RosterImport.draft).where(RosterImport.draft != "")
    return frozenset(db.session.scalars(statement))
