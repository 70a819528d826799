"""Making counts equal to the evidence again."""

from datetime import datetime

from sqlalchemy import delete, select, update

from elearning.database import db, insert, lock_table
from elearning.learning import evidence
from elearning.learning.models import Completion
from elearning.people import counting
from elearning.people.models import Counted, Counter, User


def stand_still() -> None:
    """Wait until nobody finishes, moves or is counted, and let nobody until the transaction ends.

    Whoever finishes writes the evidence first and looks for counters afterwards, so one who is
    under way knows nothing of a counter that is being opened, nor it of them. In the order in
    which deeds write: people, evidence, counts. SQLite has one writer as it is.
    """
    lock_table(User, "SHARE")
    lock_table(Completion, "SHARE")
    counting.wait_for_counts()


def rebuild(counter: Counter, now: datetime) -> None:
    """Make what is shown equal to the evidence again, under one counter."""
    stand_still()
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
