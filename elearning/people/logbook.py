"""The log of an organisation, searched and page by page."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select

from elearning.database import db
from elearning.people.alphabet import pattern
from elearning.people.models import AuditEntry
from elearning.people.rules import LIMIT_STANDS, Deed
from elearning.web.calendar import day_of, midnight

PAGE = 50  # lines on a page


@dataclass(frozen=True, slots=True)
class LogSearch:
    """Which lines of the log; days are Swedish, both included."""

    deed: str = ""
    words: str = ""
    from_on: date | None = None
    until_on: date | None = None


def lines(organisation_id: int, search: LogSearch, page: int) -> list[AuditEntry]:
    """One page of an organisation's log and one line more, newest first."""
    statement = _log(organisation_id, search).limit(PAGE + 1).offset(PAGE * (page - 1))
    return list(db.session.scalars(statement))


def every_line(organisation_id: int, search: LogSearch) -> list[AuditEntry]:
    """Every line that is looked for, newest first."""
    return list(db.session.scalars(_log(organisation_id, search)))


def limit_free_on(organisation_id: int) -> date:
    """The day from which on the smallest group may be changed; the first of all, if it never was.

    Lines of the log are kept for as long as that at least.
    """
    changed_at = db.session.scalar(
        select(func.max(AuditEntry.at)).where(
            AuditEntry.organisation_id == organisation_id,
            AuditEntry.deed == Deed.SETTING_CHANGED,
            AuditEntry.subject == "smallest_shown",
        )
    )
    return day_of(changed_at) + LIMIT_STANDS if changed_at else date.min


def _log(organisation_id: int, search: LogSearch) -> Select[tuple[AuditEntry]]:
    statement = select(AuditEntry).where(AuditEntry.organisation_id == organisation_id)
    if search.deed in list(Deed):
        statement = statement.where(AuditEntry.deed == search.deed)
    statement = statement.where(*(_names(word) for word in search.words.split()))
    if search.from_on:
        statement = statement.where(AuditEntry.at >= midnight(search.from_on))
    if search.until_on:
        statement = statement.where(AuditEntry.at < midnight(search.until_on + timedelta(1)))
    return statement.order_by(AuditEntry.at.desc(), AuditEntry.id.desc())


def _names(word: str) -> ColumnElement[bool]:
    """Case is ignored by the database for a to z alone, so å, ä and ö are tried in both."""
    forms = sorted({word, word.lower(), word.upper(), word.capitalize()})
    columns = (AuditEntry.actor_name, AuditEntry.subject)
    return or_(*(each.ilike(pattern(form), escape="/") for each in columns for form in forms))
