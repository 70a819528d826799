"""Making counts equal to the evidence again."""

from datetime import datetime

from sqlalchemy import delete, select, update

from elearning.database import db, insert
from elearning.learning import evidence
from elearning.people import counting
from elearning.people.models import Counted, Counter, User


def rebuild(counter: Counter, now: datetime) -> None:
    """Make what is shown equal to the evidence again, under one counter."""
    db.session.execute(delete(Counted).where(Counted.id.in_(evidence.unproven(counter))))
    db.session.execute(
        insert(Counted)
        .from_select(["counter_id", "user_id", "unit_id"], evidence.uncounted(counter))
        .on_conflict_do_nothing()
    )
    if evidence.is_running(counter, now):
        unit = select(User.unit_id).where(User.id == Counted.user_id).scalar_subquery()
        misplaced = Counted.id.in_(evidence.misplaced(counter))
        db.session.execute(update(Counted).where(misplaced).values(unit_id=unit))
    counting.write_counts(counter.id)
