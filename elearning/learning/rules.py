"""How quizzes are marked, when a lesson, a module and the course are done, and what comes next."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Literal

from elearning.course.tree import Course, Kind, Lesson, Module, Question, Quiz
from elearning.people.rules import SMALLEST_SHOWN

Answers = Mapping[str, frozenset[str]]  # question key → ids of the choices taken

NOTE_LENGTH = 2000  # characters of a reflection


@dataclass(frozen=True, slots=True)
class Mark:
    """What a hand-in was worth. `right` maps every marked question's key to right or wrong."""

    right: Mapping[str, bool]
    needed: int  # right answers that are enough

    @property
    def marks_right(self) -> int:
        """Questions answered rightly."""
        return sum(self.right.values())

    @property
    def marks_total(self) -> int:
        """Questions that have a right answer; dilemmas have none."""
        return len(self.right)

    @property
    def passed(self) -> bool:
        """Whether this hand-in finishes the lesson."""
        return self.marks_right >= self.needed


def mark(quiz: Quiz, answers: Answers, pass_share: float) -> Mark:
    """Mark a hand-in: a question is right when exactly its right choices were taken.

    There are no half marks, so ticking everything never pays. Dilemmas are not marked. A quiz
    of dilemmas alone is passed by answering it. A question without an answer is wrong.
    """
    right = {
        question.key: answers.get(question.key, frozenset()) == right_choices(question)
        for question in quiz.questions
        if question.kind is not Kind.DILEMMA
    }
    return Mark(right, needed(len(right), pass_share))


def needed(total: int, pass_share: float) -> int:
    """How many of `total` marked questions must be right.

    The share is read as the decimal that the author wrote: 0.7 of 10 is 7, not 8.
    """
    return ceil(Decimal(str(pass_share)) * total)


def right_choices(question: Question) -> frozenset[str]:
    """The ids of every right choice."""
    return frozenset(choice.id for choice in question.choices if choice.correct)


def unknown_choices(question: Question, chosen: Collection[str]) -> frozenset[str]:
    """Ids that the question does not have: the page was older than the course, or tampered with."""
    return frozenset(chosen) - {choice.id for choice in question.choices}


@dataclass(frozen=True)
class ModuleProgress:
    """How far a learner has come in a module."""

    module: Module
    done: frozenset[str]  # slugs of this version's lessons that are finished
    completed_at: datetime | None

    @property
    def total(self) -> int:
        """Lessons in the module."""
        return len(self.module.lessons)

    @property
    def share(self) -> Fraction:
        """Finished lessons, 0 to 1; 1 when the module is completed, whatever was added since."""
        return Fraction(1) if self.completed_at else Fraction(len(self.done), self.total)

    @cached_property
    def next_lesson(self) -> Lesson | None:
        """The first lesson that is not finished."""
        return next((each for each in self.module.lessons if each.slug not in self.done), None)

    @property
    def minutes_left(self) -> int:
        """Estimated time for the lessons that are not finished; 0 when completed."""
        if self.completed_at:
            return 0
        return sum(each.minutes for each in self.module.lessons if each.slug not in self.done)

    @property
    def state(self) -> Literal["new", "begun", "done"]:
        """New until a lesson is finished; done from completion on, for good."""
        if self.completed_at:
            return "done"
        return "begun" if self.done else "new"


@dataclass(frozen=True, slots=True)
class Finished:
    """One piece of evidence: see models.Completion for what the slugs mean."""

    module_slug: str
    lesson_slug: str
    completed_at: datetime


def progress(module: Module, finished: Iterable[Finished]) -> ModuleProgress:
    """How far the evidence shows that a learner has come in this module."""
    done = set()
    completed_at = None
    for each in finished:
        if each.module_slug == module.slug:
            if each.lesson_slug:
                done.add(each.lesson_slug)
            else:
                completed_at = each.completed_at
    return ModuleProgress(module, frozenset(done & module.lessons_by_slug.keys()), completed_at)


def course_completed_at(finished: Iterable[Finished]) -> datetime | None:
    """When the whole course was completed; None if it is not."""
    return next((each.completed_at for each in finished if not each.module_slug), None)


def is_module_done(module: Module, done: Collection[str]) -> bool:
    """A module is done when every lesson of its present version is."""
    return module.lessons_by_slug.keys() <= set(done)


def is_course_done(course: Course, completed_modules: Collection[str]) -> bool:
    """The course is done when every required module is. Optional ones do not matter."""
    return {module.slug for module in course.required} <= set(completed_modules)


def resume(course: Course, finished: Collection[Finished]) -> ModuleProgress | None:
    """Where to go on: the unfinished module last worked in, else the first unfinished one.

    None when every required module is completed and no other is begun.
    """
    last: dict[str, datetime] = {}
    for piece in finished:
        earlier = last.get(piece.module_slug, piece.completed_at)
        last[piece.module_slug] = max(piece.completed_at, earlier)
    open_ones = [
        each for module in course.modules if (each := progress(module, finished)).state != "done"
    ]
    begun = [each for each in open_ones if each.state == "begun"]
    if begun:
        return max(begun, key=lambda each: last[each.module.slug])
    required = {module.slug for module in course.required}
    return next((each for each in open_ones if each.module.slug in required), None)


def is_spread_due(answers: Iterable[int], shown: Iterable[int]) -> bool:
    """Whether enough people have answered since the shown spread was made (ChoiceCount).

    They must not all have chosen the same: that would tell what each of them chose.
    """
    new = [now - before for now, before in zip(answers, shown, strict=True)]
    return sum(new) >= SMALLEST_SHOWN and sum(map(bool, new)) > 1


def spread(shown: Mapping[str, int]) -> dict[str, Fraction] | None:
    """The share of each choice in a dilemma; None until ten people have answered."""
    total = sum(shown.values())
    if total < SMALLEST_SHOWN:
        return None
    return {choice: Fraction(count, total) for choice, count in shown.items()}
