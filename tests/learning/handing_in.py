"""Answers to hand in: right, wrong, and just what a test says."""

from elearning.course.tree import Course, Kind, Lesson, Module, Question
from elearning.database import transaction
from elearning.learning import actions
from elearning.learning.rules import Answers, Mark, right_choices
from elearning.people.rules import Person
from tests.conftest import NOON


def place(course: Course, path: str) -> tuple[Module, Lesson]:
    """The module and lesson of "samtal/kunskapen"."""
    module_slug, lesson_slug = path.split("/")
    module = course.modules_by_slug[module_slug]
    return module, module.lessons_by_slug[lesson_slug]


def right(lesson: Lesson) -> dict[str, frozenset[str]]:
    """Every right choice; the first of a dilemma."""
    return {
        each.key: right_choices(each) or frozenset({each.choices[0].id})
        for each in lesson.questions
    }


def wrong(lesson: Lesson) -> dict[str, frozenset[str]]:
    """One wrong choice of every question; the last of a dilemma."""
    return {
        each.key: frozenset({[choice.id for choice in each.choices if not choice.correct][-1]})
        for each in lesson.questions
    }


def dilemma(lesson: Lesson) -> Question:
    """The dilemma of the lesson."""
    return next(each for each in lesson.questions if each.kind is Kind.DILEMMA)


def hand_in(person: Person, course: Course, answers: Answers, at: str = "samtal/kunskapen") -> Mark:
    """Hand in at noon, and save."""
    module, lesson = place(course, at)
    with transaction():
        return actions.hand_in(person.id, course, module, lesson, answers, NOON)


def fields(answers: Answers) -> dict[str, list[str]]:
    """The same as the fields of a form."""
    return {key: sorted(chosen) for key, chosen in answers.items()}
