"""How things get old and are destroyed, and what is left."""

from sqlalchemy import func, select

from elearning.care import actions
from elearning.care.rules import Kind
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people.models import Organisation
from elearning.people.rules import Person
from tests.conftest import Clock
from tests.learning.handing_in import hand_in, place, right, wrong


def answer(person: Person, course: Course, *, well: bool) -> None:
    """Hand in at noon, at the lesson that asks."""
    _, lesson = place(course, "samtal/kunskapen")
    hand_in(person, course, right(lesson) if well else wrong(lesson))


def leave(person: Person, clock: Clock) -> None:
    with transaction():
        people.move(person.id, None, clock())


def run(organisation: Organisation, clock: Clock) -> dict[Kind, int]:
    with transaction():
        return actions.run_retention(organisation.id, None, clock())


def rows(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0
