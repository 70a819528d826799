"""What coordinators and administrators do to people and settings, each with its line in the log."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update

from elearning.database import db
from elearning.people import actions, queries, units
from elearning.people.models import Organisation, Unit, User
from elearning.people.rules import Deed, Duty, Person
from elearning.people.staff import Account

Actor = Person | None  # None: the command line
LOG_ALIAS = "–"  # instead of what a protected person was called before


@dataclass(frozen=True, slots=True)
class Details:
    """What can be changed about somebody. Empty texts are nothing."""

    name: str
    email: str
    staff_id: str
    language: str
    is_protected: bool

    @classmethod
    def of(cls, account: Account) -> "Details":
        """What is kept now."""
        return cls(
            account.name, account.email, account.staff_id, account.language, account.is_protected
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """What an organisation decides for itself."""

    name: str
    colour: str
    smallest_shown: int
    names_decision: str
    names_decided_on: date | None


def add(details: Details, unit: Unit, title: str, actor: Actor, now: datetime) -> User:
    """Make an account in a unit. `title` is the way to it, for the log."""
    user = actions.add_user(
        details.email or None,
        details.name,
        unit.id,
        now,
        staff_id=details.staff_id or None,
        language=details.language,
        is_protected=details.is_protected,
    )
    actions.log(unit.organisation_id, actor, Deed.PERSON_ADDED, details.name, now, after=title)
    return user


def change(account: Account, details: Details, actor: Actor, now: datetime) -> None:
    """Change what is kept of somebody. What is not changed is not logged."""
    db.session.execute(
        update(User)
        .where(User.id == account.id)
        .values(
            name=details.name.strip(),
            email=details.email.strip().lower() or None,
            staff_id=details.staff_id or None,
            language=details.language,
            is_protected=details.is_protected,
        )
    )
    if account.email != details.email and not (actor and actor.id == account.id):
        actions.sign_out_everywhere(account.id)
    before = Details.of(account)
    if before != details:
        secret = account.is_protected or details.is_protected
        actions.log(
            account.organisation_id,
            actor,
            Deed.PERSON_CHANGED,
            details.name,
            now,
            before=LOG_ALIAS if secret else told(before, details),
            after=LOG_ALIAS if secret else told(details, before),
        )


def told(details: Details, other: Details) -> str:
    """What there is that differs from the other, a line each: "staff_id: 4711"."""
    found = ((name, getattr(details, name), getattr(other, name)) for name in Details.__slots__)
    return "\n".join(f"{name}: {value}" for name, value, there in found if value and value != there)


def move(account: Account, unit: Unit, was: str, now_in: str, actor: Actor, now: datetime) -> None:
    """Put somebody in another unit; also one who had left. The log tells from where to where."""
    deed = Deed.PERSON_MOVED if account.unit_id else Deed.PERSON_RETURNED
    actions.move(account.id, unit.id, now)
    actions.log(account.organisation_id, actor, deed, account.name, now, before=was, after=now_in)


def leave(account: Account, was: str, actor: Actor, now: datetime) -> None:
    """Note that somebody no longer works here."""
    actions.move(account.id, None, now)
    actions.log(account.organisation_id, actor, Deed.PERSON_LEFT, account.name, now, before=was)


def erase(account: Account, actor: Actor, now: datetime) -> None:
    """Remove an account and everything personal; the log keeps that it was done, not to whom."""
    actions.erase(account.id, now)
    actions.log(account.organisation_id, actor, Deed.PERSON_ERASED, LOG_ALIAS, now)


def give(account: Account, duty: Duty, unit: str, actor: Actor, now: datetime) -> None:
    """Give a role over a unit. Whoever else is in their account does not come to share it."""
    actions.assign(account.id, duty.role, duty.unit_id)
    if not (actor and actor.id == account.id):
        actions.sign_out_everywhere(account.id)
    after = f"{duty.role}: {unit}"
    actions.log(account.organisation_id, actor, Deed.ROLE_GIVEN, account.name, now, after=after)


def take(account: Account, duty: Duty, unit: str, actor: Actor, now: datetime) -> None:
    """Take a role over a unit back."""
    actions.unassign(account.id, duty.role, duty.unit_id)
    before = f"{duty.role}: {unit}"
    actions.log(account.organisation_id, actor, Deed.ROLE_TAKEN, account.name, now, before=before)


def add_unit(parent: Unit, name: str, actor: Actor, now: datetime) -> None:
    """Make a unit below another."""
    units.add(parent, name)
    _log_unit(parent, actor, Deed.UNIT_ADDED, name, now, after=parent.name)


def rename_unit(unit: Unit, name: str, actor: Actor, now: datetime) -> None:
    """Give a unit another name."""
    before = unit.name
    units.rename(unit, name)
    _log_unit(unit, actor, Deed.UNIT_RENAMED, before, now, before=before, after=name)


def move_unit(unit: Unit, parent: Unit, was: str, now_in: str, actor: Actor, now: datetime) -> None:
    """Put a unit under another; the log tells where it was, and where it is."""
    units.move(unit, parent)
    _log_unit(unit, actor, Deed.UNIT_MOVED, unit.name, now, before=was, after=now_in)


def merge_unit(unit: Unit, other: Unit, into: str, actor: Actor, now: datetime) -> None:
    """Let a unit go up in another; the duties that end with it have lines of their own."""
    ended = units.merge(unit, other, now)
    _log_unit(unit, actor, Deed.UNIT_MERGED, unit.name, now, after=into)
    for name, role in ended:
        _log_unit(unit, actor, Deed.ROLE_TAKEN, name, now, before=f"{role}: {unit.name}")


def close_unit(unit: Unit, actor: Actor, now: datetime) -> None:
    """Close a unit in which nobody is."""
    units.close(unit, now)
    _log_unit(unit, actor, Deed.UNIT_CLOSED, unit.name, now)


def reopen_unit(unit: Unit, actor: Actor, now: datetime) -> None:
    """Open a closed unit again."""
    units.reopen(unit)
    _log_unit(unit, actor, Deed.UNIT_REOPENED, unit.name, now)


def _log_unit(
    unit: Unit,
    actor: Actor,
    deed: Deed,
    subject: str,
    now: datetime,
    *,
    before: str = "",
    after: str = "",
) -> None:
    actions.log(unit.organisation_id, actor, deed, subject, now, before=before, after=after)


def settle(organisation: Organisation, settings: Settings, actor: Actor, now: datetime) -> None:
    """Change an organisation's settings, with a line for each that is another than before."""
    names = Settings.__slots__
    changes = [
        (name, str(before or ""), str(after or ""))
        for name in names
        if (before := getattr(organisation, name)) != (after := getattr(settings, name))
    ]
    for name in names:  # all of them before anything is saved: some hold only together
        setattr(organisation, name, getattr(settings, name))
    queries.root_unit(organisation.id).name = settings.name  # it is the organisation
    for name, before, after in changes:
        actions.log(
            organisation.id, actor, Deed.SETTING_CHANGED, name, now, before=before, after=after
        )
