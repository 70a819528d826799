"""What organisations declare and answer, and what people write to them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from elearning.care import statements
from elearning.care.models import (
    AccessibilityStatement,
    BarrierReport,
    ErasureRequest,
    PrivacyNotice,
)
from elearning.care.rules import Basis, Compliance, Method
from elearning.database import db, put
from elearning.people import actions as people
from elearning.people.rules import Deed, Person


@dataclass(frozen=True, slots=True)
class Notice:
    """See models.PrivacyNotice."""

    controller: str
    contact: str
    contact_email: str
    officer: str
    basis: Basis
    basis_note: str


@dataclass(frozen=True, slots=True)
class Statement:
    """See models.AccessibilityStatement."""

    actor: str
    compliance: Compliance
    shortcomings: str
    assessed_on: date
    method: Method
    method_note: str
    burden: str
    outside: str


def keep_notice(organisation_id: int, notice: Notice, actor: Person, now: datetime) -> None:
    """Change what an organisation tells about its people's data; what was told before is logged."""
    old = statements.notice(organisation_id)
    before = _told(old, Notice)
    put(PrivacyNotice, organisation_id=organisation_id, **asdict(notice))
    _log_change(organisation_id, "privacy-notice", actor, now, before, _told(notice, Notice))


def keep_statement(
    organisation_id: int, statement: Statement, actor: Person, now: datetime, today: date
) -> None:
    """Change what an organisation declares about accessibility, and date it."""
    before = _told(statements.statement(organisation_id), Statement)
    put(
        AccessibilityStatement,
        organisation_id=organisation_id,
        updated_on=today,
        **asdict(statement),
    )
    after = _told(statement, Statement)
    _log_change(organisation_id, "accessibility-statement", actor, now, before, after)


def _told(value: object, kind: type[Notice | Statement]) -> str:
    return " · ".join(str(getattr(value, name)) for name in kind.__slots__) if value else ""


def _log_change(
    organisation_id: int, what: str, actor: Person, now: datetime, before: str, after: str
) -> None:
    db.session.flush()
    people.log(organisation_id, actor, Deed.SETTING_CHANGED, what, now, before=before, after=after)


def report(organisation_id: int | None, text: str, page: str, email: str, now: datetime) -> None:
    """Keep a barrier report. Who wrote it is known only where they left an address."""
    db.session.add(
        BarrierReport(
            organisation_id=organisation_id,
            text=text,
            page=page,
            email=email,
            reported_at=now,
            answered_at=None,
        )
    )
    db.session.flush()


def answered(report: BarrierReport, actor: Person, now: datetime) -> None:
    """Note that a report has been answered; again: that it has not."""
    is_new = report.answered_at is None
    report.answered_at = now if is_new else None
    deed = Deed.REPORT_ANSWERED if is_new else Deed.REPORT_REOPENED
    assert report.organisation_id is not None
    people.log(report.organisation_id, actor, deed, f"#{report.id}", now)


def ask_to_be_erased(user_id: int, now: datetime) -> bool:
    """Keep somebody's wish. False where it is there already and waits for an answer."""
    old = statements.erasure_request(user_id)
    if old and old.replied_at is None:
        return False
    put(ErasureRequest, user_id=user_id, asked_at=now, reply="", replied_at=None)
    return True


def reply(
    request: ErasureRequest,
    text: str,
    name: str,
    organisation_id: int,
    actor: Person,
    now: datetime,
) -> None:
    """Answer a wish to be erased that is not granted, or not yet; its employer's log tells it."""
    request.reply, request.replied_at = text, now
    people.log(organisation_id, actor, Deed.ERASURE_ANSWERED, name, now, after=text)
