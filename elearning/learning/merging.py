"""Two accounts of one person become one: what they have learned, and where it is counted.

Nothing here commits. Choices that both accounts took in a first try stay counted twice: it is
not known whose they were.
"""

from datetime import datetime

from sqlalchemy import delete, func, literal, select, update

from elearning.course.tree import Course
from elearning.database import db
from elearning.learning import evidence
from elearning.learning.actions import complete_lesson, write_notes
from elearning.learning.models import Attempt, Completion, Note
from elearning.learning.rules import NOTE_LENGTH
from elearning.people import counting


def merge(gone_id: int, kept_id: int, course: Course, now: datetime) -> None:
    """Give what was learned in one account to another, in the same unit. Locks are the caller's.

    Of the same thing finished twice, the earlier evidence stays. What only both together have
    finished, a module or the course, is finished now.
    """
    _give_attempts(gone_id, kept_id)
    _give_evidence(gone_id, kept_id)
    _give_notes(gone_id, kept_id)
    for counter in counting.counters((gone_id, kept_id)):
        is_proven = db.session.scalar(select(literal(kept_id).in_(evidence.doers(counter))))
        counting.become_one(gone_id, kept_id, counter, now, is_proven=bool(is_proven))
    _finish(kept_id, course, now)


def _give_attempts(gone_id: int, kept_id: int) -> None:
    """They are numbered on from those of the kept account."""
    lesson = (Attempt.module_slug, Attempt.lesson_slug)
    tries = (
        select(*lesson, func.max(Attempt.number))
        .where(Attempt.user_id == kept_id)
        .group_by(*lesson)
    )
    for module_slug, lesson_slug, last in db.session.execute(tries).all():
        db.session.execute(
            update(Attempt)
            .where(
                Attempt.user_id == gone_id,
                Attempt.module_slug == module_slug,
                Attempt.lesson_slug == lesson_slug,
            )
            .values(number=Attempt.number + last)
        )
    db.session.execute(update(Attempt).where(Attempt.user_id == gone_id).values(user_id=kept_id))


def _give_evidence(gone_id: int, kept_id: int) -> None:
    """Evidence is never changed, so it is written anew for the kept account, as it was."""
    columns = [each for each in Completion.__table__.columns if each.name != "id"]
    statement = select(Completion.id, *columns).where(Completion.user_id.in_((gone_id, kept_id)))
    first: dict[tuple[str, str, str], dict[str, object]] = {}
    found = db.session.execute(statement.order_by(Completion.completed_at, Completion.id))
    rows = [dict(row) for row in found.mappings()]
    for row in rows:
        first.setdefault((row["course_slug"], row["module_slug"], row["lesson_slug"]), row)
    stays = {row["id"] for row in first.values() if row["user_id"] == kept_id}
    going = [row["id"] for row in rows if row["id"] not in stays]
    db.session.execute(delete(Completion).where(Completion.id.in_(going)))
    given = [{**row, "user_id": kept_id} for row in first.values() if row["user_id"] == gone_id]
    db.session.add_all(
        Completion(**{name: row[name] for name in row if name != "id"}) for row in given
    )
    db.session.flush()


def _give_notes(gone_id: int, kept_id: int) -> None:
    """Where both have written in the same box, one text stands below the other."""
    notes = select(Note).order_by(Note.module_slug, Note.key)
    kept = {
        (note.module_slug, note.key): note.text
        for note in db.session.scalars(notes.where(Note.user_id == kept_id))
    }
    for note in db.session.scalars(notes.where(Note.user_id == gone_id)).all():
        above = kept.get((note.module_slug, note.key), "")
        text = f"{above}\n\n{note.text}".strip()[:NOTE_LENGTH]
        write_notes(kept_id, note.module_slug, {note.key: text}, note.updated_at)


def _finish(user_id: int, course: Course, now: datetime) -> None:
    """Finish a lesson anew in every module, and with it what has come to be finished."""
    finished = select(Completion.module_slug, Completion.lesson_slug).where(
        Completion.user_id == user_id, Completion.course_slug == course.slug
    )
    done = {(module, lesson) for module, lesson in db.session.execute(finished)}
    for module in course.modules:
        lesson = next((each for each in module.lessons if (module.slug, each.slug) in done), None)
        if lesson is not None:
            complete_lesson(user_id, course, module, lesson, now)
