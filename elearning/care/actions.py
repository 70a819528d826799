"""Destroying what has been kept long enough, and noting that it was done."""

from datetime import datetime

from sqlalchemy import Delete, delete, select, update

from elearning.care import queries
from elearning.care.models import BarrierReport, RetentionLine, RetentionPeriod, RetentionRun
from elearning.care.queries import Periods
from elearning.care.rules import Kind, Period, in_force
from elearning.database import db, lock_table, put
from elearning.learning.models import Attempt, Completion
from elearning.people import actions as people
from elearning.people.models import AuditEntry, Counted, Counter, User
from elearning.people.rules import EMPLOYED, Deed, Person
from elearning.web.calendar import day_of


def run_retention(organisation_id: int, actor: Person | None, now: datetime) -> dict[Kind, int]:
    """Destroy what is due by the decisions in force. Gives how many of each kind there were.

    Where there was nothing, no protocol is written: again on the same day is as good as once.
    """
    decided = in_force(queries.periods(organisation_id), day_of(now))
    lock_table(User, "ROW EXCLUSIVE")  # before the evidence: see recount.stand_still
    destroyed = {kind: _destroy(kind, organisation_id, decided, now) for kind in decided}
    destroyed = {kind: number for kind, number in destroyed.items() if number}
    if destroyed:
        _note(organisation_id, actor, decided, destroyed, now)
    return destroyed


def _destroy(kind: Kind, organisation_id: int, decided: Periods, now: datetime) -> int:
    due = queries.DUE[kind](organisation_id, decided, now)
    if kind == Kind.COMPLETIONS:
        gone = queries.leavers(organisation_id, decided[kind].limit(now))
        _lock(gone)
        _part_from_counts(gone)
    if kind == Kind.ACCOUNTS:
        _lock(due)
        db.session.execute(
            delete(Counted).where(Counted.user_id.in_(due), Counted.unit_id.is_(None))
        )
    return _rows(delete(TABLES[kind]).where(TABLES[kind].id.in_(due)))


TABLES: dict[Kind, type[Attempt | Completion | User | AuditEntry | BarrierReport]] = {
    Kind.ATTEMPTS: Attempt,
    Kind.COMPLETIONS: Completion,
    Kind.ACCOUNTS: User,
    Kind.LOG: AuditEntry,
    Kind.REPORTS: BarrierReport,
}


def _lock(people_due: queries.Due) -> None:
    """Nobody comes back to work while what is theirs is destroyed."""
    db.session.execute(people_due.order_by(User.id).with_for_update(of=User)).all()


def _part_from_counts(gone: queries.Due) -> None:
    """What has ended keeps its counts, but no longer knows of whom; what runs counts them nowhere.

    As when an account is erased: evidence and those counted by it go together.
    """
    proven = select(Counter.id).where(Counter.subject != EMPLOYED)
    theirs = (Counted.user_id.in_(gone), Counted.counter_id.in_(proven))
    db.session.execute(delete(Counted).where(*theirs, Counted.unit_id.is_(None)))
    db.session.execute(update(Counted).where(*theirs).values(user_id=None))


def _rows(statement: Delete) -> int:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return int(result.rowcount)  # type: ignore[attr-defined]


def _note(
    organisation_id: int,
    actor: Person | None,
    decided: Periods,
    destroyed: dict[Kind, int],
    now: datetime,
) -> None:
    run = RetentionRun(
        organisation_id=organisation_id, at=now, actor_name=actor.name if actor else ""
    )
    db.session.add(run)
    db.session.flush()
    for kind, number in destroyed.items():
        period = decided[kind]
        db.session.add(
            RetentionLine(
                run_id=run.id,
                kind=kind,
                destroyed=number,
                before_at=period.limit(now),
                days=period.days,
                decision=period.decision,
                decided_on=period.decided_on,
            )
        )
        people.log(
            organisation_id,
            actor,
            Deed.RETENTION_RUN,
            f"retention-{kind}",
            now,
            before=period.told,
            after=str(number),
        )


def decide(
    organisation_id: int, wanted: dict[Kind, Period], actor: Person | None, now: datetime
) -> None:
    """Put decisions in force, and take back those that are not among them; each is logged."""
    before = {each.kind: each for each in queries.periods(organisation_id)}
    for kind in Kind:
        old, new = before.get(kind), wanted.get(kind)
        if old == new:
            continue
        _keep(organisation_id, kind, new)
        people.log(
            organisation_id,
            actor,
            Deed.SETTING_CHANGED,
            f"retention-{kind}",
            now,
            before=old.told if old else "",
            after=new.told if new else "",
        )


def _keep(organisation_id: int, kind: Kind, period: Period | None) -> None:
    if period is None:
        db.session.execute(
            delete(RetentionPeriod).where(
                RetentionPeriod.organisation_id == organisation_id, RetentionPeriod.kind == kind
            )
        )
        return
    put(
        RetentionPeriod,
        organisation_id=organisation_id,
        kind=kind,
        days=period.days,
        decision=period.decision,
        decided_on=period.decided_on,
    )
