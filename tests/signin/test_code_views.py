"""The door for those with a printed code, as visitors meet it."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people.models import AuditEntry, Unit, User
from elearning.people.rules import Person, Scope
from elearning.signin import batches, printing
from elearning.signin.codes import derived, grouped
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.visitor import Visitor

NOBODYS = "K7MX-3PWD-9TCH"
ASKS_NAME = "/signin/code/account"


@pytest.fixture
def unit(make: Make) -> Unit:
    return make.unit(make.organisation("Säter"), "Köket")


@pytest.fixture
def kim(make: Make, unit: Unit) -> Person:
    return make.without_address(unit, "Kim Ek")


@pytest.fixture
def key(app: Flask) -> str:
    return str(app.extensions["config"].secret_key)


@pytest.fixture
def open_code(unit: Unit, key: str) -> str:
    with transaction():
        _, seed = printing.make_open_codes(unit.id, 1, 30, key, NOON)
    return grouped(derived(seed, 1))


@pytest.fixture
def personal_code(unit: Unit, kim: Person, key: str) -> str:
    recipients = batches.recipients(Scope.over(unit.id), unit.id, NOON)
    with transaction():
        _, seed = printing.make_personal_codes(unit.id, recipients, 30, key, NOON)
    return grouped(derived(seed, 1))


def enter(visitor: Visitor, code: str, **fields: str) -> TestResponse:
    visitor.get("/signin/code")
    return visitor.post("/signin/code", code=code, **fields)


def name(visitor: Visitor, name: str) -> TestResponse:
    visitor.get(ASKS_NAME)
    return visitor.post(ASKS_NAME, name=name)


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/me").status_code == 200


def said(answer: TestResponse) -> str:
    """The page without what was typed and what is random."""
    return re.sub(r'value="[^"]*"', "", answer.text)


def test_personal_code_lets_its_person_in(visitor: Visitor, personal_code: str) -> None:
    answer = enter(visitor, personal_code)

    assert (answer.status_code, answer.location) == (303, "/")
    assert "Kim Ek" in visitor.get("/me").text


def test_personal_code_leads_to_where_one_was_going(visitor: Visitor, personal_code: str) -> None:
    visitor.get("/modules/samtal/kunskapen")

    assert enter(visitor, personal_code).location == "/modules/samtal/kunskapen"


def test_code_is_taken_as_it_is_typed(visitor: Visitor, personal_code: str) -> None:
    typed = f"  {personal_code.lower().replace('-', ' ').replace('5', 's').replace('8', 'b')} "

    assert enter(visitor, typed).status_code == 303


@pytest.mark.parametrize(("fields", "kept"), [({}, False), ({"keep": "1"}, True)])
def test_cookie_outlives_the_browser_by_choice_alone(
    visitor: Visitor, personal_code: str, fields: dict[str, str], kept: bool
) -> None:
    enter(visitor, personal_code, **fields)

    found = visitor.client.get_cookie("session")
    assert found is not None
    assert (found.expires is not None) == kept


def test_page_fills_in_the_code_of_the_drawing(visitor: Visitor) -> None:
    page = visitor.get("/signin/code", query_string={"code": "k7mx3pwd9tch"}).text

    assert f'value="{NOBODYS}"' in page


def test_page_of_the_drawing_uses_nothing_up(visitor: Visitor, personal_code: str) -> None:
    for _ in range(3):
        visitor.get("/signin/code", query_string={"code": personal_code})

    assert (is_in(visitor), enter(visitor, personal_code).status_code) == (False, 303)


@pytest.mark.parametrize("given", ["<script>", "å" * 1000, "", "%00"])
def test_page_bears_any_drawing(visitor: Visitor, given: str) -> None:
    page = visitor.get("/signin/code", query_string={"code": given})

    assert (page.status_code, "<script>" in page.text) == (200, False)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("K7MX-3PWD-9TCA", "Bokstaven A finns inte i någon kod. Titta på lappen en gång till."),
        ("KAMX-3PWD-9TCE", "Bokstäverna A och E finns inte i någon kod. Titta på lappen en gång"),
        ("K7MX-3PWD", "En kod har tolv bokstäver och siffror."),
    ],
)
def test_what_cannot_stand_in_a_code_is_told(visitor: Visitor, typed: str, told: str) -> None:
    assert told in enter(visitor, typed).text


@pytest.mark.parametrize("typed", ["", "K7MX", "not a code at all", NOBODYS + "X"])
def test_what_cannot_be_a_code_is_422_and_kept(visitor: Visitor, typed: str) -> None:
    answer = enter(visitor, typed)

    assert (answer.status_code, 'href="#code"' in answer.text) == (422, True)
    assert f'value="{typed}"' in answer.text


def test_wrong_used_and_old_codes_get_the_same_answer(
    app: Flask, visitor: Visitor, clock: Clock, personal_code: str, open_code: str
) -> None:
    enter(visitor, personal_code)
    other = Visitor(app)
    used = enter(other, personal_code)
    wrong = enter(other, NOBODYS)
    clock.advance(days=30)
    old = enter(other, open_code)

    assert [each.status_code for each in (used, wrong, old)] == [422] * 3
    assert said(used) == said(wrong) == said(old)


def test_sixty_first_wrong_code_from_a_network_is_429(visitor: Visitor) -> None:
    statuses = [enter(visitor, NOBODYS).status_code for _ in range(61)]

    answer = visitor.post("/signin/code", code=NOBODYS)

    assert statuses == [422] * 60 + [429]
    assert int(answer.headers["Retry-After"]) in range(1, 3602)


def test_right_code_is_refused_too_while_a_network_guesses(
    visitor: Visitor, personal_code: str
) -> None:
    for _ in range(60):
        enter(visitor, NOBODYS)

    assert (enter(visitor, personal_code).status_code, is_in(visitor)) == (429, False)


def test_other_networks_are_not_held_back_by_one(
    app: Flask, visitor: Visitor, personal_code: str
) -> None:
    for _ in range(61):
        enter(visitor, NOBODYS)
    other = Visitor(app)
    other.client.environ_base["REMOTE_ADDR"] = "193.10.10.7"

    assert enter(other, personal_code).status_code == 303


@pytest.mark.slow
def test_thousand_wrong_codes_from_everywhere_close_the_door_for_an_hour(
    app: Flask, visitor: Visitor, personal_code: str
) -> None:
    visitor.get("/signin/code")
    for number in range(1000):
        visitor.client.environ_base["REMOTE_ADDR"] = f"193.10.{number // 50}.1"
        assert visitor.post("/signin/code", code=NOBODYS).status_code == 422
    other = Visitor(app)
    other.client.environ_base["REMOTE_ADDR"] = "193.20.1.1"

    assert enter(other, personal_code).status_code == 429


def test_what_cannot_be_a_code_is_no_guess(visitor: Visitor, personal_code: str) -> None:
    for _ in range(70):
        enter(visitor, "K7MX")

    assert enter(visitor, personal_code).status_code == 303


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


def test_person_who_is_in_becomes_the_one_of_the_code(
    visitor: Visitor, make: Make, personal_code: str
) -> None:
    visitor.signin(make.user(name="Amina Yusuf"))
    told = "Amina Yusuf" in visitor.get("/signin/code").text

    enter(visitor, personal_code)

    page = visitor.get("/me").text
    assert (told, "Kim Ek" in page, "Amina Yusuf" in page) == (True, True, False)


def test_code_of_one_who_has_left_gets_the_same_answer(
    visitor: Visitor, kim: Person, personal_code: str
) -> None:
    with transaction():
        people.move(kim.id, None, NOON)

    assert said(enter(visitor, personal_code)) == said(enter(visitor, NOBODYS))
