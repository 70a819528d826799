"""Adding an address to an account that was made with a code."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people.models import AuditEntry, Organisation, User
from elearning.people.rules import Person, Scope
from elearning.signin import actions, batches, codes, opening, printing, queries
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.letters import letters, link
from tests.visitor import Visitor

OWN = "kim@sater.se"


@pytest.fixture
def sater(make: Make) -> Organisation:
    return make.organisation("Säter")


@pytest.fixture
def kim(make: Make, sater: Organisation) -> Person:
    return make.without_address(make.root(sater), "Kim Ek")


@pytest.fixture
def inside(app: Flask, visitor: Visitor, kim: Person) -> Visitor:
    """Kim, who has come in by a code."""
    key = app.extensions["config"].secret_key
    assert kim.unit_id is not None
    recipients = batches.recipients(Scope.over(kim.unit_id), kim.unit_id, NOON)
    with transaction():
        _, seed = printing.make_personal_codes(kim.unit_id, recipients, 30, key, NOON)
    visitor.get("/signin/code")
    visitor.post("/signin/code", code=codes.derived(seed, 1))
    visitor.get("/signin/address")
    return visitor


def ask(visitor: Visitor, email: str) -> str:
    answer = visitor.post("/signin/address", email=email)
    assert answer.status_code == 200, answer.text
    return answer.text


def address(person: Person) -> str | None:
    return db.session.scalar(select(User.email).where(User.id == person.id))


def test_address_is_added_by_the_letters_link(app: Flask, inside: Visitor, kim: Person) -> None:
    ask(inside, " Kim@Sater.se ")
    (letter,) = letters(app)
    path = link(letter)

    page = inside.get(path).text
    answer = inside.post(path)

    assert (OWN in page, "Kim Ek" in page) == (True, True)
    assert (answer.status_code, address(kim)) == (303, OWN)


def test_link_may_be_opened_on_another_device(app: Flask, inside: Visitor, kim: Person) -> None:
    ask(inside, OWN)
    (letter,) = letters(app)
    phone = Visitor(app)

    phone.get(link(letter))
    phone.post(link(letter))

    assert "Kim Ek" in phone.get("/me").text


def test_link_page_adds_nothing(app: Flask, inside: Visitor, kim: Person) -> None:
    ask(inside, OWN)
    (letter,) = letters(app)

    for _ in range(3):
        inside.get(link(letter))

    assert address(kim) is None


def test_link_works_once(app: Flask, inside: Visitor, kim: Person) -> None:
    ask(inside, OWN)
    (letter,) = letters(app)
    path = link(letter)
    inside.get(path)
    inside.post(path)
    inside.get("/")

    assert [inside.get(path).status_code, inside.post(path).status_code] == [410, 410]


@pytest.mark.parametrize(("hours", "status"), [(23.99, 200), (24, 410)])
def test_link_works_for_a_day(
    app: Flask, inside: Visitor, clock: Clock, hours: float, status: int
) -> None:
    ask(inside, OWN)
    (letter,) = letters(app)

    clock.advance(hours=hours)

    assert Visitor(app).get(link(letter)).status_code == status


def test_address_that_somebody_has_gets_no_letter_and_the_same_answer(
    app: Flask, inside: Visitor, make: Make, sater: Organisation
) -> None:
    make.user(make.root(sater), email="amina@sater.se")

    answers = {ask(inside, email).replace(email, "") for email in ("amina@sater.se", OWN)}

    assert (len(answers), [each["To"] for each in letters(app)]) == (1, [OWN])


def test_address_that_is_taken_meanwhile_is_not_added(
    app: Flask, inside: Visitor, make: Make, sater: Organisation, kim: Person
) -> None:
    ask(inside, OWN)
    (letter,) = letters(app)
    make.user(make.root(sater), email=OWN)
    inside.get(link(letter))

    assert (inside.post(link(letter)).status_code, address(kim)) == (410, None)


def test_address_is_one_at_work_where_domains_are_listed(
    inside: Visitor, make: Make, sater: Organisation
) -> None:
    boss = make.user(make.root(sater))
    with transaction():
        opening.list_domain(sater.id, "sater.se", boss, NOON)

    refused = inside.post("/signin/address", email="kim@gmail.com")

    assert (refused.status_code, "@sater.se" in refused.text) == (422, True)
    assert 'value="kim@gmail.com"' in refused.text
    assert inside.post("/signin/address", email=OWN).status_code == 200


def test_added_address_is_in_the_log(app: Flask, inside: Visitor) -> None:
    ask(inside, OWN)
    (letter,) = letters(app)
    inside.get(link(letter))
    inside.post(link(letter))

    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.deed, entry.subject, entry.after) == ("person-changed", "Kim Ek", "e-mail")


def test_one_who_has_left_gets_no_address(app: Flask, inside: Visitor, kim: Person) -> None:
    ask(inside, OWN)
    (letter,) = letters(app)
    inside.get(link(letter))
    with transaction():
        people.move(kim.id, None, NOON)

    assert (inside.post(link(letter)).status_code, address(kim)) == (410, None)


def test_link_of_a_new_account_adds_nothing(
    app: Flask, inside: Visitor, sater: Organisation
) -> None:
    with transaction():
        token = actions.make_proof(OWN, NOON, organisation_id=sater.id)

    statuses = [
        inside.get(f"/signin/address/{token}").status_code,
        inside.post(f"/signin/address/{token}").status_code,
        Visitor(app).get(f"/signin/register/{token}").status_code,
    ]

    assert statuses == [410, 410, 200]


def test_page_is_for_those_without_an_address(app: Flask, visitor: Visitor, make: Make) -> None:
    strangers = visitor.get("/signin/address")
    visitor.signin(make.user())

    assert (strangers.location, visitor.get("/signin/address").status_code) == ("/signin", 403)


def test_own_page_leads_there_for_those_without_an_address(
    app: Flask, inside: Visitor, make: Make
) -> None:
    other = Visitor(app)
    other.signin(make.user())

    seen = ["/signin/address" in each.get("/me").text for each in (inside, other)]

    assert seen == [True, False]


def test_letter_that_somebody_else_asked_for_is_useless_after_signing_out_everywhere(
    app: Flask, make: Make
) -> None:
    kim = make.without_address(make.root(make.organisation()))
    with transaction():
        token = actions.make_proof(OWN, NOON, user_id=kim.id)

    with transaction():
        people.sign_out_everywhere(kim.id)

    assert queries.proof(token, NOON) is None
