"""What happens to people and units. Their counts follow in the same transaction."""

import secrets
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from elearning.database import Base, db, insert, write
from elearning.people import counting, queries, rules
from elearning.people.models import Assignment, AuditEntry, Organisation, Unit, UnitPath, User


class UnitClosed(Exception):
    """A unit was closed, or went up in another, before somebody could be put there."""


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


def add_user(
    email: str | None,
    name: str,
    unit_id: int,
    now: datetime,
    *,
    staff_id: str | None = None,
    language: str = "sv",
    is_protected: bool = False,
) -> User:
    """Make an account, and count it as employed. The address is kept in lower case.

    Raises UnitClosed.
    """
    user = User(
        email=email.strip().lower() if email else None,
        name=name.strip(),
        organisation_id=_employer_in(unit_id),
        unit_id=unit_id,
        staff_id=staff_id,
        language=language,
        is_protected=is_protected,
        session_key=session_key(),
        joined_at=now,
    )
    db.session.add(user)
    db.session.flush()
    counting.count(user.id, (rules.EMPLOYED,), now)
    return user


def _employer_in(unit_id: int) -> int:
    """The organisation of a unit that stays open until the transaction ends. Raises UnitClosed."""
    statement = select(Unit.organisation_id).where(Unit.id == unit_id, Unit.closed_at.is_(None))
    found = db.session.scalar(statement.with_for_update(read=True, key_share=True))
    if found is None:
        raise UnitClosed
    return found


def assign(user_id: int, role: rules.Role, unit_id: int) -> None:
    """Give a role over a unit and everything below it. Twice is as good as once."""
    values = {"user_id": user_id, "role": role, "unit_id": unit_id}
    db.session.execute(insert(Assignment).values(values).on_conflict_do_nothing())


def unassign(user_id: int, role: rules.Role, unit_id: int) -> None:
    """Take a role back. Without it is as good."""
    db.session.execute(
        delete(Assignment).where(
            Assignment.user_id == user_id, Assignment.role == role, Assignment.unit_id == unit_id
        )
    )


_LOCK = select(User.id).where(User.id == bindparam("user_id")).with_for_update(key_share=True)


def lock(user_id: int) -> None:
    """Let only one deed at a time happen to a user, until the transaction ends.

    Two devices that finish the last two lessons at once must see each other's. SQLite has one
    writer as it is.
    """
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"user_id": user_id})


def lock_organisation(organisation_id: int) -> None:
    """Let one import, change of the tree or of its last roles happen to an organisation at a time.

    Whoever changes one person meanwhile has locked them, and may still point to the organisation
    from a line in the log: else the two would wait for each other. SQLite has one writer as it is.
    """
    statement = select(Organisation.id).where(Organisation.id == organisation_id)
    db.session.execute(statement.with_for_update(key_share=True))


_LINKS = ("signin_link", "address_proof")  # tables of a room above; links sent to a user
_SIGN_OUT = (
    update(User.__table__)  # type: ignore[arg-type]
    .where(User.id == bindparam("who"))
    .values(session_key=bindparam("new_key"))
)


def sign_out_everywhere(*user_ids: int) -> None:
    """Make every session of these users invalid, on every device, and every link to sign in.

    A link lies in a mailbox for up to a week: whoever reads that mailbox must not come back by it.
    """
    if not user_ids:
        return
    write(_SIGN_OUT, [{"who": each, "new_key": session_key()} for each in sorted(user_ids)])
    for name in _LINKS:
        links = Base.metadata.tables[name]
        gone = delete(links).where(links.columns.user_id == bindparam("who"))
        write(gone, [{"who": each} for each in user_ids])


def session_key() -> str:
    """A new key: it makes older sessions invalid."""
    return secrets.token_urlsafe(9)  # 12 characters, 72 bits; useless without our signature


def move(user_id: int, unit_id: int | None, now: datetime) -> None:
    """Put a user in another unit, or in none when they leave. Their counts go with them.

    Counters that have ended keep the person where they were. Who leaves loses their roles.
    Raises UnitClosed.
    """
    values: dict[str, object] = {"unit_id": unit_id, "left_at": now if unit_id is None else None}
    lock(user_id)  # before the unit, as who merges it does
    if unit_id is None:
        db.session.execute(delete(Assignment).where(Assignment.user_id == user_id))
    else:
        values["organisation_id"] = _employer_in(unit_id)
    db.session.execute(update(User).where(User.id == user_id).values(**values))
    counting.move(user_id, unit_id, now)


def erase(user_id: int, now: datetime) -> None:
    """Remove an account and everything personal. Counts that have ended stay as they were."""
    move(user_id, None, now)
    counting.forget(user_id)
    db.session.execute(delete(User).where(User.id == user_id))


def log(
    organisation_id: int,
    actor: rules.Person | None,
    deed: rules.Deed,
    subject: str,
    now: datetime,
    *,
    before: str = "",
    after: str = "",
) -> None:
    """Write a line in an organisation's log. Without an actor: the command line or a timer."""
    db.session.add(
        AuditEntry(
            organisation_id=organisation_id,
            at=now,
            actor_id=actor.id if actor else None,
            actor_name=actor.name if actor else "",
            deed=deed,
            subject=subject[:300],
            before=before[:1000],
            after=after[:1000],
        )
    )
    db.session.flush()
