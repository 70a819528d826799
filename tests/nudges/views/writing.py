"""How a coordinator of the tests writes a sending, to whom, and the words of a page."""

import re

from elearning.people.models import Unit
from elearning.people.rules import Person
from tests.factories import Make
from tests.visitor import Visitor

PATH = "/coordinator/letters/"


def crowd(make: Make, unit: Unit, many: int) -> list[Person]:
    return [make.user(unit) for _ in range(many)]


def written(visitor: Visitor, unit_id: int, **fields: str) -> str:
    """Write a sending; gives its address."""
    given = {"unit": unit_id, "audience": "not-finished", "kind": "reminder", **fields}
    answer = visitor.post(PATH + "waves" if "starts_on" in fields else PATH, **given)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
