"""An open code makes one account, once a name is given."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import db
from elearning.people.models import AuditEntry, Unit, User
from tests.conftest import Clock
from tests.signin.code.entering import ASKS_NAME, enter, is_in, name
from tests.visitor import Visitor


def test_open_code_asks_for_a_name_and_makes_an_account_in_its_unit(
    visitor: Visitor, unit: Unit, open_code: str
) -> None:
    asked = enter(visitor, open_code)
    page = visitor.follow(asked).text

    answer = name(visitor, "  Leyla Holm ")

    user = db.session.scalars(select(User)).one()
    assert (asked.location, "Köket" in page) == (ASKS_NAME, True)
    assert (answer.status_code, answer.location, is_in(visitor)) == (303, "/", True)
    assert (user.name, user.email, user.unit_id, user.language) == (
        "Leyla Holm",
        None,
        unit.id,
        "sv",
    )


def test_new_account_speaks_the_language_of_the_page(visitor: Visitor, open_code: str) -> None:
    visitor.get("/?lang=en")
    enter(visitor, open_code)
    name(visitor, "Leyla Holm")

    assert db.session.scalars(select(User.language)).one() == "en"


def test_new_account_is_in_the_log_without_its_code(
    visitor: Visitor, unit: Unit, open_code: str
) -> None:
    enter(visitor, open_code)
    name(visitor, "Leyla Holm")

    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.actor_id, entry.deed, entry.subject, entry.after) == (
        None,
        "person-added",
        "Leyla Holm",
        "slip",
    )


def test_open_code_is_not_used_up_before_a_name_is_given(
    app: Flask, visitor: Visitor, open_code: str
) -> None:
    for _ in range(2):
        enter(visitor, open_code)
        visitor.get(ASKS_NAME)
    other = Visitor(app)

    assert enter(other, open_code).location == ASKS_NAME


def test_open_code_makes_one_account(app: Flask, visitor: Visitor, open_code: str) -> None:
    late = Visitor(app)
    enter(late, open_code)
    late.get(ASKS_NAME)
    enter(visitor, open_code)
    name(visitor, "Leyla Holm")

    answer = late.post(ASKS_NAME, name="Kim Ek")

    assert (answer.status_code, answer.location, is_in(late)) == (303, "/signin/code", False)
    assert db.session.scalars(select(User.name)).all() == ["Leyla Holm"]


@pytest.mark.parametrize("typed", ["", "   ", "x" * 201, "19121212-1212", "Kim 8112189876"])
def test_name_that_is_none_is_422_and_kept(visitor: Visitor, open_code: str, typed: str) -> None:
    enter(visitor, open_code)

    answer = name(visitor, typed)

    assert (answer.status_code, 'href="#name"' in answer.text) == (422, True)
    assert f'value="{typed.strip()}"' in answer.text
    assert db.session.scalars(select(User)).all() == []


def test_name_is_not_asked_without_a_code(visitor: Visitor) -> None:
    asked = visitor.get(ASKS_NAME)
    visitor.get("/signin/code")

    answer = visitor.post(ASKS_NAME, name="Kim Ek")

    assert [asked.location, answer.location] == ["/signin/code"] * 2
    assert db.session.scalars(select(User)).all() == []


@pytest.mark.parametrize(("minutes", "status"), [(29.9, 200), (30, 302)])
def test_name_can_be_given_for_half_an_hour(
    visitor: Visitor, clock: Clock, open_code: str, minutes: float, status: int
) -> None:
    enter(visitor, open_code)

    clock.advance(minutes=minutes)

    assert visitor.get(ASKS_NAME).status_code == status


def test_choice_to_stay_is_kept_until_the_account_is_made(visitor: Visitor, open_code: str) -> None:
    enter(visitor, open_code, keep="1")
    name(visitor, "Leyla Holm")

    found = visitor.client.get_cookie("session")
    assert found is not None
    assert found.expires is not None
