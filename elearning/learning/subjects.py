"""What is counted of learning: the names that counters know deeds by, and their evidence."""

from sqlalchemy import ColumnElement, and_

from elearning.learning.models import Completion


def started(course_slug: str) -> str:
    """Having finished at least one lesson of a course."""
    return f"started:{course_slug}"


def module(course_slug: str, module_slug: str) -> str:
    """Having completed a module of a course."""
    return f"module:{course_slug}/{module_slug}"


def course(course_slug: str) -> str:
    """Having completed a course."""
    return f"course:{course_slug}"


def is_done(subject: str) -> ColumnElement[bool]:
    """What a Completion must be to prove that its person has done the subject."""
    kind, _, name = subject.partition(":")
    course_slug, _, module_slug = name.partition("/")
    in_course = Completion.course_slug == course_slug
    if kind == "started":
        return in_course
    return and_(in_course, Completion.module_slug == module_slug, Completion.lesson_slug == "")
