"""Sendings as their pages show them, and what has become of their letters."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, false, func, select

from elearning.database import db
from elearning.nudges import rules
from elearning.nudges.models import Mailing, OutgoingLetter
from elearning.nudges.queries import is_kept
from elearning.nudges.rules import Stage, State
from elearning.people.models import Organisation, Unit, User
from elearning.people.queries import within
from elearning.people.rules import Scope

PAGE = 30  # sendings on a page


@dataclass(frozen=True, slots=True)
class Sending:
    """A sending as its page shows it."""

    id: int
    unit_id: int
    unit: str
    organisation: str
    smallest_shown: int
    actor: str
    actor_email: str
    kind: str
    audience: str
    sentence: str
    stage: str
    starts_on: date | None
    created_at: datetime
    started_at: datetime | None
    people: int
    letters: int
    is_kept: bool  # its sender still has the duty over the unit; else a wave does not begin

    @property
    def is_small(self) -> bool:
        """Whether its group was so small that nothing is told of it."""
        return rules.is_small(self.people, self.smallest_shown)


def _sendings(scope: Scope) -> Select[Any]:
    actor = User.__table__.alias("actor")
    return (
        select(
            Mailing.id,
            Mailing.unit_id,
            Unit.name,
            Organisation.name,
            Organisation.smallest_shown,
            func.coalesce(actor.c.name, ""),
            func.coalesce(actor.c.email, ""),
            Mailing.kind,
            Mailing.audience,
            Mailing.sentence,
            Mailing.stage,
            Mailing.starts_on,
            Mailing.created_at,
            Mailing.started_at,
            Mailing.people,
            Mailing.letters,
            is_kept(),
        )
        .join(Unit, Unit.id == Mailing.unit_id)
        .join(Organisation, Organisation.id == Mailing.organisation_id)
        .outerjoin(actor, and_(actor.c.id == Mailing.actor_id, actor.c.is_protected == false()))
        .where(Mailing.unit_id.in_(within(scope)))
    )


def sending(scope: Scope, mailing_id: int) -> Sending | None:
    """One sending within the scope."""
    row = db.session.execute(_sendings(scope).where(Mailing.id == mailing_id)).one_or_none()
    return Sending(*row) if row else None


def past(scope: Scope) -> list[Sending]:
    """The latest sendings that have begun, or were stopped after that; the newest first."""
    statement = (
        _sendings(scope)
        .where(Mailing.started_at.is_not(None))
        .order_by(Mailing.started_at.desc(), Mailing.id.desc())
        .limit(PAGE)
    )
    return [Sending(*row) for row in db.session.execute(statement)]


def waves(scope: Scope) -> list[Sending]:
    """The sendings that have a day, in the order of their days; none that is only a draft."""
    statement = (
        _sendings(scope)
        .where(Mailing.starts_on.is_not(None), Mailing.stage != Stage.DRAFT)
        .order_by(Mailing.starts_on, Mailing.id)
    )
    return [Sending(*row) for row in db.session.execute(statement)]


def results(mailing_id: int) -> dict[tuple[State, str], int]:
    """How many letters of a sending have come how far, and why they stopped there."""
    statement = (
        select(OutgoingLetter.state, OutgoingLetter.reason, func.count())
        .where(OutgoingLetter.mailing_id == mailing_id)
        .group_by(OutgoingLetter.state, OutgoingLetter.reason)
        .order_by(OutgoingLetter.state, OutgoingLetter.reason)
    )
    return {(State(row[0]), row[1]): row[2] for row in db.session.execute(statement)}


def may_wait(found: Sending, states: Collection[State], now: datetime) -> bool:
    """Whether letters are on their way; in a small group, whether there could be any."""
    if found.is_small and found.started_at is not None:
        return found.stage == Stage.STARTED and now - found.started_at < rules.GIVE_UP
    return not rules.UNDER_WAY.isdisjoint(states)


def may_be_in_vain(found: Sending, states: Collection[State]) -> bool:
    """Whether letters were not taken; in a small group, whether there could be any."""
    is_there = found.is_small or not rules.TRIED_IN_VAIN.isdisjoint(states)
    return found.stage == Stage.STARTED and is_there
