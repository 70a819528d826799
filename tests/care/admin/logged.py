"""What the log tells of what administrators did."""

from sqlalchemy import select

from elearning.database import db
from elearning.people.models import AuditEntry


def log() -> list[tuple[str, str]]:
    lines = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(each.deed, each.subject) for each in lines]
