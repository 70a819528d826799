"""A link does once, for a day, while the address is free and the door open."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import db, transaction
from elearning.people.models import Organisation, User
from elearning.signin import opening
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.signin.register.registering import NEW, arrive, is_in, newcomer
from tests.visitor import Visitor


def test_link_page_uses_nothing_up(app: Flask, visitor: Visitor, sater: Organisation) -> None:
    path = arrive(app, visitor)

    for _ in range(3):
        assert visitor.get(path).status_code == 200

    assert (newcomer(), visitor.post(path, name="Leyla").status_code) == (None, 303)


def test_link_works_once(app: Flask, visitor: Visitor, sater: Organisation) -> None:
    path = arrive(app, visitor)
    visitor.post(path, name="Leyla")
    other = Visitor(app)
    other.get("/signin")

    assert (other.get(path).status_code, other.post(path, name="Kim").status_code) == (410, 410)


@pytest.mark.parametrize(("hours", "status"), [(23.99, 200), (24, 410)])
def test_link_works_for_a_day(
    app: Flask, visitor: Visitor, sater: Organisation, clock: Clock, hours: float, status: int
) -> None:
    path = arrive(app, visitor)

    clock.advance(hours=hours)

    assert visitor.get(path).status_code == status


def test_address_that_is_taken_meanwhile_gives_no_second_account(
    app: Flask, visitor: Visitor, make: Make, sater: Organisation
) -> None:
    path = arrive(app, visitor)
    make.user(make.root(sater), email=NEW, name="Ur listan")

    answer = visitor.post(path, name="Leyla")

    assert (answer.status_code, is_in(visitor)) == (410, False)
    assert db.session.scalars(select(User.name).where(User.email == NEW)).all() == ["Ur listan"]


def test_letter_makes_no_account_after_the_domain_is_closed(
    app: Flask, visitor: Visitor, sater: Organisation, make: Make
) -> None:
    path = arrive(app, visitor)
    actor = make.user(make.root(sater))
    with transaction():
        opening.unlist_domain(sater.id, NEW.partition("@")[2], actor, NOON)

    answer = visitor.post(path, name="Ny")

    assert (answer.status_code, newcomer()) == (410, None)
