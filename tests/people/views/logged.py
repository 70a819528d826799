"""What the log tells of what was done to people."""

from sqlalchemy import select

from elearning.database import db
from elearning.people.models import AuditEntry


def log() -> list[tuple[str, str, str, str]]:
    lines = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(each.deed, each.subject, each.before, each.after) for each in lines]
