"""What is kept of learning: marks, evidence of what is finished, and a learner's own notes.

Which choice a person took is not kept; choices are counted without persons.
"""

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from elearning.database import Base, Instant


class Attempt(Base):
    """One handed-in quiz. Never changed afterwards; a new try is a new row."""

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("0 <= marks_right AND marks_right <= marks_total", name="marks"),
        Index("ix_attempt_lesson", "user_id", "module_slug", "lesson_slug"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    module_slug: Mapped[str] = mapped_column(String(80))
    lesson_slug: Mapped[str] = mapped_column(String(80))
    revision: Mapped[str] = mapped_column(String(12))  # Quiz.revision that was answered
    number: Mapped[int]  # 1 for this person's first try at this lesson, whatever its revision
    marks_right: Mapped[int]
    marks_total: Mapped[int]  # dilemmas have no mark
    passed: Mapped[bool]
    handed_in_at: Mapped[Instant]


class ChoiceCount(Base):
    """How many people took a choice in their first try. No person, no time.

    `shown` is what pages may tell: it catches up with `answers` only when at least ten more
    people have answered the question, so that no single answer can be read from a change.
    """

    __tablename__ = "choice_count"
    __table_args__ = (CheckConstraint("0 <= shown AND shown <= answers", name="shown"),)

    module_slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    question_key: Mapped[str] = mapped_column(String(120), primary_key=True)
    choice_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    answers: Mapped[int]
    shown: Mapped[int]


class Completion(Base):
    """Evidence that a person finished a lesson, a module or the course. Append-only.

    Holds the titles' version and the rule of the day, so it stands whatever happens to the
    content. A lesson has both slugs, a module no lesson_slug, the course neither.
    """

    __tablename__ = "completion"
    __table_args__ = (
        UniqueConstraint("user_id", "course_slug", "module_slug", "lesson_slug"),
        Index("ix_completion_course", "course_slug", "module_slug", "completed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(22), unique=True)  # on the certificate
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    course_slug: Mapped[str] = mapped_column(String(80))
    module_slug: Mapped[str] = mapped_column(String(80))
    lesson_slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))  # as it was, in the learner's language
    version: Mapped[str] = mapped_column(String(12))  # Module.version or Course.version
    rule: Mapped[str] = mapped_column(String(200))  # in words, machine-made
    completed_at: Mapped[Instant]


class Note(Base):
    """What a learner wrote for themselves: a reflection or their next step."""

    __tablename__ = "note"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    module_slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    text: Mapped[str] = mapped_column(String(2000))
    updated_at: Mapped[Instant]


APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER completion_append_only BEFORE UPDATE ON completion "
        "BEGIN SELECT RAISE(ABORT, 'completions are append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'completions are append-only'; END $$",
        "CREATE TRIGGER completion_append_only BEFORE UPDATE ON completion "
        "FOR EACH ROW EXECUTE FUNCTION refuse_update()",
    ),
}
for _dialect, _statements in APPEND_ONLY.items():
    for _statement in _statements:
        _trigger = DDL(_statement).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]
        event.listen(Completion.__table__, "after_create", _trigger)
