"""Two municipalities that differ in who has finished where it is hidden look the same everywhere.

Every address that a coordinator can come to is fetched, and every file, and held together.
"""

import io
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearning.database import db
from elearning.people import queries as people
from elearning.people.models import Unit, User
from elearning.people.rules import Role
from tests.dashboards.crowds import Crowd
from tests.factories import Make
from tests.visitor import Visitor

Pages = dict[str, str]


@pytest.fixture(autouse=True)
def everywhere(database: Flask) -> None:
    """On both databases: the order of rows must tell nothing either."""


@pytest.fixture
def hidden(make: Make, crowd: Crowd) -> list[Unit]:
    """Three units with too few people, under a department with a large one."""
    root = make.root(make.organisation("Säter"))
    care = crowd.unit(root, "Vård", 4, 1)
    crowd.unit(care, "Stor", 30, 12, 6)
    return [crowd.unit(care, name, 8, done) for name, done in (("A", 8), ("B", 0), ("C", 3))]


@pytest.fixture
def visitor(database: Flask, make: Make, hidden: list[Unit]) -> Visitor:
    """Somebody who coordinates it all, and works elsewhere."""
    other = make.root(make.organisation("Länet"))
    visitor = Visitor(database)
    visitor.signin(make.duty(make.user(other), Role.COORDINATOR, root_of(hidden[0])))
    return visitor


def root_of(unit: Unit) -> Unit:
    return people.root_unit(unit.organisation_id)


def everything(visitor: Visitor) -> Pages:
    """Whatever the pages lead to, from the overview on."""
    found: Pages = {}
    left = ["/coordinator/", "/coordinator/report/"]
    while left:
        path = left.pop()
        if path in found:
            continue
        answer = visitor.get(path)
        found[path] = content(answer)
        left += links(answer, path)
    return found


def content(answer: TestResponse) -> str:
    """What is told, without what is new in every answer."""
    if answer.mimetype == "application/pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    if answer.mimetype == "text/html":
        return re.sub(r'name="csrf_token" value="[^"]+"', "", answer.text)
    return answer.data.hex()


def links(answer: TestResponse, path: str) -> Iterator[str]:
    if answer.mimetype != "text/html" or answer.status_code != 200:
        return
    for address in re.findall(r'href="([^"#]+)[^"]*"', answer.text):
        whole = path.partition("?")[0] + address if address.startswith("?") else address
        if re.match(r"/coordinator/(units/|report/|$|\?)", whole) and "lang=" not in whole:
            yield whole


def staff(unit: Unit) -> list[int]:
    statement = select(User.id).where(User.unit_id == unit.id).order_by(User.id)
    return list(db.session.scalars(statement))


def test_who_has_finished_where_it_is_hidden_can_be_seen_nowhere(
    visitor: Visitor, crowd: Crowd, hidden: list[Unit]
) -> None:
    finished, nobody, some = (staff(unit) for unit in hidden)
    before = everything(visitor)

    for old, new in zip(finished[:4], [*nobody[:3], some[-1]], strict=True):
        crowd.hand_over(old, new)

    after = everything(visitor)
    assert len(before) > 30
    assert [path for path in before | after if before.get(path) != after.get(path)] == []


def test_who_has_finished_where_it_is_shown_can_be_seen(
    visitor: Visitor, crowd: Crowd, hidden: list[Unit]
) -> None:
    shown = db.session.scalars(select(Unit).where(Unit.name == "Stor")).one()
    before = everything(visitor)

    crowd.hand_over(staff(hidden[0])[0], staff(shown)[-1])

    assert before != everything(visitor)
