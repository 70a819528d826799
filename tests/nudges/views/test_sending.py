"""A confirmed sending goes out once, or waits for the morning."""

from datetime import UTC, datetime

from elearning.database import db
from elearning.nudges import queries
from elearning.nudges.models import OutgoingLetter
from elearning.nudges.rules import State
from elearning.people.models import AuditEntry, Unit
from elearning.people.rules import Person
from tests.conftest import Clock
from tests.factories import Make
from tests.nudges.views.writing import crowd, written
from tests.visitor import Visitor


def test_confirming_puts_each_letter_out_once_and_logs_it(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person
) -> None:
    crowd(make, unit, 20)
    address = written(visitor, make.root_of(coordinator).id)

    answers = [visitor.post(f"{address}confirm").status_code for _ in range(2)]

    entries = db.session.scalars(db.select(AuditEntry).where(AuditEntry.deed == "letters-sent"))
    assert answers == [303, 303]
    assert [entry.subject for entry in entries] == ["Säter"]
    assert [row.state for row in db.session.scalars(db.select(OutgoingLetter))] == ["sent"] * 21


def test_letters_at_night_wait_and_can_be_stopped(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person, clock: Clock
) -> None:
    crowd(make, unit, 2)
    address = written(visitor, unit.id)
    clock.now = datetime(2026, 11, 22, 20, tzinfo=UTC)
    visitor.get(address)
    visitor.post(f"{address}confirm")
    waiting = queries.states()[State.WAITING]
    visitor.post(f"{address}stop")

    assert (waiting, queries.states()[State.WITHDRAWN]) == (2, 2)
