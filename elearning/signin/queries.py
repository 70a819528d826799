"""What a link, a letter or a code opens, and whom one already knows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from elearning.database import db
from elearning.people import queries as people
from elearning.people import staff
from elearning.people.models import Assignment, Organisation, Unit, User
from elearning.people.rules import Person, Role, Scope
from elearning.people.tree import Branch
from elearning.people.wording import role as role_name
from elearning.signin.identity import Identity, Match
from elearning.signin.models import AddressProof, CodeBatch, OneTimeCode, SigninLink
from elearning.signin.rules import DEMO_DOMAIN, token_hash


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Someone whom a visitor to the demo may be."""

    email: str
    name: str
    description: str  # where they work, and their role if they have one


@dataclass(frozen=True, slots=True)
class Proof:
    """A letter to an address that is nobody's yet. Of organisation and user, one is None."""

    email: str
    organisation_id: int | None
    user_id: int | None


@dataclass(frozen=True, slots=True)
class OpenSlip:
    """Where the finder of an open code makes an account."""

    unit_id: int
    unit_name: str
    organisation_id: int
    organisation_name: str


def is_open(token: str, now: datetime) -> bool:
    """Whether the link can still be used. One to an unknown address looks like a used one."""
    statement = select(SigninLink.user_id).where(
        SigninLink.token_hash == token_hash(token),
        SigninLink.used_at.is_(None),
        SigninLink.expires_at > now,
    )
    return db.session.scalar(statement) is not None


def demo_people() -> list[DemoPerson]:
    """Those whom the demo door lets in, in the order they were made."""
    statement = (
        select(User.email, User.name, Unit.name, Organisation.name, func.min(Assignment.role))
        .join(Unit, Unit.id == User.unit_id)
        .join(Organisation, Organisation.id == Unit.organisation_id)
        .outerjoin(Assignment, Assignment.user_id == User.id)
        .where(User.email.endswith(f"@{DEMO_DOMAIN}"))
        .group_by(User.id, Unit.id, Organisation.id)
        .order_by(User.id)
    )
    return [
        DemoPerson(
            email, name, f"{unit}, {organisation}{f' · {role_name(Role(role))}' if role else ''}"
        )
        for email, name, unit, organisation, role in db.session.execute(statement)
    ]


def proof(token: str, now: datetime) -> Proof | None:
    """What the link in a letter to a new address proves, if it can still be used."""
    statement = select(AddressProof.email, AddressProof.organisation_id, AddressProof.user_id)
    row = db.session.execute(
        statement.where(
            AddressProof.token_hash == token_hash(token),
            AddressProof.used_at.is_(None),
            AddressProof.expires_at > now,
        )
    ).one_or_none()
    return Proof(*row) if row else None


def open_slip(code_hash: str, now: datetime) -> OpenSlip | None:
    """Where an open code leads; None for one that is unknown, personal, used or too old."""
    statement = (
        select(Unit.id, Unit.name, Organisation.id, Organisation.name)
        .select_from(OneTimeCode)
        .join(CodeBatch, CodeBatch.id == OneTimeCode.batch_id)
        .join(Unit, Unit.id == CodeBatch.unit_id)
        .join(Organisation, Organisation.id == Unit.organisation_id)
        .where(
            OneTimeCode.code_hash == code_hash,
            OneTimeCode.expires_at > now,
            OneTimeCode.user_id.is_(None),
            Unit.closed_at.is_(None),
        )
    )
    row = db.session.execute(statement).one_or_none()
    return OpenSlip(*row) if row else None


def units_to_choose(organisation_id: int) -> list[Branch]:
    """Every open unit of an organisation, for somebody who says where they work."""
    return staff.branches(Scope.over(people.root_unit(organisation_id).id))


def recognised(organisation_id: int | None, known: Identity, match: Match) -> Person | None:
    """Whom an organisation's provider has vouched for, among its own people.

    Without an organisation, for the provider of the whole site: among everyone.
    """
    is_them = (
        User.staff_id == known.staff_id if match is Match.STAFF_ID else User.email == known.email
    )
    statement = select(User.id).where(is_them)
    if organisation_id is not None:
        statement = statement.where(User.organisation_id == organisation_id)
    user_id = db.session.scalar(statement)
    return people.person(user_id) if user_id is not None else None
