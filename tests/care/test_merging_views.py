"""The pages on which a coordinator merges two accounts."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import db
from elearning.people.models import Organisation, Unit, User
from elearning.people.rules import Person, Role
from tests.factories import Make
from tests.letters import letters
from tests.visitor import Visitor


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    return make.organisation("Säter")


@pytest.fixture
def unit(sater: Organisation, make: Make) -> Unit:
    return make.unit(sater, "Biblioteket")


@pytest.fixture
def keeper(visitor: Visitor, sater: Organisation, make: Make) -> Person:
    """The coordinator of Säter, signed in."""
    person = make.duty(make.user(make.root(sater), name="Karin Holm"), Role.COORDINATOR)
    visitor.signin(person)
    visitor.get("/coordinator/people/")
    return person


def path(kept: Person, gone: Person) -> str:
    return f"/coordinator/people/{kept.id}/merge/{gone.id}"


def test_other_account_is_looked_for_by_the_same_name_at_first(
    visitor: Visitor, keeper: Person, unit: Unit, make: Make
) -> None:
    first, second, other = make.user(unit), make.user(unit), make.user(unit, name="Bo Ek")

    page = visitor.get(f"/coordinator/people/{first.id}/merge").text

    assert [path(first, each) in page for each in (second, other, first)] == [True, False, False]


def test_accounts_become_one_and_both_addresses_are_told(
    app: Flask, visitor: Visitor, keeper: Person, unit: Unit, make: Make
) -> None:
    kept = make.user(unit, email="amina@sater.se")
    gone = make.user(unit, email="amina.yusuf@sater.se")
    letters(app)  # those of the sign-in

    answer = visitor.post(path(kept, gone), email="amina.yusuf@sater.se")

    assert (answer.status_code, answer.location) == (303, f"/coordinator/people/{kept.id}")
    emails = select(User.email).where(User.id.in_((kept.id, gone.id)))
    assert list(db.session.scalars(emails)) == ["amina.yusuf@sater.se"]
    assert sorted(each["To"] for each in letters(app)) == ["amina.yusuf@sater.se", "amina@sater.se"]


def test_address_of_neither_is_refused(
    visitor: Visitor, keeper: Person, unit: Unit, make: Make
) -> None:
    kept, gone = make.user(unit), make.user(unit)

    answer = visitor.post(path(kept, gone), email="nagon@annan.se")

    assert (answer.status_code, "Välj en adress." in answer.text) == (422, True)
    assert db.session.get(User, gone.id) is not None


def test_nobody_merges_themselves_with_another(
    visitor: Visitor, keeper: Person, unit: Unit, make: Make
) -> None:
    other = make.user(unit)

    answers = [
        visitor.post(path(keeper, other), email=keeper.email),
        visitor.post(path(other, keeper), email=keeper.email),
    ]

    assert [each.status_code for each in answers] == [422, 422]
    assert ["ditt eget" in each.text for each in answers] == [True, True]


def test_accounts_with_further_reach_are_left_alone(
    visitor: Visitor, keeper: Person, unit: Unit, make: Make
) -> None:
    boss = make.duty(make.user(unit), Role.ADMINISTRATOR)
    other = make.user(unit)

    answer = visitor.post(path(other, boss), email=other.email)

    assert (answer.status_code, "når längre än din" in answer.text) == (422, True)


def test_account_out_of_reach_is_not_there(
    visitor: Visitor, keeper: Person, unit: Unit, make: Make
) -> None:
    own, foreign = make.user(unit), make.user()

    answers = [
        visitor.get(path(own, foreign)),
        visitor.get(path(foreign, own)),
        visitor.post(path(own, foreign), email=own.email),
        visitor.get(path(own, own)),
    ]

    assert [each.status_code for each in answers] == [404] * 4


def test_page_says_what_ends(visitor: Visitor, sater: Organisation, unit: Unit, make: Make) -> None:
    visitor.signin(make.duty(make.user(make.root(sater)), Role.ADMINISTRATOR))
    kept, gone = make.user(unit), make.duty(make.user(unit), Role.MANAGER, unit)

    page = visitor.get(path(kept, gone)).text

    assert "Rollen chef hos kontot som försvinner upphör." in page
