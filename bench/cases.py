"""What is measured: the five pages that the product's days are made of, and their goals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Flask

from bench.load import Step, Visit
from bench.readers import Reader
from elearning.course.tree import Course, Lesson, Module
from elearning.demo import country
from elearning.learning.rules import right_choices


@dataclass(frozen=True)
class Case:
    """A page to measure. Goals: milliseconds of processor time, and how many times floor b."""

    name: str
    visit: Callable[[Reader, Module, Lesson], Visit]
    goal_ms: float
    goal_b: float | None = None  # source of both: the project's issue 2 and its performance goals
    answers: bool = False  # every visit needs somebody who has not answered
    counts: bool = False  # somebody's completion is counted before every visit


@dataclass(frozen=True)
class Place:
    """Whom and what the cases are about, on one database."""

    app: Flask
    module: Module
    lesson: Lesson
    anyone: Iterator[Reader]  # never ends
    fresh: Iterator[Reader]  # each once: they have answered nothing yet
    uncounted: Iterator[Reader]  # each once: their completion is not counted yet

    def visits(self, case: Case, number: int) -> list[Visit]:
        """So many visits, each by somebody else."""
        people = self.fresh if case.answers else self.anyone
        visits = [case.visit(next(people), self.module, self.lesson) for _ in range(number)]
        if not case.counts:
            return visits
        return [replace(each, beforehand=next(self.uncounted)) for each in visits]

    def floor(self, number: int) -> list[Visit]:
        """So many visits to floor b, by the same people."""
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        step = Step("GET", "/bare")
        return [
            Visit((step,), str(signer.dumps({"reader": next(self.anyone).id})))
            for _ in range(number)
        ]


def signin(reader: Reader, module: Module, lesson: Lesson) -> Visit:
    """Somebody unknown at the door."""
    return Visit((Step("GET", "/signin"),))


def modules(reader: Reader, module: Module, lesson: Lesson) -> Visit:
    """The course with one's own progress."""
    return Visit((Step("GET", "/modules/"),), reader.cookie)


def read_lesson(reader: Reader, module: Module, lesson: Lesson) -> Visit:
    """A lesson with questions, not yet answered."""
    return Visit((Step("GET", _address(module, lesson)),), reader.cookie)


def hand_in(reader: Reader, module: Module, lesson: Lesson) -> Visit:
    """The first hand-in of a lesson, all of it right, and the page that tells so."""
    assert lesson.quiz is not None
    answers: list[tuple[str, str]] = [("csrf_token", reader.token)]
    for question in lesson.quiz.questions:
        chosen = right_choices(question) or {question.choices[reader.id % 2].id}
        answers += [(question.key, choice) for choice in sorted(chosen)]
    address = _address(module, lesson)
    post = Step("POST", address, 303, urlencode(answers))
    return Visit((post, Step("GET", address)), reader.cookie)


def leaderboard(reader: Reader, module: Module, lesson: Lesson) -> Visit:
    """312 organisations, one of them the reader's own."""
    return Visit((Step("GET", f"/leaderboard/{country.SLUG}"),), reader.cookie)


CASES = (
    Case("signin", signin, 0.7),
    Case("modules", modules, 2.0),
    Case("lesson", read_lesson, 1.5, 1.5),
    Case("hand-in", hand_in, 3.0, 2.5, answers=True),
    Case("leaderboard", leaderboard, 2.5, 1.5, counts=True),
)


def longest_quiz(course: Course) -> tuple[Module, Lesson]:
    """The lesson of the course with the most choices: nothing else is dearer to show."""

    def choices(pair: tuple[Module, Lesson]) -> int:
        quiz = pair[1].quiz
        return sum(len(question.choices) for question in quiz.questions) if quiz else 0

    return max(
        ((module, lesson) for module in course.modules for lesson in module.lessons), key=choices
    )


def _address(module: Module, lesson: Lesson) -> str:
    return f"/modules/{module.slug}/{lesson.slug}"
