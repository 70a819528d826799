"""What a learner does: hands in, reads, finishes, writes. Nothing here commits."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby

from sqlalchemy import Insert, bindparam, case, delete, exists, func, select, update
from sqlalchemy import insert as plain_insert

from elearning.course.tree import Course, Kind, Lesson, Module, Quiz
from elearning.database import compiled_once, db, insert, write
from elearning.learning import queries, rules, subjects
from elearning.learning.models import Attempt, ChoiceCount, Completion, Note
from elearning.people import actions as people
from elearning.people import counting


def hand_in(
    user_id: int,
    course: Course,
    module: Module,
    lesson: Lesson,
    answers: rules.Answers,
    now: datetime,
) -> rules.Mark:
    """Mark and keep a quiz attempt; a pass finishes the lesson, and perhaps more.

    Choices are counted, without the person, in the first try only.
    """
    assert lesson.quiz is not None
    mark = rules.mark(lesson.quiz, answers, module.pass_share)
    people.lock(user_id)
    if _keep_attempt(user_id, module, lesson, lesson.quiz, mark, now) == 1:
        _count_choices(module.slug, lesson.quiz, answers)
    if mark.passed:
        complete_lesson(user_id, course, module, lesson, now)
    return mark


_FINISHED = exists().where(
    Completion.user_id == bindparam("who"),
    Completion.module_slug == bindparam("module"),
    Completion.lesson_slug == bindparam("lesson"),
)
_EARLIER = (  # who has finished has tried, also when those tries have been destroyed since
    select(func.coalesce(func.max(Attempt.number), case((_FINISHED, 1), else_=0)))
    .where(
        Attempt.user_id == bindparam("who"),
        Attempt.module_slug == bindparam("module"),
        Attempt.lesson_slug == bindparam("lesson"),
    )
    .scalar_subquery()
)
_ATTEMPT = plain_insert(Attempt).values(number=_EARLIER + 1).returning(Attempt.number)


def _keep_attempt(
    user_id: int, module: Module, lesson: Lesson, quiz: Quiz, mark: rules.Mark, now: datetime
) -> int:
    """Store the marks and return which try at this lesson it was: 1, 2, 3 …"""
    attempt = {
        "user_id": user_id,
        "module_slug": module.slug,
        "lesson_slug": lesson.slug,
        "revision": quiz.revision,
        "marks_right": mark.marks_right,
        "marks_total": mark.marks_total,
        "passed": mark.passed,
        "handed_in_at": now,
    }
    same_lesson = {"who": user_id, "module": module.slug, "lesson": lesson.slug}
    return int(write(_ATTEMPT, attempt | same_lesson).scalar_one())


def _count_choices(module_slug: str, quiz: Quiz, answers: rules.Answers) -> None:
    """One more for each choice taken. All choices of a dilemma are touched, to see its sum."""
    rows = sorted(
        (question.key, choice.id, int(choice.id in answers[question.key]))
        for question in quiz.questions
        for choice in question.choices
        if question.kind is Kind.DILEMMA or choice.id in answers[question.key]
    )
    counts = write(
        _choices(),
        [
            {
                "module_slug": module_slug,
                "question_key": key,
                "choice_id": choice_id,
                "answers": taken,
                "shown": 0,
            }
            for key, choice_id, taken in rows
        ],
    ).all()
    dilemmas = {question.key for question in quiz.questions if question.kind is Kind.DILEMMA}
    _show_spreads(module_slug, [row._tuple() for row in counts if row[0] in dilemmas])


@compiled_once("module_slug", "question_key", "choice_id", "answers", "shown")
def _choices() -> Insert:
    """More answers to choices, new or known."""
    statement = insert(ChoiceCount)
    return statement.on_conflict_do_update(
        index_elements=["module_slug", "question_key", "choice_id"],
        set_={"answers": ChoiceCount.answers + statement.excluded.answers},
    ).returning(ChoiceCount.question_key, ChoiceCount.answers, ChoiceCount.shown)


def _show_spreads(module_slug: str, counts: Iterable[tuple[str, int, int]]) -> None:
    """Let the pages tell the spread of those dilemmas that enough people have answered since."""
    due = [
        key
        for key, group in groupby(sorted(counts), key=lambda row: row[0])
        if rules.is_spread_due(*zip(*[row[1:] for row in group], strict=True))
    ]
    if due:
        db.session.execute(
            update(ChoiceCount)
            .where(ChoiceCount.module_slug == module_slug, ChoiceCount.question_key.in_(due))
            .values(shown=ChoiceCount.answers)
        )


def read(user_id: int, course: Course, module: Module, lesson: Lesson, now: datetime) -> None:
    """Finish a lesson that asks nothing."""
    assert lesson.quiz is None
    people.lock(user_id)
    complete_lesson(user_id, course, module, lesson, now)


def complete_lesson(
    user_id: int, course: Course, module: Module, lesson: Lesson, now: datetime
) -> None:
    """Keep the evidence that a lesson is finished, and with it perhaps the module and course.

    Twice is as good as once. Counters move only when something was not finished before.
    """
    found = queries.finished_near(user_id, course.slug, module.slug)
    done = {each.lesson_slug for each in found if each.module_slug == module.slug} | {lesson.slug}
    completed = {each.module_slug for each in found if not each.lesson_slug and each.module_slug}
    new = [_evidence(user_id, course, now, module, lesson)]
    if rules.is_module_done(module, done):
        completed.add(module.slug)
        new.append(_evidence(user_id, course, now, module))
    if rules.is_course_done(course, completed):
        new.append(_evidence(user_id, course, now))
    finished = {(row.module_slug, row.lesson_slug) for row in write(_completions(), new)}
    deeds = [] if found else [subjects.started(course.slug)]
    if (module.slug, "") in finished:
        deeds.append(subjects.module(course.slug, module.slug))
    if ("", "") in finished:
        deeds.append(subjects.course(course.slug))
    if deeds:
        counting.count(user_id, deeds, now)


@compiled_once(*(each.name for each in Completion.__table__.columns if each.name != "id"))
def _completions() -> Insert:
    """New evidence; what is there already stays as it is."""
    return (
        insert(Completion)
        .on_conflict_do_nothing()
        .returning(Completion.module_slug, Completion.lesson_slug)
    )


def _evidence(
    user_id: int,
    course: Course,
    now: datetime,
    module: Module | None = None,
    lesson: Lesson | None = None,
) -> dict[str, object]:
    """A row of Completion: for a lesson, or a module, or the whole course."""
    if module is None:
        rule = "every required module of this version"
    elif lesson is None:
        rule = f"every lesson; at least {module.pass_share:g} of the marked questions in each"
    else:
        rule = f"at least {module.pass_share:g} of the marked questions" if lesson.quiz else "read"
    return {
        "public_id": secrets.token_urlsafe(16),
        "user_id": user_id,
        "course_slug": course.slug,
        "module_slug": module.slug if module else "",
        "lesson_slug": lesson.slug if lesson else "",
        "title": (lesson or module or course).title[:200],
        "version": (module or course).version,
        "rule": rule,
        "completed_at": now,
    }


def write_notes(user_id: int, module_slug: str, texts: Mapping[str, str], now: datetime) -> None:
    """Keep what a learner wrote, by the prompt's key; an emptied text is forgotten."""
    if empty := [key for key, text in texts.items() if not text.strip()]:
        db.session.execute(
            delete(Note).where(
                Note.user_id == user_id, Note.module_slug == module_slug, Note.key.in_(empty)
            )
        )
    rows = [
        {
            "user_id": user_id,
            "module_slug": module_slug,
            "key": key,
            "text": text.strip(),
            "updated_at": now,
        }
        for key, text in texts.items()
        if key not in empty
    ]
    if rows:
        write(_notes(), rows)


@compiled_once("user_id", "module_slug", "key", "text", "updated_at")
def _notes() -> Insert:
    """What was written, instead of what was there; the same text keeps its day."""
    statement = insert(Note)
    return statement.on_conflict_do_update(
        index_elements=["user_id", "module_slug", "key"],
        set_={"text": statement.excluded.text, "updated_at": statement.excluded.updated_at},
        where=Note.text != statement.excluded.text,
    )
