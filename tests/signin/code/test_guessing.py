"""Wrong codes tell nothing, and who guesses is held back."""

import pytest
from flask import Flask

from elearning.database import transaction
from elearning.people import actions as people
from elearning.people.rules import Person
from tests.conftest import NOON, Clock
from tests.signin.code.entering import NOBODYS, enter, is_in, said
from tests.visitor import Visitor


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


def test_code_of_one_who_has_left_gets_the_same_answer(
    visitor: Visitor, kim: Person, personal_code: str
) -> None:
    with transaction():
        people.move(kim.id, None, NOON)

    assert said(enter(visitor, personal_code)) == said(enter(visitor, NOBODYS))
