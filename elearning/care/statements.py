"""What organisations tell about data and accessibility, and what people have written to them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from elearning.care.models import (
    AccessibilityStatement,
    BarrierReport,
    ErasureRequest,
    PrivacyNotice,
)
from elearning.database import db
from elearning.learning.models import Completion
from elearning.people.models import Unit, User

PAGE = 50  # reports on a page


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody who wants to be erased, and what has been answered."""

    user_id: int
    name: str
    unit: str
    asked_at: datetime
    reply: str
    replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class Record:
    """A finished module or course, to be handed out. Of the protected only that it is there."""

    name: str
    unit: str
    title: str
    version: str
    completed_at: datetime
    is_protected: bool


def notice(organisation_id: int) -> PrivacyNotice | None:
    """What an organisation tells about its people's data; None until it has written it."""
    return db.session.get(PrivacyNotice, organisation_id)


def statement(organisation_id: int) -> AccessibilityStatement | None:
    """What an organisation declares about accessibility; None until it has written it."""
    return db.session.get(AccessibilityStatement, organisation_id)


def contact_email(organisation_id: int | None) -> str:
    """Who gets word of what is written to an organisation; "" where nobody is named."""
    found = notice(organisation_id) if organisation_id else None
    return found.contact_email if found else ""


def reports(organisation_id: int, page: int) -> list[BarrierReport]:
    """One page of barrier reports and one more, those without an answer first, newest first."""
    statement = (
        select(BarrierReport)
        .where(BarrierReport.organisation_id == organisation_id)
        .order_by(
            BarrierReport.answered_at.is_not(None),
            BarrierReport.reported_at.desc(),
            BarrierReport.id.desc(),
        )
        .limit(PAGE + 1)
        .offset(PAGE * (page - 1))
    )
    return list(db.session.scalars(statement))


def report(organisation_id: int, report_id: int) -> BarrierReport | None:
    """A barrier report to this organisation."""
    statement = select(BarrierReport).where(
        BarrierReport.id == report_id, BarrierReport.organisation_id == organisation_id
    )
    return db.session.scalar(statement)


def erasure_request(user_id: int) -> ErasureRequest | None:
    """Somebody's wish to be erased."""
    return db.session.get(ErasureRequest, user_id)


def wishes(organisation_id: int) -> list[Wish]:
    """Those who want to be erased, the unanswered first, oldest first."""
    statement = (
        select(
            User.id,
            User.name,
            func.coalesce(Unit.name, ""),
            ErasureRequest.asked_at,
            ErasureRequest.reply,
            ErasureRequest.replied_at,
        )
        .join(ErasureRequest, ErasureRequest.user_id == User.id)
        .outerjoin(Unit, Unit.id == User.unit_id)
        .where(User.organisation_id == organisation_id)
        .order_by(ErasureRequest.replied_at.is_not(None), ErasureRequest.asked_at, User.id)
    )
    return [Wish(*row) for row in db.session.execute(statement)]


def records(organisation_id: int) -> list[Record]:
    """Everything that an organisation's people have finished, module by module, by name."""
    statement = (
        select(
            User.name,
            func.coalesce(Unit.name, ""),
            Completion.title,
            Completion.version,
            Completion.completed_at,
            User.is_protected,
        )
        .join(User, User.id == Completion.user_id)
        .outerjoin(Unit, Unit.id == User.unit_id)
        .where(User.organisation_id == organisation_id, Completion.lesson_slug == "")
        .order_by(User.is_protected, User.name, User.id, Completion.completed_at, Completion.id)
    )
    return [Record(*row) for row in db.session.execute(statement)]
