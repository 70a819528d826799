"""What pages about the whole course show of a learner."""

from dataclasses import dataclass
from datetime import datetime

from elearning.course.tree import Course
from elearning.learning import queries, rules
from elearning.learning.rules import ModuleProgress


@dataclass(frozen=True)
class Overview:
    """The course as one learner sees it."""

    course: Course
    required: tuple[ModuleProgress, ...]
    optional: tuple[ModuleProgress, ...]
    resume: ModuleProgress | None  # where to go on
    course_completed_at: datetime | None


def overview(user_id: int, course: Course) -> Overview:
    """The course with a learner's progress. One statement."""
    finished = queries.finished(user_id, course.slug)
    return Overview(
        course=course,
        required=tuple(rules.progress(each, finished) for each in course.required),
        optional=tuple(rules.progress(each, finished) for each in course.optional),
        resume=rules.resume(course, finished),
        course_completed_at=rules.course_completed_at(finished),
    )
