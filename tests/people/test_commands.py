"""flask people: the first organisation and the first people."""

from collections.abc import Callable

import pytest
from click.testing import Result
from sqlalchemy import select

from elearning.database import db
from elearning.people import queries
from elearning.people.models import User
from elearning.people.rules import Duty, Role
from tests.factories import Make

Flask = Callable[..., Result]


def test_add_organisation_makes_one(flask: Flask) -> None:
    result = flask("people", "add-organisation", "sater", "Säter", "--code", "2082")

    found = queries.organisation("sater")
    assert result.exit_code == 0
    assert found is not None
    assert (found.name, found.kind, found.code) == ("Säter", "municipality", "2082")


@pytest.mark.parametrize("wrong", [("sater", "Igen"), ("mora", "Mora", "--colour", "blue")])
def test_add_organisation_says_in_one_line_what_it_cannot_do(
    flask: Flask, make: Make, wrong: tuple[str, ...]
) -> None:
    make.organisation(slug="sater")

    result = flask("people", "add-organisation", *wrong)

    assert (result.exit_code, result.output) == (
        1,
        f"Error: {wrong[0]!r} exists already, or a value is not allowed.\n",
    )


def test_add_makes_an_account_in_the_whole_organisation(flask: Flask, make: Make) -> None:
    sater = make.organisation(slug="sater")

    result = flask("people", "add", "Amina@Sater.se", "Amina Yusuf", "--organisation", "sater")

    person = queries.person_by_email("amina@sater.se")
    assert result.exit_code == 0
    assert person is not None
    assert (person.name, person.unit_id, person.duties) == (
        "Amina Yusuf",
        make.root(sater).id,
        (),
    )


def test_add_gives_a_role_over_the_whole_organisation(flask: Flask, make: Make) -> None:
    root = make.root(make.organisation(slug="sater"))
    to = ("--organisation", "sater", "--role", "administrator")

    flask("people", "add", "amina@sater.se", "Amina Yusuf", *to)

    person = queries.person_by_email("amina@sater.se")
    assert person is not None
    assert person.duties == (Duty(Role.ADMINISTRATOR, root.id),)


def test_add_refuses_an_unknown_organisation(flask: Flask) -> None:
    result = flask("people", "add", "amina@sater.se", "Amina", "--organisation", "mora")

    assert (result.exit_code, result.output) == (1, "Error: There is no organisation 'mora'.\n")


def test_add_refuses_an_address_that_is_taken(flask: Flask, make: Make) -> None:
    make.user(make.root(make.organisation(slug="sater")), email="amina@sater.se")

    result = flask("people", "add", "amina@sater.se", "Amina", "--organisation", "sater")

    assert (result.exit_code, result.output) == (
        1,
        "Error: 'amina@sater.se' has an account already.\n",
    )


def test_leave_shuts_the_door(flask: Flask, make: Make) -> None:
    make.user(email="amina@sater.se")

    result = flask("people", "leave", "Amina@Sater.se")

    person = queries.person_by_email("amina@sater.se")
    assert result.exit_code == 0
    assert person is not None
    assert not person.is_active


def test_erase_removes_the_account(flask: Flask, make: Make) -> None:
    make.user(email="amina@sater.se")

    result = flask("people", "erase", "amina@sater.se", "--yes")

    assert (result.exit_code, db.session.scalars(select(User)).all()) == (0, [])


def test_erase_asks_first(flask: Flask, make: Make) -> None:
    make.user(email="amina@sater.se")

    result = flask("people", "erase", "amina@sater.se")

    assert (result.exit_code, len(db.session.scalars(select(User)).all())) == (1, 1)


@pytest.mark.parametrize("deed", [("leave",), ("erase", "--yes")])
def test_unknown_address_is_told(flask: Flask, deed: tuple[str, ...]) -> None:
    result = flask("people", *deed, "nobody@sater.se")

    assert (result.exit_code, result.output) == (
        1,
        "Error: Nobody has the address 'nobody@sater.se'.\n",
    )
