"""Batches of printed codes, and whom and what they can be made for. All within a scope.

Whether an open code was used is counted; which person used it is stored nowhere.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from elearning.database import db
from elearning.people import queries as people
from elearning.people.alphabet import as_listed
from elearning.people.models import Assignment, Organisation, Unit, UnitPath, User
from elearning.people.rules import Scope
from elearning.signin.models import CodeBatch, OneTimeCode
from elearning.signin.rules import MOST_SLIPS

PAGE = 50  # batches on a page


@dataclass(frozen=True, slots=True)
class Batch:
    """Codes that were made together. Counts are of codes."""

    id: int
    unit_name: str
    unit_closed: bool  # then the open codes no longer work
    organisation_name: str
    organisation_id: int
    is_personal: bool
    made: int
    used: int
    revoked: int
    unused: int  # and can still be used
    made_at: datetime
    expires_at: datetime

    @property
    def ended(self) -> int:
        """Codes that nobody used in time, or whose person is elsewhere now."""
        return self.made - self.used - self.revoked - self.unused


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody without an address, who may be given a personal code."""

    id: int
    name: str  # an alias for those with a protected identity
    unit_name: str
    is_protected: bool
    unused: int  # codes that they have already


@dataclass(frozen=True, slots=True)
class Slip:
    """A code that can still be used, by its number; never the code itself."""

    number: int
    code_hash: str
    user_id: int | None
    name: str  # "": an open one
    unit_name: str  # "": not to be printed, for somebody's protection


def opens() -> ColumnElement[bool]:
    """Whether a code that has not ended still opens something.

    Not the account of one who has left, has got a role, or has moved out of the unit that the
    batch was made for: they are beyond the reach of who printed it.
    """
    batch = CodeBatch.__table__.alias("made_with")
    person = (
        select(User.id)
        .join(UnitPath, UnitPath.unit_id == User.unit_id)
        .join(batch, batch.c.unit_id == UnitPath.ancestor_id)
        .where(
            User.id == OneTimeCode.user_id,
            batch.c.id == OneTimeCode.batch_id,
            ~exists().where(Assignment.user_id == User.id),
        )
        .correlate(OneTimeCode)
    )
    return or_(OneTimeCode.user_id.is_(None), person.exists())


def recipients(scope: Scope, unit_id: int, now: datetime) -> list[Recipient]:
    """Those in a unit and below it who have no address and no role, by name; the first 200.

    Whoever has a role signs in with an address or an account at work: a code that a coordinator
    prints must not open more than the coordinator's own reach.
    """
    unused = (
        select(func.count())
        .where(OneTimeCode.user_id == User.id, OneTimeCode.expires_at > now, opens())
        .correlate(User)
        .scalar_subquery()
    )
    statement = (
        select(User.id, User.name, Unit.name, User.is_protected, unused)
        .join(Unit, Unit.id == User.unit_id)
        .where(
            User.unit_id.in_(people.within(scope)),
            User.unit_id.in_(people.within(Scope.over(unit_id))),
            User.email.is_(None),
            ~exists().where(Assignment.user_id == User.id),
        )
        .order_by(func.lower(User.name), User.id)
        .limit(MOST_SLIPS)
    )
    found = [Recipient(*row) for row in db.session.execute(statement)]
    return sorted(found, key=lambda recipient: (as_listed(recipient.name), recipient.id))


def batches(scope: Scope, now: datetime, page: int) -> list[Batch]:
    """The batches of the scope's units, newest first: one page, and one more if there are more."""
    statement = _batches(scope, now).order_by(CodeBatch.made_at.desc(), CodeBatch.id.desc())
    rows = db.session.execute(statement.limit(PAGE + 1).offset(PAGE * (page - 1)))
    return [Batch(*row) for row in rows]


def batch(scope: Scope, batch_id: int, now: datetime) -> Batch | None:
    """The batch with this id, if its unit lies within the scope."""
    row = db.session.execute(_batches(scope, now).where(CodeBatch.id == batch_id)).one_or_none()
    return Batch(*row) if row else None


def _batches(scope: Scope, now: datetime) -> Select[tuple[int, ...]]:
    unused = (
        select(func.count())
        .where(OneTimeCode.batch_id == CodeBatch.id, OneTimeCode.expires_at > now, opens())
        .correlate(CodeBatch)
        .scalar_subquery()
    )
    return (
        select(
            CodeBatch.id,
            Unit.name,
            Unit.closed_at.is_not(None),
            Organisation.name,
            Organisation.id,
            CodeBatch.is_personal,
            CodeBatch.made,
            CodeBatch.used,
            CodeBatch.revoked,
            unused,
            CodeBatch.made_at,
            CodeBatch.expires_at,
        )
        .join(Unit, Unit.id == CodeBatch.unit_id)
        .join(Organisation, Organisation.id == Unit.organisation_id)
        .where(CodeBatch.unit_id.in_(people.within(scope)))
    )


def slips(scope: Scope, batch_id: int, now: datetime) -> list[Slip]:
    """The codes of a batch that can still be used, by number.

    The workplace of somebody with a protected identity is left out: a slip may be lost.
    """
    own_unit, batch_unit = Unit.__table__.alias("own"), Unit.__table__.alias("made_for")
    statement = (
        select(
            OneTimeCode.number,
            OneTimeCode.code_hash,
            OneTimeCode.user_id,
            func.coalesce(User.name, ""),
            func.coalesce(own_unit.c.name, batch_unit.c.name),
            func.coalesce(User.is_protected, False),
        )
        .join(CodeBatch, CodeBatch.id == OneTimeCode.batch_id)
        .join(batch_unit, batch_unit.c.id == CodeBatch.unit_id)
        .outerjoin(User, User.id == OneTimeCode.user_id)
        .outerjoin(own_unit, own_unit.c.id == User.unit_id)
        .where(
            OneTimeCode.batch_id == batch_id,
            OneTimeCode.expires_at > now,
            opens(),
            CodeBatch.unit_id.in_(people.within(scope)),
        )
        .order_by(OneTimeCode.number)
    )
    return [
        Slip(number, code_hash, user_id, name, "" if is_protected else unit)
        for number, code_hash, user_id, name, unit, is_protected in db.session.execute(statement)
    ]
