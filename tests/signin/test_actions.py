"""One-time links: made, used up, forgotten, on both databases."""

from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import StrayWrite, db, transaction
from elearning.people.rules import Person
from elearning.signin import actions, queries
from elearning.signin.models import SigninLink
from tests.conftest import NOON
from tests.factories import Make
from tests.together import in_threads

QUARTER = timedelta(minutes=15)
TICK = timedelta(microseconds=1)


@pytest.fixture
def amina(database: object, make: Make) -> Person:
    return make.user()


def link(user_id: int | None, after: timedelta = timedelta()) -> str:
    with transaction():
        return actions.make_link(user_id, NOON + after)


def use(token: str, after: timedelta = timedelta()) -> int | None:
    with transaction():
        return actions.use_link(token, NOON + after)


def test_link_leads_to_its_person(amina: Person) -> None:
    assert use(link(amina.id)) == amina.id


def test_link_works_once(amina: Person) -> None:
    token = link(amina.id)

    assert [use(token), use(token)] == [amina.id, None]


@pytest.mark.parametrize(("after", "works"), [(QUARTER - TICK, True), (QUARTER, False)])
def test_link_works_for_fifteen_minutes(amina: Person, after: timedelta, works: bool) -> None:
    token = link(amina.id)

    assert queries.is_open(token, NOON + after) == works
    assert (use(token, after) == amina.id) == works


def test_links_are_long_and_never_the_same(amina: Person) -> None:
    tokens = {link(amina.id) for _ in range(20)}

    assert (len(tokens), {len(token) for token in tokens}) == (20, {22})


def test_link_that_nobody_made_does_not_work(amina: Person) -> None:
    assert use("gissad") is None


def test_link_to_nobody_does_not_work(database: object) -> None:
    token = link(None)

    assert (queries.is_open(token, NOON), use(token)) == (False, None)


def test_link_of_earlier_still_works_when_another_is_made(amina: Person) -> None:
    first, second = link(amina.id), link(amina.id)

    assert [use(first), use(second)] == [amina.id, amina.id]


def test_link_is_stored_without_its_secret(amina: Person) -> None:
    token = link(amina.id)

    stored = db.session.execute(select(SigninLink.__table__)).one()
    assert [token in str(cell) for cell in stored] == [False] * len(stored)


def test_links_that_are_too_old_are_forgotten(amina: Person) -> None:
    link(amina.id)

    link(amina.id, after=QUARTER)

    assert len(db.session.scalars(select(SigninLink)).all()) == 1


def test_link_outside_a_transaction_is_refused(database: object) -> None:
    with pytest.raises(StrayWrite):
        actions.make_link(None, NOON)


def test_two_clicks_at_once_let_one_in(database: Flask, amina: Person) -> None:
    token, ready, entered = link(amina.id), Barrier(2), []

    def click() -> None:
        with database.app_context():
            ready.wait()
            entered.append(use(token))

    in_threads(click, click)

    assert sorted(entered, key=str) == [amina.id, None]


def test_demo_people_are_those_of_the_demo_who_have_not_left(database: object, make: Make) -> None:
    unit = make.unit(make.organisation("Säter"), "Biblioteket")
    make.user(unit, email="amina@demo.example", name="Amina Yusuf")
    make.user(unit, email="erik@sater.se")

    assert queries.demo_people() == [
        queries.DemoPerson("amina@demo.example", "Amina Yusuf", "Biblioteket, Säter")
    ]
