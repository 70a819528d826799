"""What coordinators and administrators do to people and settings, each with its line in the log."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update

from elearning.database import db
from elearning.people import actions
from elearning.people.models import Organisation, Unit, User
from elearning.people.rules import Deed, Duty, Person
from elearning.people.staff import Account

LOG_ALIAS = "–"  # instead of what a protected person was called before


@dataclass(frozen=True, slots=True)
class Details:
    """What can be changed about somebody. Empty texts are nothing."""

    name: str
    email: str
    staff_id: str
    language: str
    is_protected: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """What an organisation decides for itself."""

    name: str
    colour: str
    smallest_shown: int
    names_decision: str
    names_decided_on: date | None


def add(details: Details, unit: Unit, actor: Person, now: datetime) -> User:
    """Make an account in a unit."""
    user = actions.add_user(
        details.email or None,
        details.name,
        unit.id,
        now,
        staff_id=details.staff_id or None,
        language=details.language,
        is_protected=details.is_protected,
    )
    actions.log(unit.organisation_id, actor, Deed.PERSON_ADDED, details.name, now, after=unit.name)
    return user


def change(account: Account, details: Details, actor: Person, now: datetime) -> None:
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
    before = Details(
        account.name, account.email, account.staff_id, account.language, account.is_protected
    )
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
    """What differs from the other, in the order of the form."""
    pairs = ((getattr(details, name), getattr(other, name)) for name in Details.__slots__)
    return ", ".join(str(value) for value, there in pairs if value != there)


def move(account: Account, unit: Unit, was: str, actor: Person, now: datetime) -> None:
    """Put somebody in another unit; also one who had left."""
    deed = Deed.PERSON_MOVED if account.unit_id else Deed.PERSON_RETURNED
    actions.move(account.id, unit.id, now)
    actions.log(
        account.organisation_id, actor, deed, account.name, now, before=was, after=unit.name
    )


def leave(account: Account, was: str, actor: Person, now: datetime) -> None:
    """Note that somebody no longer works here."""
    actions.move(account.id, None, now)
    actions.log(account.organisation_id, actor, Deed.PERSON_LEFT, account.name, now, before=was)


def erase(account: Account, actor: Person, now: datetime) -> None:
    """Remove an account and everything personal; the log keeps that it was done, not to whom."""
    actions.erase(account.id, now)
    actions.log(account.organisation_id, actor, Deed.PERSON_ERASED, LOG_ALIAS, now)


def give(account: Account, duty: Duty, unit: str, actor: Person, now: datetime) -> None:
    """Give a role over a unit."""
    actions.assign(account.id, duty.role, duty.unit_id)
    after = f"{duty.role}: {unit}"
    actions.log(account.organisation_id, actor, Deed.ROLE_GIVEN, account.name, now, after=after)


def take(account: Account, duty: Duty, unit: str, actor: Person, now: datetime) -> None:
    """Take a role over a unit back."""
    actions.unassign(account.id, duty.role, duty.unit_id)
    before = f"{duty.role}: {unit}"
    actions.log(account.organisation_id, actor, Deed.ROLE_TAKEN, account.name, now, before=before)


def settle(organisation: Organisation, settings: Settings, actor: Person, now: datetime) -> None:
    """Change an organisation's settings, with a line for each that is another than before."""
    names = Settings.__slots__
    changes = [
        (name, str(before or ""), str(after or ""))
        for name in names
        if (before := getattr(organisation, name)) != (after := getattr(settings, name))
    ]
    for name in names:  # all of them before anything is saved: some hold only together
        setattr(organisation, name, getattr(settings, name))
    for name, before, after in changes:
        actions.log(
            organisation.id, actor, Deed.SETTING_CHANGED, name, now, before=before, after=after
        )
