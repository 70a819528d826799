"""Nobody comes to be in a unit that is closed, also where both happen at the same moment."""

from collections.abc import Callable
from functools import partial
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import db, transaction
from elearning.people import actions, units
from elearning.people.models import Unit, User
from tests.conftest import NOON
from tests.factories import Make

SOON = 0.3  # seconds in which the other comes as far as it can


@pytest.fixture(params=["moves", "begins"])
def comes(request: pytest.FixtureRequest, database: Flask, make: Make) -> Callable[[int], object]:
    """Lets somebody come to a unit: one who works here, or one who is new."""
    if request.param == "begins":
        return lambda unit_id: actions.add_user("ny@example.se", "Kim Ek", unit_id, NOON)
    return partial(actions.move, make.user().id, now=NOON)


@pytest.fixture(params=["merged", "closed"])
def goes(
    request: pytest.FixtureRequest, database: Flask, make: Make
) -> tuple[int, Callable[[], None]]:
    """A unit, and what closes it."""
    root = make.root(make.organisation())
    unit_id, other_id = make.unit(root, "Norr").id, make.unit(root, "Söder").id

    def close() -> None:
        unit = db.session.get_one(Unit, unit_id)
        if request.param == "closed":
            units.close(unit, NOON)
        else:
            units.merge(unit, db.session.get_one(Unit, other_id), NOON)

    return unit_id, close


def is_sound(unit_id: int) -> bool:
    """Whether a unit is open, or nobody is in it."""
    is_open = select(Unit.id).where(Unit.id == unit_id, Unit.closed_at.is_(None))
    someone = select(User.id).where(User.unit_id == unit_id)
    return bool(db.session.scalar(is_open)) or db.session.scalar(someone) is None


def test_nobody_comes_to_a_unit_that_is_closed(
    comes: Callable[[int], object], goes: tuple[int, Callable[[], None]]
) -> None:
    unit_id, close = goes
    with transaction():
        close()

    with pytest.raises(actions.UnitClosed), transaction():
        comes(unit_id)


@pytest.mark.parametrize("first", ["comes", "goes"])
def test_nobody_is_left_in_a_unit_that_closes_meanwhile(
    database: Flask,
    comes: Callable[[int], object],
    goes: tuple[int, Callable[[], None]],
    first: str,
) -> None:
    unit_id, close = goes
    deeds: dict[str, Callable[[], object]] = {"comes": lambda: comes(unit_id), "goes": close}
    is_done, other_has_tried = Event(), Event()

    def act() -> None:
        with database.app_context(), transaction():
            deeds[first]()
            is_done.set()
            other_has_tried.wait(SOON)

    acting = Thread(target=act)
    acting.start()
    is_done.wait()
    try:
        with transaction():
            deeds["goes" if first == "comes" else "comes"]()
    except (actions.UnitClosed, units.NotEmpty):
        pass
    acting.join()

    assert is_sound(unit_id)
