"""Making and revoking printed codes."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, update

from elearning.database import db, insert
from elearning.people import actions as people
from elearning.people.rules import Deed, Person
from elearning.signin.batches import Batch, Recipient
from elearning.signin.codes import code_hash, derived
from elearning.signin.models import CodeBatch, OneTimeCode


def make_open_codes(
    unit_id: int, number: int, days: int, key: str, now: datetime
) -> tuple[int, bytes]:
    """Make codes for whoever gets a slip. Gives the batch and the secret of its codes."""
    return _make(unit_id, [None] * number, days, key, now)


def make_personal_codes(
    unit_id: int, recipients: Sequence[Recipient], days: int, key: str, now: datetime
) -> tuple[int, bytes]:
    """Make a code for each person. Gives the batch and the secret of its codes."""
    return _make(unit_id, [each.id for each in recipients], days, key, now)


def _make(
    unit_id: int, user_ids: Sequence[int | None], days: int, key: str, now: datetime
) -> tuple[int, bytes]:
    """The secret exists nowhere else: who has lost it can only make new codes."""
    seed = secrets.token_bytes(16)  # 128 bits
    batch = CodeBatch(
        unit_id=unit_id,
        is_personal=user_ids[0] is not None,
        made=len(user_ids),
        used=0,
        revoked=0,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    db.session.add(batch)
    db.session.flush()
    db.session.execute(
        insert(OneTimeCode),
        [
            {
                "code_hash": code_hash(derived(seed, number), key),
                "batch_id": batch.id,
                "number": number,
                "user_id": user_id,
                "expires_at": batch.expires_at,
            }
            for number, user_id in enumerate(user_ids, start=1)
        ],
    )
    return batch.id, seed


def note_made(batch: Batch, recipients: Sequence[Recipient], actor: Person, now: datetime) -> None:
    """Write in the log who has made codes for what, and for whom if they are personal."""
    whom = ", ".join(each.name for each in recipients)
    people.log(
        batch.organisation_id,
        actor,
        Deed.CODES_MADE,
        batch.unit_name,
        now,
        after=f"{batch.made}: {whom}" if whom else str(batch.made),
    )


def revoke(batch: Batch, number: int | None, actor: Person, now: datetime) -> None:
    """Make one code of a batch useless, or all. One that is used or gone is left at that."""
    statement = delete(OneTimeCode).where(OneTimeCode.batch_id == batch.id)
    if number is not None:
        statement = statement.where(OneTimeCode.number == number)
    gone = len(db.session.execute(statement.returning(OneTimeCode.number)).all())
    db.session.execute(
        update(CodeBatch).where(CodeBatch.id == batch.id).values(revoked=CodeBatch.revoked + gone)
    )
    people.log(
        batch.organisation_id,
        actor,
        Deed.CODES_REVOKED,
        batch.unit_name,
        now,
        before=str(batch.id),
        after="all" if number is None else f"no. {number}",
    )
