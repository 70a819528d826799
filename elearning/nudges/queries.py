"""Sendings and letters, and what decides who gets one. Frozen values out, in a stable order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select

from elearning.database import db
from elearning.learning import subjects
from elearning.nudges.models import Mailing, OutgoingLetter, Unsubscribed
from elearning.nudges.rules import WEEK, Audience, Reader, Stage, State
from elearning.people.models import Assignment, Counted, Counter, Organisation, UnitPath, User
from elearning.people.rules import MAY_COORDINATE, Role


@dataclass(frozen=True, slots=True)
class Due:
    """A letter whose turn it is, and what decides whether it still goes."""

    id: int
    audience: Audience
    reader: Reader


@dataclass(frozen=True, slots=True)
class Content:
    """What a letter is made of."""

    kind: str
    sentence: str
    organisation: str
    actor_email: str  # "": nobody to answer to
    user_id: int
    name: str
    email: str
    language: str
    message_id: str
    may_have_link: bool  # those who keep people sign in by themselves: their accounts open more


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A letter to somebody, as they may read of it."""

    kind: str
    state: str
    created_at: datetime
    sent_at: datetime | None


def _counted(subject: str) -> ColumnElement[bool]:
    return exists().where(
        Counted.user_id == User.id,
        Counted.counter_id == Counter.id,
        Counter.subject == subject,
        Counter.is_standing,
    )


def _facts(course_slug: str, recent: ColumnElement[bool]) -> tuple[ColumnElement[Any], ...]:
    """The columns of a rules.Reader, in its order."""
    return (
        User.unit_id.is_(None).label("has_left"),
        User.is_protected.label("is_protected"),
        _counted(subjects.course(course_slug)).label("has_finished"),
        _counted(subjects.started(course_slug)).label("has_started"),
        User.email.is_not(None).label("has_address"),
        exists().where(Unsubscribed.user_id == User.id).label("has_unsubscribed"),
        recent.label("is_recent"),
    )


def _recent(now: datetime) -> ColumnElement[bool]:
    """Whether somebody has a letter on its way, or had one within the week."""
    return exists().where(
        OutgoingLetter.user_id == User.id,
        or_(OutgoingLetter.state == State.WAITING, OutgoingLetter.sent_at > now - WEEK),
    )


def _addressed(unit_id: int, audience: Audience) -> Select[tuple[int]]:
    """The ids of those in a unit and below it whom a sending concerns."""
    statement = (
        select(User.id)
        .join(UnitPath, UnitPath.unit_id == User.unit_id)
        .where(UnitPath.ancestor_id == unit_id)
    )
    if audience is Audience.MANAGERS:
        manages = exists().where(Assignment.user_id == User.id, Assignment.role == Role.MANAGER)
        statement = statement.where(manages)
    return statement


def crowd(
    unit_id: int, audience: Audience, course_slug: str, now: datetime
) -> list[tuple[Reader, int]]:
    """How many of each kind of reader a sending concerns."""
    facts = (
        select(*_facts(course_slug, _recent(now)))
        .where(User.id.in_(_addressed(unit_id, audience)))
        .subquery()
    )
    statement = select(*facts.c, func.count()).group_by(*facts.c).order_by(*facts.c)
    return [(Reader(*map(bool, row[:-1])), row[-1]) for row in db.session.execute(statement)]


def readers(
    unit_id: int, audience: Audience, course_slug: str, now: datetime
) -> list[tuple[int, Reader]]:
    """Everyone whom a sending concerns, with what decides about them."""
    statement = (
        select(User.id, *_facts(course_slug, _recent(now)))
        .where(User.id.in_(_addressed(unit_id, audience)))
        .order_by(User.id)
    )
    return [(row[0], Reader(*map(bool, row[1:]))) for row in db.session.execute(statement)]


