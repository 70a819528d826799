"""The doors in and out, as visitors meet them."""

import pytest
from flask import Flask

from elearning.database import transaction
from elearning.people import actions as people
from elearning.people.rules import Person
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.letters import letters
from tests.visitor import Visitor

AMINA = "amina@sater.se"


@pytest.fixture
def amina(app: Flask, make: Make) -> Person:
    return make.user(email=AMINA)


def ask(visitor: Visitor, email: str) -> str:
    visitor.get("/signin")
    answer = visitor.post("/signin", email=email)
    assert answer.status_code == 200
    return answer.text


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/me").status_code == 200


def test_answer_is_the_same_for_known_and_unknown(visitor: Visitor, amina: Person) -> None:
    known, unknown = ask(visitor, AMINA), ask(visitor, "nobody@sater.se")

    assert known.replace(AMINA, "") == unknown.replace("nobody@sater.se", "")


def test_letter_goes_to_the_person_alone(app: Flask, visitor: Visitor, amina: Person) -> None:
    ask(visitor, " Amina@Sater.se")
    ask(visitor, "nobody@sater.se")

    assert [letter["To"] for letter in letters(app)] == [AMINA]


def test_letter_has_a_link_that_signs_in(app: Flask, visitor: Visitor, amina: Person) -> None:
    ask(visitor, AMINA)
    (letter,) = letters(app)
    (path,) = [word[21:] for word in letter.get_content().split() if "/signin/link/" in word]

    visitor.get(path)
    visitor.post(path)

    assert is_in(visitor)


def test_letter_does_not_go_to_one_who_has_left(
    app: Flask, visitor: Visitor, amina: Person
) -> None:
    with transaction():
        people.move(amina.id, None, NOON)

    ask(visitor, AMINA)

    assert letters(app) == []


@pytest.mark.parametrize("email", ["", "amina", "amina@", "a@b", "a" * 250 + "@sater.se"])
def test_wrong_address_is_422_and_keeps_what_was_typed(visitor: Visitor, email: str) -> None:
    visitor.get("/signin")

    answer = visitor.post("/signin", email=email)

    assert answer.status_code == 422
    assert 'href="#email"' in answer.text
    assert f'value="{email}"' in answer.text


def test_address_that_is_too_long_is_not_remembered(app: Flask, visitor: Visitor) -> None:
    visitor.get("/signin")

    answer = visitor.post("/signin", email="a" * 60_000 + "@sater.se")

    counted = app.extensions["limits"].storage.events
    assert (answer.status_code, max(map(len, counted)) < 300) == (422, True)


def test_sixth_link_to_an_address_is_429(visitor: Visitor) -> None:
    for _ in range(5):
        ask(visitor, AMINA)

    answer = visitor.post("/signin", email=AMINA.upper())

    assert (answer.status_code, int(answer.headers["Retry-After"]) in range(1, 902)) == (429, True)


def test_an_address_is_the_same_however_its_letters_are_put_together(visitor: Visitor) -> None:
    for _ in range(5):
        ask(visitor, "\N{LATIN SMALL LETTER A WITH RING ABOVE}sa@sater.se")

    answer = visitor.post("/signin", email="a\N{COMBINING RING ABOVE}sa@sater.se")

    assert answer.status_code == 429


def test_other_addresses_are_not_held_back(visitor: Visitor) -> None:
    for _ in range(5):
        ask(visitor, AMINA)

    assert visitor.post("/signin", email="erik@sater.se").status_code == 200


@pytest.mark.slow
def test_network_is_held_back_after_three_hundred(visitor: Visitor) -> None:
    visitor.get("/signin")
    for number in range(300):
        visitor.post("/signin", email=f"not an address {number}")

    answer = visitor.post("/signin", email=AMINA)

    assert (answer.status_code, "Retry-After" in answer.headers) == (429, True)


def test_link_page_does_not_use_the_link_up(visitor: Visitor, amina: Person) -> None:
    token = visitor.link(amina)

    for _ in range(3):
        assert visitor.get(f"/signin/link/{token}").status_code == 200

    assert visitor.post(f"/signin/link/{token}").status_code == 303


def test_link_page_does_not_sign_in(visitor: Visitor, amina: Person) -> None:
    visitor.get("/signin/link/" + visitor.link(amina))

    assert not is_in(visitor)


def test_link_is_gone_after_use(app: Flask, visitor: Visitor, amina: Person) -> None:
    token, other = visitor.link(amina), Visitor(app)
    other.get(f"/signin/link/{token}")
    visitor.get(f"/signin/link/{token}")
    visitor.post(f"/signin/link/{token}")

    assert other.post(f"/signin/link/{token}").status_code == 410
    assert other.get(f"/signin/link/{token}").status_code == 410
    assert not is_in(other)


@pytest.mark.parametrize(("minutes", "status"), [(14.99, 200), (15, 410)])
def test_link_works_for_fifteen_minutes(
    visitor: Visitor, amina: Person, clock: Clock, minutes: float, status: int
) -> None:
    token = visitor.link(amina)

    clock.advance(minutes=minutes)

    assert visitor.get(f"/signin/link/{token}").status_code == status


def test_link_that_nobody_made_is_gone(visitor: Visitor) -> None:
    assert visitor.get("/signin/link/gissad").status_code == 410


def test_link_of_one_who_has_left_is_gone(visitor: Visitor, amina: Person) -> None:
    path = "/signin/link/" + visitor.link(amina)
    visitor.get(path)
    with transaction():
        people.move(amina.id, None, NOON)

    assert visitor.post(path).status_code == 410


def test_doors_are_passed_by_who_is_in(visitor: Visitor, amina: Person) -> None:
    visitor.signin(amina)

    assert visitor.get("/signin").location == "/"


def test_demo_door_lets_a_demo_person_in(visitor: Visitor, make: Make) -> None:
    make.user(email="amina@demo.example")
    visitor.get("/signin")

    answer = visitor.post("/signin/demo", email="amina@demo.example")

    assert (answer.status_code, is_in(visitor)) == (303, True)


def test_demo_door_is_on_the_page(visitor: Visitor, make: Make) -> None:
    make.user(email="amina@demo.example")

    assert 'value="amina@demo.example"' in visitor.get("/signin").text


@pytest.mark.parametrize("email", [AMINA, "nobody@demo.example", ""])
def test_demo_door_is_shut_for_others(visitor: Visitor, amina: Person, email: str) -> None:
    visitor.get("/signin")

    answer = visitor.post("/signin/demo", email=email)

    assert (answer.status_code, is_in(visitor)) == (404, False)
