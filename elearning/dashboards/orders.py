"""Who wants the monthly report by letter, and when they had it last."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select, update

from elearning.dashboards.attention import is_report_due
from elearning.dashboards.models import ReportOrder
from elearning.database import db, put
from elearning.people.models import User


@dataclass(frozen=True, slots=True)
class Due:
    """A letter to send: to whom, of which unit, in which language."""

    user_id: int
    unit_id: int
    language: str


def due(today: date) -> list[Due]:
    """The letters to send today, in a stable order."""
    statement = (
        select(ReportOrder.user_id, ReportOrder.unit_id, User.language, ReportOrder.sent_on)
        .join(User, User.id == ReportOrder.user_id)
        .where(ReportOrder.sent_on < today.replace(day=1))
        .order_by(ReportOrder.user_id, ReportOrder.unit_id)
    )
    rows = db.session.execute(statement).all()
    return [Due(*row[:3]) for row in rows if is_report_due(row.sent_on, today)]


def is_ordered(user_id: int, unit_id: int) -> bool:
    """Whether somebody wants the report of a unit."""
    return db.session.get(ReportOrder, (user_id, unit_id)) is not None


def order(user_id: int, unit_id: int, today: date) -> None:
    """Send the report from next month on. Twice is as good as once."""
    put(ReportOrder, user_id=user_id, unit_id=unit_id, sent_on=today)


def cancel(user_id: int, unit_id: int) -> None:
    """Send it no more."""
    db.session.execute(
        delete(ReportOrder).where(ReportOrder.user_id == user_id, ReportOrder.unit_id == unit_id)
    )


def note_sent(letter: Due, today: date) -> bool:
    """Note that a letter is sent today. False if another process has done so meanwhile."""
    statement = (
        update(ReportOrder)
        .where(
            ReportOrder.user_id == letter.user_id,
            ReportOrder.unit_id == letter.unit_id,
            ReportOrder.sent_on < today.replace(day=1),
        )
        .values(sent_on=today)
        .returning(ReportOrder.user_id)
    )
    return db.session.scalar(statement) is not None