def due(course_slug: str, now: datetime, most: int) -> list[Due]:
    """Letters whose turn it is, the oldest first; locked, and without those that others lock.

    So are their readers: who is erased takes the letters along, and waits until it is settled.
    """
    statement = (
        select(
            OutgoingLetter.id,
            Mailing.audience,
            *_facts(course_slug, had_another(now)),
        )
        .join(Mailing, Mailing.id == OutgoingLetter.mailing_id)
        .join(User, User.id == OutgoingLetter.user_id)
        .where(OutgoingLetter.state == State.WAITING, OutgoingLetter.next_at <= now)
        .order_by(OutgoingLetter.next_at, OutgoingLetter.id)
        .limit(most)
        .with_for_update(of=[OutgoingLetter, User], skip_locked=True, key_share=True)
    )
    return [
        Due(row[0], Audience(row[1]), Reader(*map(bool, row[2:])))
        for row in db.session.execute(statement)
    ]


def had_another(now: datetime) -> ColumnElement[bool]:
    """Whether another letter has been handed over to the same person within the week.

    About a row of OutgoingLetter, whose own sent_at is empty while it waits.
    """
    other = OutgoingLetter.__table__.alias("other")
    return exists().where(
        other.c.user_id == OutgoingLetter.user_id,
        other.c.id != OutgoingLetter.id,
        other.c.sent_at > now - WEEK,
    )


def is_kept() -> ColumnElement[bool]:
    """Whether the sender of a Mailing still has the duty over its unit; nobody who has left has."""
    return exists().where(
        Assignment.user_id == Mailing.actor_id,
        Assignment.role.in_(MAY_COORDINATE),
        UnitPath.ancestor_id == Assignment.unit_id,
        UnitPath.unit_id == Mailing.unit_id,
    )


def contents(letter_ids: Iterable[int]) -> dict[int, Content]:
    """What letters are made of, by their ids. Without those whose reader has no address."""
    actor = User.__table__.alias("actor")
    keeps = exists().where(Assignment.user_id == User.id, Assignment.role.in_(MAY_COORDINATE))
    answer_to = func.coalesce(actor.c.email, "")
    statement = (
        select(
            OutgoingLetter.id,
            Mailing.kind,
            Mailing.sentence,
            Organisation.name,
            answer_to,
            User.id,
            User.name,
            User.email,
            User.language,
            OutgoingLetter.message_id,
            ~keeps,
        )
        .join(Mailing, Mailing.id == OutgoingLetter.mailing_id)
        .join(Organisation, Organisation.id == Mailing.organisation_id)
        .join(User, User.id == OutgoingLetter.user_id)
        .outerjoin(
            actor,
            and_(actor.c.id == Mailing.actor_id, actor.c.is_protected == false(), is_kept()),
        )
        .where(OutgoingLetter.id.in_(list(letter_ids)), User.email.is_not(None))
        .order_by(OutgoingLetter.id)
    )
    return {row[0]: Content(*row[1:]) for row in db.session.execute(statement)}


def mailing(mailing_id: int) -> Mailing | None:
    """A sending, locked, for a deed upon it."""
    statement = select(Mailing).where(Mailing.id == mailing_id).with_for_update()
    return db.session.scalar(statement.execution_options(populate_existing=True))


def planned(day: date) -> list[tuple[int, bool]]:
    """The planned sendings that begin on a day or before it, in that order: id, is_kept."""
    statement = (
        select(Mailing.id, is_kept())
        .where(Mailing.stage == Stage.PLANNED, Mailing.starts_on <= day)
        .order_by(Mailing.starts_on, Mailing.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def wants_reminders(user_id: int) -> bool:
    """Whether somebody has not said no to them."""
    return db.session.get(Unsubscribed, user_id) is None


def own_letters(user_id: int) -> list[OwnLetter]:
    """What is kept of the letters to a person, the newest first."""
    statement = (
        select(
            Mailing.kind, OutgoingLetter.state, OutgoingLetter.created_at, OutgoingLetter.sent_at
        )
        .join(Mailing, Mailing.id == OutgoingLetter.mailing_id)
        .where(OutgoingLetter.user_id == user_id)
        .order_by(OutgoingLetter.created_at.desc(), OutgoingLetter.id.desc())
    )
    return [OwnLetter(*row) for row in db.session.execute(statement)]


def states() -> dict[State, int]:
    """How many letters of all organisations have come how far."""
    statement = select(OutgoingLetter.state, func.count()).group_by(OutgoingLetter.state)
    found = {row[0]: row[1] for row in db.session.execute(statement)}
    return {state: found.get(state, 0) for state in State}
