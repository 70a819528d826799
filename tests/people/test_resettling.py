"""Counts follow people whom a bulk deed has moved, in a few statements."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from elearning.database import db, transaction
from elearning.people import counting, queries, resettling
from elearning.people.models import Counter, Organisation, Unit, User
from elearning.people.rules import EMPLOYED, Person
from tests.conftest import NOON
from tests.factories import Make
from tests.statements import statements

pytestmark = pytest.mark.usefixtures("database")


def put(people: list[Person], unit: Unit | None) -> None:
    """Write where people are, past everything that counts; then settle."""
    ids = [person.id for person in people]
    organisation_id = people[0].organisation_id
    assert organisation_id is not None
    with transaction():
        db.session.execute(
            update(User).where(User.id.in_(ids)).values(unit_id=unit.id if unit else None)
        )
        resettling.settle(organisation_id, NOON)


def employed() -> dict[int, int]:
    counter = db.session.scalars(select(Counter).where(Counter.subject == EMPLOYED)).one()
    assert queries.shown_counts(counter.id) == queries.recount(counter.id)
    return queries.shown_counts(counter.id)


@pytest.fixture
def sater(make: Make) -> Organisation:
    """Where people move about."""
    return make.organisation("Säter")


def test_moved_people_are_counted_where_they_are(make: Make, sater: Organisation) -> None:
    root, north, south = make.root(sater), make.unit(sater, "Norr"), make.unit(sater, "Söder")
    people = [make.user(north) for _ in range(3)]

    put(people[:2], south)

    assert employed() == {root.id: 3, north.id: 1, south.id: 2}


def test_who_has_left_is_counted_nowhere(make: Make, sater: Organisation) -> None:
    root, north = make.root(sater), make.unit(sater, "Norr")
    people = [make.user(north) for _ in range(2)]

    put(people[:1], None)

    assert employed() == {root.id: 1, north.id: 1}


def test_new_people_become_employed(make: Make, sater: Organisation) -> None:
    root = make.root(sater)
    with transaction():
        row = {"name": "Cia", "organisation_id": sater.id, "unit_id": root.id}
        db.session.add(User(**row, session_key="x", joined_at=NOON))
        db.session.flush()
        resettling.settle(sater.id, NOON)

    assert employed() == {root.id: 1}


def test_every_running_counter_follows_and_ended_ones_do_not(
    make: Make, sater: Organisation
) -> None:
    north, south = make.unit(sater, "Norr"), make.unit(sater, "Söder")
    person, hour = make.user(north), timedelta(hours=1)
    with transaction():
        running = counting.open_counter("x", NOON - hour, None).id
        ended = counting.open_counter("x", NOON - 2 * hour, NOON).id
        counting.count(person.id, ["x"], NOON - hour)

    put([person], south)

    assert (south.id in queries.shown_counts(running), north.id in queries.shown_counts(ended)) == (
        True,
        True,
    )


def test_other_organisations_are_left_alone(make: Make, sater: Organisation) -> None:
    other = make.user()
    person = make.user(make.unit(sater, "Norr"))
    with transaction():
        db.session.execute(update(User).where(User.id == other.id).values(unit_id=None))
        resettling.settle(person.organisation_id or 0, NOON)

    assert employed()[other.unit_id or 0] == 1


def test_twice_is_as_good_as_once(make: Make, sater: Organisation) -> None:
    north, south = make.unit(sater, "Norr"), make.unit(sater, "Söder")
    person = make.user(north)

    for _ in range(2):
        put([person], south)

    assert employed() == {make.root(sater).id: 1, south.id: 1}


def test_statements_do_not_grow_with_people(make: Make, sater: Organisation) -> None:
    north, south = make.unit(sater, "Norr"), make.unit(sater, "Söder")
    asked = []
    for many in (1, 3, 30):
        people = [make.user(north) for _ in range(many)]
        with statements() as seen:
            put(people, south)
        asked.append(len(seen))

    assert len(set(asked)) == 1
