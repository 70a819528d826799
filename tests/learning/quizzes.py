"""Small quizzes, modules and courses, made by hand for tests of rules."""

from datetime import UTC, datetime

from markupsafe import Markup

from elearning.course.tree import Choice, Course, Kind, Lesson, Module, Phase, Question, Quiz
from elearning.learning.rules import Finished

DAY = datetime(2026, 11, 22, tzinfo=UTC)


def question(key: str, right: str, wrong: str = "", kind: Kind = Kind.MULTIPLE) -> Question:
    """A question whose choices are letters: `question("q", right="ab", wrong="c")`."""
    choices = tuple(
        Choice(letter, Markup(letter), letter in right, Markup()) for letter in right + wrong
    )
    return Question(key, kind, Markup(key), Markup(), choices, Markup(), number=1)


def dilemma(key: str, choices: str = "ab") -> Question:
    """A question without a right answer."""
    return question(key, right="", wrong=choices, kind=Kind.DILEMMA)


def quiz(*questions: Question) -> Quiz:
    """The questions handed in together."""
    return Quiz(questions, "0123456789ab")


def lesson(slug: str, minutes: int = 5, quiz: Quiz | None = None) -> Lesson:
    """A lesson without text."""
    return Lesson(slug, 1, slug.title(), Phase.INSIGHT, minutes, (), quiz)


def module(slug: str, *lessons: str, pass_share: float = 0.7) -> Module:
    """A module of lessons named by their slugs, five minutes each."""
    pages = tuple(lesson(each) for each in lessons)
    return Module(slug, "v1", slug.title(), "", "", (), pass_share, "", pages, (), ())


def course(*required: Module, optional: tuple[Module, ...] = ()) -> Course:
    """A course of the modules."""
    return Course("kurs", "v1", "sv", "Kursen", "", required, optional)


def finished(*paths: str, at: datetime = DAY) -> list[Finished]:
    """Evidence: "samtal/motet" is a lesson, "samtal/" a module, "/" the course."""
    parts = (path.partition("/") for path in paths)
    return [Finished(module, lesson, at) for module, _, lesson in parts]
