"""Waves begin on their day, while somebody has the duty, unless they are stopped."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from elearning.database import db, transaction
from elearning.nudges import delivery, queries
from elearning.nudges.models import Mailing, OutgoingLetter
from elearning.nudges.rules import Stage, State
from elearning.people import actions as people
from elearning.people.models import Unit
from elearning.people.rules import Person, Role
from tests.conftest import Clock
from tests.factories import Make
from tests.nudges.views.writing import PATH, crowd, words, written
from tests.visitor import Visitor


def test_wave_is_planned_changed_and_begins_on_the_morning_of_its_day(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person, clock: Clock
) -> None:
    crowd(make, unit, 2)
    address = written(visitor, unit.id, starts_on="2026-11-24")
    visitor.post(f"{address}confirm")
    fields = {"unit": unit.id, "audience": "not-finished", "kind": "invitation"}
    visitor.post(f"{address}change", starts_on="2026-11-25", **fields)

    stages = []
    for day, hour in ((24, 8), (24, 23), (25, 6)):  # 23 is past midnight in Sweden
        clock.now = datetime(2026, 11, day, hour, tzinfo=UTC)
        delivery.send_letters()
        db.session.rollback()
        stages.append(db.session.scalars(db.select(Mailing.stage)).one())

    assert stages == [Stage.PLANNED, Stage.PLANNED, Stage.STARTED]
    assert queries.states()[State.SENT] == 2


def test_stopped_wave_never_begins(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person, clock: Clock
) -> None:
    crowd(make, unit, 2)
    address = written(visitor, unit.id, starts_on="2026-11-24")
    visitor.post(f"{address}confirm")
    visitor.post(f"{address}stop")
    clock.now = datetime(2026, 11, 24, 8, tzinfo=UTC)

    delivery.send_letters()

    assert queries.states()[State.SENT] == 0


def test_wave_of_one_who_has_lost_the_duty_is_stopped_and_says_why(
    app: Flask, visitor: Visitor, make: Make, unit: Unit, coordinator: Person, clock: Clock
) -> None:
    crowd(make, unit, 2)
    address = written(visitor, unit.id, starts_on="2026-11-24")
    visitor.post(f"{address}confirm")
    with transaction():
        people.unassign(coordinator.id, Role.COORDINATOR, coordinator.duties[0].unit_id)
    clock.now = datetime(2026, 11, 24, 8, tzinfo=UTC)

    delivery.send_letters()

    other = Visitor(app)
    other.signin(make.duty(make.user(unit), Role.COORDINATOR, unit))
    page = words(other.get(address).text)
    assert queries.states()[State.SENT] == 0
    assert "Den som planerade detta har inte längre hand om enheten" in page
    assert "Stoppat innan det började" in page


def test_wave_that_another_has_changed_is_theirs(
    app: Flask, visitor: Visitor, make: Make, unit: Unit, coordinator: Person, clock: Clock
) -> None:
    crowd(make, unit, 2)
    address = written(visitor, unit.id, starts_on="2026-11-24")
    visitor.post(f"{address}confirm")
    other, keeper = Visitor(app), make.duty(make.user(unit), Role.COORDINATOR, unit)
    other.signin(keeper)
    other.get(address)
    fields = {"unit": unit.id, "audience": "not-finished", "kind": "reminder"}
    other.post(f"{address}change", starts_on="2026-11-24", sentence="Hälsningar Eva", **fields)
    with transaction():
        people.unassign(coordinator.id, Role.COORDINATOR, coordinator.duties[0].unit_id)
    clock.now = datetime(2026, 11, 24, 8, tzinfo=UTC)

    delivery.send_letters()

    assert db.session.scalars(db.select(Mailing.actor_id)).all() == [keeper.id]
    assert queries.states()[State.SENT] == 3  # the keeper has one, too


def test_waves_of_managers_reach_managers_alone(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person, clock: Clock
) -> None:
    crowd(make, unit, 3)
    manager = make.duty(make.user(unit), Role.MANAGER, unit)
    address = written(visitor, unit.id, starts_on="2026-11-22", audience="managers")
    visitor.post(f"{address}confirm")

    delivery.send_letters()

    sent = db.session.scalars(db.select(OutgoingLetter.user_id)).all()
    assert sent == [manager.id]


@pytest.mark.parametrize("day", ["", "2026-11-21", "soon"])
def test_wave_needs_a_day_that_has_not_passed(
    visitor: Visitor, coordinator: Person, unit: Unit, day: str
) -> None:
    visitor.get(PATH + "waves")
    fields = {"unit": unit.id, "audience": "managers", "kind": "invitation", "starts_on": day}

    answer = visitor.post(PATH + "waves", **fields)

    assert answer.status_code == 422
    assert 'href="#starts_on"' in answer.text
