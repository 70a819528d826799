"""A learner's progress, marks and notes; and how dilemmas were answered, without persons.

The lesson page is the hottest of all, so these go to the connection, past the ORM.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from elearning.database import db
from elearning.learning.models import Attempt, ChoiceCount, Completion, Note
from elearning.learning.rules import Finished


@dataclass(frozen=True, slots=True)
class Evidence:
    """A completion as certificates and registers show it."""

    public_id: str
    module_slug: str  # "" for the course
    title: str
    version: str
    rule: str
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class KeptCompletion:
    """A whole piece of evidence, as its person may fetch it."""

    course_slug: str
    module_slug: str
    lesson_slug: str
    public_id: str
    title: str
    version: str
    rule: str
    completed_at: datetime


@dataclass(frozen=True, slots=True)
class KeptNote:
    """What a learner has written, and where."""

    module_slug: str
    key: str
    text: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class KeptAttempt:
    """The marks of one hand-in."""

    module_slug: str
    lesson_slug: str
    marks_right: int
    marks_total: int
    passed: bool
    handed_in_at: datetime


_FINISHED = (
    select(Completion.module_slug, Completion.lesson_slug, Completion.completed_at)
    .where(
        Completion.user_id == bindparam("user_id"), Completion.course_slug == bindparam("course")
    )
    .order_by(Completion.completed_at, Completion.id)
)
_FINISHED_NEAR = _FINISHED.where(
    or_(Completion.module_slug == bindparam("module"), Completion.lesson_slug == "")
)
_BEST = select(func.max(Attempt.marks_right)).where(
    Attempt.user_id == bindparam("user_id"),
    Attempt.module_slug == bindparam("module"),
    Attempt.lesson_slug == bindparam("lesson"),
    Attempt.revision == bindparam("revision"),
)
_NOTE_TEXTS = select(Note.key, Note.text).where(
    Note.user_id == bindparam("user_id"), Note.module_slug == bindparam("module")
)
_SHOWN = (
    select(ChoiceCount.question_key, ChoiceCount.choice_id, ChoiceCount.shown)
    .where(
        ChoiceCount.module_slug == bindparam("module"),
        ChoiceCount.question_key.in_(bindparam("keys", expanding=True)),
    )
    .order_by(ChoiceCount.question_key, ChoiceCount.choice_id)
)
_EVIDENCE = select(
    Completion.public_id,
    Completion.module_slug,
    Completion.title,
    Completion.version,
    Completion.rule,
    Completion.completed_at,
).order_by(Completion.completed_at, Completion.id)


def finished(user_id: int, course_slug: str) -> list[Finished]:
    """Everything that a learner has finished in the course, oldest first."""
    rows = db.session.connection().execute(_FINISHED, {"user_id": user_id, "course": course_slug})
    return [Finished(*row) for row in rows]


def finished_near(user_id: int, course_slug: str, module_slug: str) -> list[Finished]:
    """The lessons finished in one module, and every completed module and course."""
    values = {"user_id": user_id, "course": course_slug, "module": module_slug}
    return [Finished(*row) for row in db.session.connection().execute(_FINISHED_NEAR, values)]


def best_marks(user_id: int, module_slug: str, lesson_slug: str, revision: str) -> int | None:
    """The most right answers that a learner has had in this quiz; None before the first try."""
    values = {
        "user_id": user_id,
        "module": module_slug,
        "lesson": lesson_slug,
        "revision": revision,
    }
    return db.session.connection().execute(_BEST, values).scalar()


def note_texts(user_id: int, module_slug: str) -> dict[str, str]:
    """What a learner has written in a module, by the prompt's key."""
    values = {"user_id": user_id, "module": module_slug}
    return {key: text for key, text in db.session.connection().execute(_NOTE_TEXTS, values)}


def shown_choices(module_slug: str, question_keys: Collection[str]) -> dict[str, dict[str, int]]:
    """Question key → choice id → answers that may be told (ChoiceCount.shown)."""
    result: dict[str, dict[str, int]] = {key: {} for key in question_keys}
    values = {"module": module_slug, "keys": list(question_keys)}
    for key, choice, shown in db.session.connection().execute(_SHOWN, values):
        result[key][choice] = shown
    return result


def completions(user_id: int, course_slug: str) -> list[Evidence]:
    """The completed modules and course of a learner, oldest first; lessons left out."""
    statement = _EVIDENCE.where(
        Completion.user_id == user_id,
        Completion.course_slug == course_slug,
        Completion.lesson_slug == "",
    )
    return [Evidence(*row) for row in db.session.execute(statement)]


def every_completion(user_id: int) -> list[KeptCompletion]:
    """All the evidence of a learner, of every course and lesson, oldest first."""
    statement = (
        select(
            Completion.course_slug,
            Completion.module_slug,
            Completion.lesson_slug,
            Completion.public_id,
            Completion.title,
            Completion.version,
            Completion.rule,
            Completion.completed_at,
        )
        .where(Completion.user_id == user_id)
        .order_by(Completion.completed_at, Completion.id)
    )
    return [KeptCompletion(*row) for row in db.session.execute(statement)]


def certificate(public_id: str) -> Evidence | None:
    """The course completion that a certificate names. Tells nothing about whose it is."""
    statement = _EVIDENCE.where(Completion.public_id == public_id, Completion.module_slug == "")
    row = db.session.execute(statement).first()
    return None if row is None else Evidence(*row)


def notes(user_id: int) -> list[KeptNote]:
    """Everything that a learner has written, newest first."""
    statement = (
        select(Note.module_slug, Note.key, Note.text, Note.updated_at)
        .where(Note.user_id == user_id)
        .order_by(Note.updated_at.desc(), Note.module_slug, Note.key)
    )
    return [KeptNote(*row) for row in db.session.execute(statement)]


def attempts(user_id: int) -> list[KeptAttempt]:
    """The marks of every hand-in of a learner, oldest first."""
    statement = (
        select(
            Attempt.module_slug,
            Attempt.lesson_slug,
            Attempt.marks_right,
            Attempt.marks_total,
            Attempt.passed,
            Attempt.handed_in_at,
        )
        .where(Attempt.user_id == user_id)
        .order_by(Attempt.handed_in_at, Attempt.id)
    )
    return [KeptAttempt(*row) for row in db.session.execute(statement)]
