"""What is done every night."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from elearning import TIMED
from elearning.database import db, transaction
from elearning.signin import actions, work
from elearning.signin.models import AddressProof, SigninLink
from tests.conftest import NOON, Clock
from tests.factories import Make


def left() -> list[int | None]:
    return [
        db.session.scalar(select(func.count()).select_from(each))
        for each in (SigninLink, AddressProof)
    ]


def test_old_links_are_forgotten_every_night(database: Flask, make: Make, clock: Clock) -> None:
    person = make.user()
    with transaction():
        actions.make_link(person.id, NOON)
        actions.make_proof("ny@sater.se", NOON, organisation_id=person.organisation_id)

    seen = []
    for hours in (0, 1, 24):
        clock.now = NOON + timedelta(hours=hours)
        work.forget_old()
        seen.append(left())

    assert seen == [[1, 1], [0, 1], [0, 0]]


def test_night_work_is_on_the_list() -> None:
    assert work.forget_old in [each.job for each in TIMED]
