"""Lessons that the tests open, and what is seen of them."""

import re

from werkzeug.test import TestResponse

from elearning.course.tree import Course
from elearning.learning import queries
from elearning.people.rules import Person

QUIZ = "/modules/samtal/kunskapen"
READING = "/modules/samtal/motet"
WRITING = "/modules/samtal/tanken"


def finished(person: Person, course: Course) -> list[str]:
    found = queries.finished(person.id, course.slug)
    return [f"{each.module_slug}/{each.lesson_slug}" for each in found]


def checked(page: TestResponse) -> list[str]:
    return re.findall(r'name="([^"]+)" value="([^"]+)" checked', page.text)


def remaining(page: TestResponse) -> str | None:
    found = re.search(r'<p class="remaining">(.*?)</p>', page.text)
    return found[1] if found else None
