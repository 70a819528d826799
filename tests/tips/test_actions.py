"""Tips put aside, on both databases."""

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import func, select

from elearning.database import db, transaction
from elearning.people.actions import erase
from elearning.tips import actions, queries
from elearning.tips.models import Favourite, WeekTip
from elearning.tips.rules import Name
from tests.conftest import NOON
from tests.factories import Make

TOLK, MOTE = Name("samtal", "tolk"), Name("samtal", "mote")
MONDAY = date(2026, 11, 16)


def test_kept_tips_are_found_again_by_their_owner_alone(database: Flask, make: Make) -> None:
    owner, other = make.user(), make.user()

    with transaction():
        for name in (TOLK, MOTE, TOLK):
            actions.keep(owner.id, name, NOON)

    assert queries.favourites(owner.id) == {TOLK, MOTE}
    assert queries.favourites(other.id) == set()


def test_tip_let_go_is_not_kept(database: Flask, make: Make) -> None:
    owner, other = make.user(), make.user()
    with transaction():
        for person in (owner, other):
            actions.keep(person.id, TOLK, NOON)
        actions.keep(owner.id, MOTE, NOON)

    with transaction():
        actions.let_go(owner.id, TOLK)

    assert (queries.favourites(owner.id), queries.favourites(other.id)) == ({MOTE}, {TOLK})


def test_one_tip_is_tried_in_a_week(database: Flask, make: Make) -> None:
    person = make.user()

    with transaction():
        actions.try_this_week(person.id, TOLK, MONDAY)
        actions.try_this_week(person.id, MOTE, MONDAY)

    assert queries.week_tip(person.id, MONDAY) == MOTE


def test_next_week_nothing_is_tried(database: Flask, make: Make) -> None:
    person, other = make.user(), make.user()
    with transaction():
        actions.try_this_week(person.id, TOLK, MONDAY)

    tried = queries.week_tip(person.id, MONDAY + timedelta(7))
    with transaction():
        actions.try_this_week(other.id, MOTE, MONDAY + timedelta(7))

    assert tried is None
    assert db.session.scalars(select(WeekTip.user_id)).all() == [other.id]


def test_trying_can_be_stopped(database: Flask, make: Make) -> None:
    person, other = make.user(), make.user()
    with transaction():
        for each in (person, other):
            actions.try_this_week(each.id, TOLK, MONDAY)

    with transaction():
        actions.try_nothing(person.id)

    assert queries.week_tip(person.id, MONDAY) is None
    assert queries.week_tip(other.id, MONDAY) == TOLK


def test_erased_person_leaves_no_tips_behind(database: Flask, make: Make) -> None:
    person = make.user()
    with transaction():
        actions.keep(person.id, TOLK, NOON)
        actions.try_this_week(person.id, TOLK, MONDAY)

    with transaction():
        erase(person.id, NOON)

    counts = [
        db.session.scalar(select(func.count()).select_from(each)) for each in (Favourite, WeekTip)
    ]
    assert counts == [0, 0]
