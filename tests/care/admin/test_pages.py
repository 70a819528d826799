"""Who comes in to these pages, how they lead to each other and what they cost; and the export."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from elearning.care import keeping
from elearning.care.rules import Kind
from elearning.course.tree import Course
from elearning.database import transaction
from elearning.people import actions as people
from elearning.people.models import Organisation
from elearning.people.rules import Role
from tests.care.admin.logged import log
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.statements import statements as counted
from tests.visitor import Visitor


def test_export_tells_who_has_finished_but_of_the_protected_only_that(
    visitor: Visitor, sater: Organisation, make: Make, course: Course
) -> None:
    root = make.root(sater)
    open_, secret = (
        make.user(root, name="Bo Ek"),
        make.without_address(root, "Alias", protected=True),
    )
    other = make.user(name="Nils i Mora")
    for person in (open_, secret, other):
        make.completed(person, course)

    text = visitor.get("/admin/export/completions.csv").text

    assert f"Bo Ek;Säters kommun;{course.title};" in text
    assert f"–;–;{course.title};–;–" in text
    assert ("Alias" in text, "Nils" in text, open_.email in text) == (False, False, False)
    assert log() == [("data-exported", "genomforda.csv")]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR])
@pytest.mark.parametrize("path", ["law", "retention", "privacy", "feedback", "wishes", "export"])
def test_only_administrators_come_in(
    app: Flask, sater: Organisation, make: Make, role: Role, path: str
) -> None:
    other = Visitor(app)
    other.signin(make.duty(make.user(make.root(sater)), role))

    assert other.get(f"/admin/{path}").status_code == 403


def test_administrator_of_a_part_decides_nothing(
    app: Flask, sater: Organisation, make: Make
) -> None:
    other, part = Visitor(app), make.unit(sater)
    other.signin(make.duty(make.user(part), Role.ADMINISTRATOR, part))

    assert other.get("/admin/retention").status_code == 404
    assert "Inget att bestämma här" in other.get("/admin/law").text


@pytest.mark.usefixtures("sater")
def test_page_about_law_leads_to_every_page_and_they_lead_back(visitor: Visitor) -> None:
    page = visitor.get("/admin/law").text.partition("<main")[2].partition("</nav>")[2]

    ways = re.findall(r'href="(/admin/[a-z]+)"', page)
    assert [visitor.get(way).status_code for way in ways] == [200] * 6
    back = '<p class="back"><a class="tall" href="/admin/law">'
    assert all(back in visitor.get(way).text for way in ways)


@pytest.mark.parametrize(
    ("path", "most"), [("retention", 11), ("feedback", 3), ("wishes", 3), ("retention/protocol", 3)]
)
@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_do_not_grow(  # noqa: PLR0913 - what a page may hold, and how much of it
    visitor: Visitor, sater: Organisation, make: Make, clock: Clock, many: int, path: str, most: int
) -> None:
    for kind in Kind:
        make.decision(sater, kind, 30)
    people_here = [make.user(make.root(sater)) for _ in range(many)]
    with transaction():
        for person in people_here:
            keeping.report(sater.id, "Knappen", "", "", NOON)
            keeping.ask_to_be_erased(person.id, NOON)
            people.move(person.id, None, clock() - timedelta(31))

    with counted() as seen:
        assert visitor.get(f"/admin/{path}").status_code == 200

    assert len(seen) == most
