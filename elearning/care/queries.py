"""What is due to be destroyed, what has been, and what an organisation has decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select

from elearning.care.models import BarrierReport, RetentionLine, RetentionPeriod, RetentionRun
from elearning.care.rules import Kind, Period, in_force
from elearning.database import db, size
from elearning.learning.models import Attempt, Completion
from elearning.people.models import AuditEntry, Organisation, User
from elearning.web.calendar import day_of

Periods = Mapping[Kind, Period]
Due = Select[tuple[int]]


@dataclass(frozen=True, slots=True)
class Run:
    """One line of a protocol: what was destroyed of a kind, when, by whom, by which decision."""

    run_id: int
    at: datetime
    actor: str  # "": the command line or a timer
    kind: Kind
    destroyed: int
    before_at: datetime
    days: int
    decision: str
    decided_on: date


def organisations() -> list[Organisation]:
    """Every organisation, by name."""
    return list(db.session.scalars(select(Organisation).order_by(Organisation.name)))


def periods(organisation_id: int) -> list[Period]:
    """What an organisation has decided, by kind."""
    found = db.session.scalars(
        select(RetentionPeriod).where(RetentionPeriod.organisation_id == organisation_id)
    )
    decided = {
        each.kind: Period(Kind(each.kind), each.days, each.decision, each.decided_on)
        for each in found
    }
    return [decided[kind] for kind in Kind if kind in decided]


def due(organisation_id: int, now: datetime) -> dict[Kind, int]:
    """How many of each kind that is decided on would be destroyed now."""
    decided = in_force(periods(organisation_id), day_of(now))
    return {kind: size(DUE[kind](organisation_id, decided, now)) for kind in decided}


def due_attempts(organisation_id: int, decided: Periods, now: datetime) -> Due:
    """The ids of handed-in quizzes that are old enough, of those who work here or have.

    Tries at a lesson that somebody who works here has not finished yet are kept: a later one
    would else be taken for their first, and its choices counted again.
    """
    return (
        select(Attempt.id)
        .join(User, User.id == Attempt.user_id)
        .where(
            User.organisation_id == organisation_id,
            Attempt.handed_in_at < decided[Kind.ATTEMPTS].limit(now),
            or_(User.unit_id.is_(None), _is_finished()),
        )
    )


def _is_finished() -> ColumnElement[bool]:
    return exists().where(
        Completion.user_id == Attempt.user_id,
        Completion.module_slug == Attempt.module_slug,
        Completion.lesson_slug == Attempt.lesson_slug,
    )


def leavers(organisation_id: int, before: datetime) -> Due:
    """The ids of those who left before an instant and have not come back."""
    return select(User.id).where(
        User.organisation_id == organisation_id, User.unit_id.is_(None), User.left_at < before
    )


def due_completions(organisation_id: int, decided: Periods, now: datetime) -> Due:
    """The ids of evidence of those who left long enough ago."""
    gone = leavers(organisation_id, decided[Kind.COMPLETIONS].limit(now))
    return select(Completion.id).where(Completion.user_id.in_(gone))


def due_accounts(organisation_id: int, decided: Periods, now: datetime) -> Due:
    """The ids of those who left long enough ago, and of whom nothing is kept that must be.

    An account takes everything with it, so it waits for what has a longer time or no decision.
    """
    gone = leavers(organisation_id, decided[Kind.ACCOUNTS].limit(now))
    return gone.where(_no_evidence(decided, now), _no_attempt(decided, now))


def _no_evidence(decided: Periods, now: datetime) -> ColumnElement[bool]:
    has_none = ~exists().where(Completion.user_id == User.id)
    if Kind.COMPLETIONS not in decided:
        return has_none
    return or_(has_none, User.left_at < decided[Kind.COMPLETIONS].limit(now))


def _no_attempt(decided: Periods, now: datetime) -> ColumnElement[bool]:
    kept = exists().where(Attempt.user_id == User.id)
    if Kind.ATTEMPTS in decided:
        kept = kept.where(Attempt.handed_in_at >= decided[Kind.ATTEMPTS].limit(now))
    return ~kept


def due_log(organisation_id: int, decided: Periods, now: datetime) -> Due:
    """The ids of lines of the log that are old enough."""
    return select(AuditEntry.id).where(
        AuditEntry.organisation_id == organisation_id, AuditEntry.at < decided[Kind.LOG].limit(now)
    )


def due_reports(organisation_id: int, decided: Periods, now: datetime) -> Due:
    """The ids of barrier reports that were answered long enough ago."""
    return select(BarrierReport.id).where(
        BarrierReport.organisation_id == organisation_id,
        BarrierReport.answered_at < decided[Kind.REPORTS].limit(now),
    )


DUE: dict[Kind, Callable[[int, Periods, datetime], Due]] = {
    Kind.ATTEMPTS: due_attempts,
    Kind.COMPLETIONS: due_completions,
    Kind.ACCOUNTS: due_accounts,
    Kind.LOG: due_log,
    Kind.REPORTS: due_reports,
}


def protocol(organisation_id: int, run_id: int | None = None) -> list[Run]:
    """Everything that an organisation has destroyed, or on one occasion; newest first."""
    statement = (
        select(
            RetentionRun.id,
            RetentionRun.at,
            RetentionRun.actor_name,
            RetentionLine.kind,
            RetentionLine.destroyed,
            RetentionLine.before_at,
            RetentionLine.days,
            RetentionLine.decision,
            RetentionLine.decided_on,
        )
        .join(RetentionLine, RetentionLine.run_id == RetentionRun.id)
        .where(RetentionRun.organisation_id == organisation_id)
        .order_by(RetentionRun.at.desc(), RetentionRun.id.desc(), RetentionLine.kind)
    )
    if run_id is not None:
        statement = statement.where(RetentionRun.id == run_id)
    return [
        Run(number, at, actor, Kind(kind), *rest)
        for number, at, actor, kind, *rest in db.session.execute(statement)
    ]
