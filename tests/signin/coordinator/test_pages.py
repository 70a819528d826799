"""What the pages tell, and to whom."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import db, transaction
from elearning.people.models import AuditEntry, Organisation, Unit
from elearning.people.rules import Person, Role
from tests.conftest import NOON
from tests.factories import Make
from tests.signin.coordinator.making import CODES, make_open, make_personal
from tests.statements import statements
from tests.visitor import Visitor


def test_log_tells_what_was_done(coordinator: Visitor, kitchen: Unit, kim: Person) -> None:
    made = make_personal(coordinator, kitchen, kim)
    coordinator.post(f"{made.location}/revoke-all")

    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(each.actor_name, each.deed, each.subject, each.after) for each in entries] == [
        ("Johan Nilsson", "codes-made", "Köket", "1: Kim Ek"),
        ("Johan Nilsson", "codes-revoked", "Köket", "all"),
    ]


def test_list_tells_counts(coordinator: Visitor, kitchen: Unit) -> None:
    make_open(coordinator, kitchen, number=7)

    page = coordinator.get(CODES).text

    assert ("Köket" in page, "0 av 7 använda" in page) == (True, True)


def test_choice_leads_to_the_page_of_the_unit(coordinator: Visitor, kitchen: Unit) -> None:
    answer = coordinator.get(f"{CODES}units?unit={kitchen.id}")

    assert coordinator.follow(answer).status_code == 200


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ORGANISER, Role.AUTHOR, None])
def test_codes_are_for_coordinators(
    visitor: Visitor, make: Make, kitchen: Unit, role: Role | None
) -> None:
    person = make.user(kitchen)
    visitor.signin(make.duty(person, role) if role else person)
    visitor.get("/me")

    statuses = [
        visitor.get(CODES).status_code,
        visitor.get(f"{CODES}units/{kitchen.id}").status_code,
        make_open(visitor, kitchen).status_code,
        visitor.post(f"{CODES}1/revoke-all").status_code,
    ]

    assert statuses == [403] * 4


def test_what_lies_outside_the_scope_is_404(
    app: Flask, coordinator: Visitor, make: Make, sater: Organisation, kitchen: Unit
) -> None:
    made = make_open(coordinator, kitchen)
    library = make.unit(sater, "Biblioteket")
    other = Visitor(app)
    other.signin(make.duty(make.user(library), Role.COORDINATOR, library))
    other.get(CODES)

    statuses = [
        other.get(made.location).status_code,
        other.get(f"{made.location}/slips.pdf").status_code,
        other.get(f"{CODES}units/{kitchen.id}").status_code,
        make_open(other, kitchen).status_code,
        make_personal(other, kitchen).status_code,
        other.post(f"{made.location}/revoke", number=1).status_code,
        other.post(f"{made.location}/revoke-all").status_code,
    ]

    assert statuses == [404] * 7
    assert "Köket" not in other.get(CODES).text


def test_closed_unit_is_404(coordinator: Visitor, kitchen: Unit) -> None:
    with transaction():
        db.session.get_one(Unit, kitchen.id).closed_at = NOON

    assert coordinator.get(f"{CODES}units/{kitchen.id}").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999"])
def test_page_that_is_none_is_404(coordinator: Visitor, page: str) -> None:
    assert coordinator.get(f"{CODES}?page={page}").status_code == 404


@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_do_not_grow(
    coordinator: Visitor, make: Make, sater: Organisation, kitchen: Unit, many: int
) -> None:
    for number in range(many):
        make.unit(sater, f"Enhet {number}")
        make.without_address(kitchen)
        make_open(coordinator, kitchen)
    made = make_open(coordinator, kitchen, number=many)

    asked = []
    for path in (CODES, f"{CODES}units/{kitchen.id}", made.location):
        with statements() as seen:
            assert coordinator.get(path).status_code == 200
        asked.append(len(seen))

    assert asked == [3, 3, 2]
