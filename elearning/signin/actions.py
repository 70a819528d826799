"""Making and using what works once: links, letters to new addresses, codes."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Executable, delete, select, update

from elearning.database import db
from elearning.people import actions as people
from elearning.people import queries as people_queries
from elearning.people.models import Unit, User
from elearning.people.rules import Deed
from elearning.signin import batches
from elearning.signin.models import AddressProof, CodeBatch, OneTimeCode, SigninLink
from elearning.signin.queries import Proof
from elearning.signin.rules import BATCH_KEPT, LINK_LIFETIME, PROOF_LIFETIME, token_hash


def make_link(user_id: int | None, now: datetime, lifetime: timedelta = LINK_LIFETIME) -> str:
    """Store a link's hash and return its secret, which exists nowhere else.

    Without a user the same work is done, so that unknown addresses take the same time.
    Links that are too old are forgotten.
    """
    token = secrets.token_urlsafe(16)  # 128 bits
    db.session.execute(delete(SigninLink).where(SigninLink.expires_at <= now))
    db.session.add(
        SigninLink(
            token_hash=token_hash(token),
            user_id=user_id,
            expires_at=now + lifetime,
            used_at=None,
        )
    )
    db.session.flush()
    return token


def use_link(token: str, now: datetime) -> int | None:
    """Use a link up and return its user's id; None if it is unknown, used or too old.

    One UPDATE decides, so of two clicks at once only one gets in.
    """
    statement = (
        update(SigninLink)
        .where(
            SigninLink.token_hash == token_hash(token),
            SigninLink.used_at.is_(None),
            SigninLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(SigninLink.user_id)
    )
    return db.session.execute(statement).scalar()


def make_proof(
    email: str, now: datetime, *, organisation_id: int | None = None, user_id: int | None = None
) -> str:
    """Store the hash of a link to a new address, for an account in an organisation or a user's."""
    token = secrets.token_urlsafe(16)  # 128 bits
    db.session.execute(delete(AddressProof).where(AddressProof.expires_at <= now))
    db.session.add(
        AddressProof(
            token_hash=token_hash(token),
            email=email.strip().lower(),
            organisation_id=organisation_id,
            user_id=user_id,
            expires_at=now + PROOF_LIFETIME,
            used_at=None,
        )
    )
    db.session.flush()
    return token


def use_proof(token: str, now: datetime) -> Proof | None:
    """Use up a link to a new address; None if it is unknown, used or too old."""
    statement = (
        update(AddressProof)
        .where(
            AddressProof.token_hash == token_hash(token),
            AddressProof.used_at.is_(None),
            AddressProof.expires_at > now,
        )
        .values(used_at=now)
        .returning(AddressProof.email, AddressProof.organisation_id, AddressProof.user_id)
    )
    row = db.session.execute(statement).one_or_none()
    return Proof(*row) if row else None


def make_account(
    email: str | None,
    name: str,
    unit_id: int,
    now: datetime,
    *,
    language: str,
    door: str,
    staff_id: str | None = None,
) -> int:
    """Make an account for somebody who has come by a door of their own; gives its id."""
    user = people.add_user(email, name, unit_id, now, language=language, staff_id=staff_id)
    assert user.organisation_id is not None
    people.log(user.organisation_id, None, Deed.PERSON_ADDED, user.name, now, after=door)
    return user.id


def add_address(user_id: int, email: str, now: datetime) -> bool:
    """Give an account that has no address this one; False if it has one, or it is taken."""
    if people_queries.person_by_email(email) is not None:
        return False
    statement = (
        update(User)
        .where(User.id == user_id, User.email.is_(None), User.unit_id.is_not(None))
        .values(email=email)
        .returning(User.name, User.organisation_id)
    )
    row = db.session.execute(statement).one_or_none()
    if row is None:
        return False
    people.log(row.organisation_id, None, Deed.PERSON_CHANGED, row.name, now, after="e-mail")
    return True


def use_personal_code(code_hash: str, now: datetime) -> int | None:
    """Use up a code that is tied to a person who is where it was made for; gives their id."""
    return _use(
        delete(OneTimeCode)
        .where(
            OneTimeCode.code_hash == code_hash,
            OneTimeCode.expires_at > now,
            OneTimeCode.user_id.is_not(None),
            batches.opens(),
        )
        .returning(OneTimeCode.batch_id, OneTimeCode.user_id)
    )


def use_open_code(code_hash: str, now: datetime) -> bool:
    """Use up a code that is tied to nobody."""
    unit = (
        select(Unit.id)
        .join(CodeBatch, CodeBatch.unit_id == Unit.id)
        .where(CodeBatch.id == OneTimeCode.batch_id, Unit.closed_at.is_(None))
        .correlate(OneTimeCode)
    )
    statement = (
        delete(OneTimeCode)
        .where(
            OneTimeCode.code_hash == code_hash,
            OneTimeCode.expires_at > now,
            OneTimeCode.user_id.is_(None),
            unit.exists(),
        )
        .returning(OneTimeCode.batch_id, OneTimeCode.number)
    )
    return _use(statement) is not None


def _use(statement: Executable) -> int | None:
    """Take a code away; of two who try at once only one gets it. Gives the second column."""
    row = db.session.execute(statement).one_or_none()
    if row is None:
        return None
    db.session.execute(
        update(CodeBatch).where(CodeBatch.id == row[0]).values(used=CodeBatch.used + 1)
    )
    return int(row[1])


def forget_old(now: datetime) -> None:
    """Remove links, letters and codes that no longer open anything, and old counts of codes."""
    for each in (SigninLink, AddressProof, OneTimeCode):
        db.session.execute(delete(each).where(each.expires_at <= now))
    db.session.execute(delete(CodeBatch).where(CodeBatch.expires_at <= now - BATCH_KEPT))
