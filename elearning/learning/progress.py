"""What pages about the whole course show of a learner."""

from dataclasses import dataclass, replace
from datetime import datetime

from elearning.course.tree import Course, Module
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which modules are looked for, by keys of course.toml; empty texts look for every one."""

    focus_area: str = ""
    workplace: str = ""

    def __bool__(self) -> bool:
        """Whether anything at all is asked for."""
        return bool(self.focus_area or self.workplace)

    def fits(self, module: Module) -> bool:
        """Whether a module is about the subject, and is for the workplace or for all."""
        areas = {term.key for term in module.focus_areas}
        places = {term.key for term in module.workplaces}
        return (not self.focus_area or self.focus_area in areas) and (
            not self.workplace or not places or self.workplace in places
        )


def narrowed(seen: Overview, wanted: Wanted) -> Overview:
    """Only the modules that are wanted; where to go on stays as it is."""
    return replace(
        seen,
        required=tuple(each for each in seen.required if wanted.fits(each.module)),
        optional=tuple(each for each in seen.optional if wanted.fits(each.module)),
    )
