"""Opening a campaign, joining it, and mending it, on both databases."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from elearning.campaigns import actions, evidence
from elearning.course.tree import Course
from elearning.database import StrayWrite, db, transaction
from elearning.people import actions as people
from elearning.people import counting
from elearning.people import queries as people_queries
from elearning.people.models import Counted, Organisation, UnitCount
from elearning.people.rules import Person
from tests.campaigns.conftest import ENDS, STARTS, Race
from tests.conftest import NOON, Clock
from tests.factories import Make

Done = Callable[[Organisation], Person]


@pytest.fixture
def race(database: object, start: Callable[[], Race]) -> Race:
    """The race on each database."""
    return start()


def completed(race: Race, organisation: Organisation) -> int:
    root = people_queries.root_unit(organisation.id)
    return people_queries.shown_counts(race.campaign.counter_id).get(root.id, 0)


def rebuild(race: Race) -> None:
    with transaction():
        actions.rebuild(race.campaign, NOON)


def test_open_campaign_counts_those_who_have_completed_in_its_period(
    database: object, done: Done, make: Make, course: Course
) -> None:
    sater = make.organisation()
    done(sater)

    campaign = make.campaign(course, STARTS, ENDS)

    root = make.root(sater)
    assert people_queries.shown_counts(campaign.counter_id) == {root.id: 1}


def test_open_campaign_does_not_count_those_who_completed_before_it(
    database: object, done: Done, make: Make, course: Course
) -> None:
    done(make.organisation())

    campaign = make.campaign(course, NOON + timedelta(microseconds=1), ENDS)

    assert people_queries.shown_counts(campaign.counter_id) == {}


def test_open_campaign_counts_leavers_when_they_come_back(
    database: object, done: Done, make: Make, course: Course
) -> None:
    sater = make.organisation()
    person, root = done(sater), make.root(sater)
    with transaction():
        people.move(person.id, None, NOON)
    campaign = make.campaign(course, STARTS, ENDS)

    with transaction():
        people.move(person.id, root.id, NOON)

    assert people_queries.shown_counts(campaign.counter_id) == {root.id: 1}
    assert evidence.differences(campaign, NOON) == []


def test_open_campaign_refuses_an_end_before_its_start(
    database: object, make: Make, course: Course
) -> None:
    with pytest.raises(IntegrityError):
        make.campaign(course, ENDS, STARTS)


def test_open_campaign_outside_a_transaction_is_refused(database: object) -> None:
    with pytest.raises(StrayWrite):
        actions.open_campaign(
            "x",
            "X",
            course_slug="provkurs",
            course_title="Provkursen",
            starts_at=STARTS,
            ends_at=ENDS,
            now=NOON,
        )


def test_join_twice_is_refused(race: Race, make: Make) -> None:
    with pytest.raises(IntegrityError):
        make.participation(race.campaign, race.sater)


def test_join_without_employees_is_refused(race: Race, make: Make) -> None:
    falun = make.organisation("Falun")

    with pytest.raises(IntegrityError):
        make.participation(race.campaign, falun, headcount=0)


def test_rebuild_mends_a_count(race: Race, done: Done) -> None:
    done(race.sater)
    with transaction():
        db.session.execute(update(UnitCount).values(people=7))

    rebuild(race)

    assert completed(race, race.sater) == 1


def test_rebuild_counts_who_was_forgotten(race: Race, done: Done) -> None:
    done(race.sater)
    with transaction():
        db.session.execute(delete(Counted))

    rebuild(race)

    assert completed(race, race.sater) == 1


def test_rebuild_forgets_who_never_completed(race: Race, done: Done, make: Make) -> None:
    done(race.sater)
    other = make.user(make.root(race.sater))
    with transaction():
        counting.count(other.id, ["course:provkurs"], NOON)

    rebuild(race)

    assert completed(race, race.sater) == 1


def test_rebuild_puts_people_in_their_own_unit(race: Race, done: Done, make: Make) -> None:
    done(race.sater)
    with transaction():
        db.session.execute(update(Counted).values(unit_id=make.root(race.mora).id))

    rebuild(race)

    assert (completed(race, race.sater), completed(race, race.mora)) == (1, 0)


def test_rebuild_of_a_frozen_campaign_leaves_people_where_they_were(
    race: Race, done: Done, make: Make, clock: Clock
) -> None:
    person = done(race.sater)
    with transaction():
        people.move(person.id, make.root(race.mora).id, ENDS)

    with transaction():
        actions.rebuild(race.campaign, ENDS)

    assert (completed(race, race.sater), completed(race, race.mora)) == (1, 0)


def test_rebuild_of_what_is_well_changes_nothing(race: Race, done: Done) -> None:
    done(race.sater)
    before = people_queries.shown_counts(race.campaign.counter_id)

    rebuild(race)

    assert people_queries.shown_counts(race.campaign.counter_id) == before
