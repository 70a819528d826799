"""What is refused, and what is revoked."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import db
from elearning.people.models import Organisation, Unit
from elearning.people.rules import Person, Role
from elearning.signin.models import OneTimeCode
from tests.factories import Make
from tests.signin.coordinator.making import CODES, codes, make_open, make_personal, read
from tests.visitor import Visitor


@pytest.mark.parametrize(
    "fields",
    [{"number": ""}, {"number": 0}, {"number": 201}, {"number": "tio"}, {"number": "1.5"}],
    ids=lambda fields: str(fields["number"]) or "nothing",
)
def test_number_that_is_none_is_422_and_kept(
    coordinator: Visitor, kitchen: Unit, fields: dict[str, object]
) -> None:
    answer = make_open(coordinator, kitchen, **fields)

    assert (answer.status_code, 'href="#number"' in answer.text) == (422, True)
    assert f'name="number" type="text" value="{fields["number"] or ""}"' in answer.text.replace(
        'value="0"', 'value=""' if not fields["number"] else 'value="0"'
    )
    assert "valid integer" not in answer.text


@pytest.mark.parametrize("days", ["", 0, 91, "länge"])
def test_days_that_are_none_are_422(coordinator: Visitor, kitchen: Unit, days: object) -> None:
    answer = make_open(coordinator, kitchen, days=days)

    assert (answer.status_code, 'href="#days"' in answer.text) == (422, True)


@pytest.mark.parametrize("chosen", [[], ["x"], ["999999"]])
def test_personal_codes_need_a_person(
    coordinator: Visitor, kitchen: Unit, kim: Person, chosen: list[str]
) -> None:
    answer = coordinator.post(
        f"{CODES}units/{kitchen.id}/personal", people=chosen, personal_days=30
    )

    assert (answer.status_code, 'href="#people"' in answer.text) == (422, True)


def test_personal_codes_are_not_made_for_those_out_of_reach(
    coordinator: Visitor, make: Make, sater: Organisation, kitchen: Unit, kim: Person
) -> None:
    elsewhere = make.without_address(make.unit(sater, "Biblioteket"))
    stranger = make.without_address(make.root(make.organisation("Gagnef")))
    manager = make.duty(make.without_address(kitchen), Role.MANAGER)
    with_address = make.user(kitchen)

    make_personal(coordinator, kitchen, kim, elsewhere, stranger, manager, with_address)

    assert db.session.scalars(select(OneTimeCode.user_id)).all() == [kim.id]


def test_one_slip_is_revoked_without_telling_whether_it_was_used(
    app: Flask, coordinator: Visitor, kitchen: Unit
) -> None:
    made = make_open(coordinator, kitchen)
    code, *_ = codes(read(coordinator, made))
    reader = Visitor(app)
    reader.get("/signin/code")
    reader.post("/signin/code", code=code)
    reader.get("/signin/code/account")
    reader.post("/signin/code/account", name="Leyla")

    said = []
    for number in (1, 2):
        answer = coordinator.post(f"{made.location}/revoke", number=number)
        page = coordinator.follow(answer).text
        said.append((answer.status_code, f"Lapp nr {number} fungerar inte längre." in page))

    assert said == [(303, True)] * 2


@pytest.mark.parametrize("number", ["", "x", 0, 4, 201])
def test_slip_that_is_none_is_422(coordinator: Visitor, kitchen: Unit, number: object) -> None:
    made = make_open(coordinator, kitchen)

    answer = coordinator.post(f"{made.location}/revoke", number=number)

    assert (answer.status_code, 'href="#number"' in answer.text) == (422, True)


def test_revoked_batch_opens_nothing(app: Flask, coordinator: Visitor, kitchen: Unit) -> None:
    made = make_open(coordinator, kitchen)
    found = codes(read(coordinator, made))
    coordinator.post(f"{made.location}/revoke-all")
    reader = Visitor(app)
    reader.get("/signin/code")

    assert [reader.post("/signin/code", code=code).status_code for code in found] == [422] * 3
