"""Every kind of damage is found and told; what is well is left in peace."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, update

from elearning.campaigns import evidence
from elearning.campaigns.evidence import Difference
from elearning.database import db, transaction
from elearning.learning.models import Completion
from elearning.people import actions as people
from elearning.people.models import Counted, Organisation, UnitCount
from elearning.people.rules import Person
from tests.campaigns.conftest import ENDS, STARTS, Race
from tests.conftest import NOON, Clock
from tests.factories import Make

Done = Callable[[Organisation], Person]
TICK = timedelta(microseconds=1)


@pytest.fixture
def race(database: object, start: Callable[[], Race]) -> Race:
    """The race on each database."""
    return start()


def found(race: Race) -> list[Difference]:
    return evidence.differences(race.campaign, NOON)


def damage(statement: object) -> None:
    with transaction():
        db.session.execute(statement)  # type: ignore[call-overload]


def test_nothing_differs_at_the_start(race: Race) -> None:
    assert found(race) == []


def test_nothing_differs_after_completions(race: Race, done: Done) -> None:
    done(race.sater)
    done(race.mora)

    assert found(race) == []


@pytest.mark.parametrize(
    "at", [STARTS - TICK, STARTS, ENDS - TICK, ENDS], ids=["before", "first", "last", "after"]
)
def test_nothing_differs_at_the_edges_of_the_period(
    race: Race, done: Done, clock: Clock, at: datetime
) -> None:
    clock.now = at
    done(race.sater)

    assert evidence.differences(race.campaign, ENDS) == []


def test_changed_count_is_found(race: Race, done: Done) -> None:
    done(race.sater)

    damage(update(UnitCount).values(people=2))

    assert found(race) == [
        Difference("during", "units whose count is not the sum of their people", 1)
    ]


def test_removed_evidence_is_found(race: Race, done: Done) -> None:
    done(race.sater)

    damage(delete(Completion))

    assert found(race) == [Difference("during", "people counted without a completion", 1)]


def test_removed_person_is_found(race: Race, done: Done) -> None:
    done(race.sater)

    damage(delete(Counted))

    assert found(race) == [
        Difference("during", "units whose count is not the sum of their people", 1),
        Difference("during", "completions that are not counted", 1),
    ]


def test_wrong_unit_is_found(race: Race, done: Done, make: Make) -> None:
    done(race.sater)

    damage(update(Counted).values(unit_id=make.root(race.mora).id))

    assert found(race) == [
        Difference("during", "units whose count is not the sum of their people", 2),
        Difference("during", "people counted in another unit than theirs", 1),
    ]


def test_damage_to_later_completions_is_told_apart(race: Race, done: Done, clock: Clock) -> None:
    clock.now = ENDS
    done(race.sater)

    damage(delete(Completion))

    assert found(race) == [Difference("after", "people counted without a completion", 1)]


def test_moves_after_the_end_are_no_difference(race: Race, done: Done, make: Make) -> None:
    person = done(race.sater)

    with transaction():
        people.move(person.id, make.root(race.mora).id, ENDS)

    assert evidence.differences(race.campaign, ENDS) == []


def test_erasing_is_no_difference(race: Race, done: Done) -> None:
    one, other = done(race.sater), done(race.mora)

    with transaction():
        people.erase(one.id, NOON)
        people.erase(other.id, ENDS)

    assert evidence.differences(race.campaign, ENDS) == []
