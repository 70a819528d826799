"""Counts follow people in the same step: counting, moving, leaving, coming back, being erased."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from elearning.database import db, transaction
from elearning.people import actions, counting, queries
from elearning.people.models import Counted, Counter, Unit, User
from elearning.people.rules import Person
from tests.conftest import NOON
from tests.factories import Make

pytestmark = pytest.mark.usefixtures("database")

SUBJECT = "course:provkurs"
PERIOD = timedelta(days=1)
TICK = timedelta(microseconds=1)


@pytest.fixture
def counter_id(database: object) -> int:
    with transaction():
        return counting.open_counter(SUBJECT, NOON, NOON + PERIOD).id


def count(person: Person, at: timedelta = timedelta()) -> None:
    with transaction():
        counting.count(person.id, [SUBJECT], NOON + at)


def move(person: Person, unit: Unit | None, at: timedelta = timedelta()) -> None:
    with transaction():
        actions.move(person.id, unit.id if unit else None, NOON + at)


def erase(person: Person, at: timedelta = timedelta()) -> None:
    with transaction():
        actions.erase(person.id, NOON + at)


def test_count_adds_one_in_the_unit_and_every_ancestor(make: Make, counter_id: int) -> None:
    root = make.root(make.organisation())
    care = make.unit(root, "Vård och omsorg")
    home, _beside = make.unit(care, "Hemtjänst Norr"), make.unit(care, "Hemtjänst Söder")

    count(make.user(home))

    assert queries.shown_counts(counter_id) == {root.id: 1, care.id: 1, home.id: 1}


def test_count_twice_is_as_good_as_once(make: Make, counter_id: int) -> None:
    person = make.user()

    count(person)
    count(person, timedelta(hours=1))

    assert queries.shown_counts(counter_id) == {person.unit_id: 1}


@pytest.mark.parametrize(
    ("at", "people"),
    [(-TICK, 0), (timedelta(), 1), (PERIOD - TICK, 1), (PERIOD, 0)],
    ids=["before", "the first instant", "the last", "after"],
)
def test_count_belongs_to_counters_that_run(
    make: Make, counter_id: int, at: timedelta, people: int
) -> None:
    count(make.user(), at)

    assert sum(queries.shown_counts(counter_id).values()) == people


def test_count_leaves_other_subjects_alone(make: Make, counter_id: int) -> None:
    person = make.user()

    with transaction():
        counting.count(person.id, ["course:annan"], NOON)

    assert queries.shown_counts(counter_id) == {}


def test_count_moves_every_counter_of_the_subject(make: Make, counter_id: int) -> None:
    person = make.user()
    with transaction():
        other = counting.open_counter(SUBJECT, NOON, None).id

    count(person)

    assert [queries.shown_counts(each) for each in (counter_id, other)] == [
        {person.unit_id: 1},
        {person.unit_id: 1},
    ]


def test_move_takes_the_count_along(make: Make, counter_id: int) -> None:
    root = make.root(make.organisation())
    old, new = make.unit(root, "Förskola"), make.unit(root, "Biblioteket")
    person = make.user(old)
    count(person)

    move(person, new)

    assert queries.shown_counts(counter_id) == {root.id: 1, new.id: 1}


def test_move_to_another_organisation_takes_the_count_along(make: Make, counter_id: int) -> None:
    person, other = make.user(), make.root(make.organisation("Mora"))
    count(person)

    move(person, other)

    assert queries.shown_counts(counter_id) == {other.id: 1}


def test_move_to_the_same_unit_changes_nothing(make: Make, counter_id: int) -> None:
    unit = make.root(make.organisation())
    person = make.user(unit)
    count(person)

    move(person, unit)

    assert queries.shown_counts(counter_id) == {unit.id: 1}


def test_move_of_someone_not_counted_changes_no_count(make: Make, counter_id: int) -> None:
    counted, other = make.user(), make.user()
    count(counted)

    move(other, make.root(make.organisation("Mora")))

    assert queries.shown_counts(counter_id) == {counted.unit_id: 1}


def test_leaving_takes_the_count_away(make: Make, counter_id: int) -> None:
    person = make.user()
    count(person)

    move(person, None)

    assert queries.shown_counts(counter_id) == {}


def test_coming_back_brings_the_count_back(make: Make, counter_id: int) -> None:
    person, mora = make.user(), make.root(make.organisation("Mora"))
    count(person)
    move(person, None)

    move(person, mora)

    assert queries.shown_counts(counter_id) == {mora.id: 1}


def test_count_of_one_who_has_left_waits_until_they_come_back(make: Make, counter_id: int) -> None:
    person, mora = make.user(), make.root(make.organisation("Mora"))
    move(person, None)
    count(person)

    move(person, mora)

    assert queries.shown_counts(counter_id) == {mora.id: 1}


def test_count_of_one_who_has_left_shows_nothing(make: Make, counter_id: int) -> None:
    person = make.user()
    move(person, None)

    count(person)

    assert queries.shown_counts(counter_id) == {}


@pytest.mark.parametrize("after", [PERIOD, PERIOD + TICK], ids=["at the end", "later"])
def test_ended_counters_do_not_move(make: Make, counter_id: int, after: timedelta) -> None:
    person = make.user()
    count(person)

    move(person, make.root(make.organisation("Mora")), after)

    assert queries.shown_counts(counter_id) == {person.unit_id: 1}


def test_erase_takes_a_running_count_away(make: Make, counter_id: int) -> None:
    person = make.user()
    count(person)

    erase(person)

    assert queries.shown_counts(counter_id) == {}


def test_erase_leaves_ended_counts(make: Make, counter_id: int) -> None:
    person = make.user()
    count(person)

    erase(person, PERIOD)

    assert queries.shown_counts(counter_id) == queries.recount(counter_id) == {person.unit_id: 1}


def test_erase_leaves_no_name_on_an_ended_count(make: Make, counter_id: int) -> None:
    person = make.user()
    count(person)

    erase(person, PERIOD)

    assert db.session.scalars(select(Counted.user_id)).all() == [None]


def test_erase_removes_the_account(make: Make) -> None:
    person = make.user()

    erase(person)

    assert db.session.scalars(select(User)).all() == []


def test_write_counts_replaces_what_is_wrong(make: Make, counter_id: int) -> None:
    root = make.root(make.organisation())
    unit = make.unit(root)
    count(make.user(unit))
    with transaction():
        counting._take_one([root.id], counter_id)

    with transaction():
        counting.write_counts(counter_id)

    assert queries.shown_counts(counter_id) == {root.id: 1, unit.id: 1}


def test_recount_adds_people_up_through_the_tree(make: Make, counter_id: int) -> None:
    root = make.root(make.organisation())
    one, two = make.unit(root, "Förskola"), make.unit(root, "Biblioteket")
    for unit in (one, two, two, root):
        count(make.user(unit))

    assert queries.recount(counter_id) == {root.id: 4, one.id: 1, two.id: 2}


def test_first_to_do_a_subject_opens_its_standing_counter(make: Make) -> None:
    person = make.user()

    with transaction():
        counting.count(person.id, ["module:kurs/a", "course:kurs"], NOON)

    assert standing("course:kurs") == standing("module:kurs/a") == {person.unit_id: 1}


def test_count_opens_a_missing_counter_beside_one_that_a_campaign_has(
    make: Make, counter_id: int
) -> None:
    person = make.user()

    count(person)
    with transaction():
        counting.count(person.id, ["module:kurs/a", SUBJECT], NOON)

    assert standing("module:kurs/a") == queries.shown_counts(counter_id) == {person.unit_id: 1}


def test_accounts_are_counted_as_employed(make: Make) -> None:
    root = make.root(make.organisation())
    make.user(root)
    make.user(root)
    move(make.user(root), None)

    assert standing("employed") == {root.id: 2}


def test_standing_counter_does_not_end() -> None:
    (counter_id,) = open_standing("course:kurs")

    with pytest.raises(IntegrityError), transaction():
        db.session.execute(update(Counter).where(Counter.id == counter_id).values(ends_at=NOON))


def test_subject_has_one_standing_counter() -> None:
    assert len(open_standing("course:kurs")) == 1
    assert open_standing("course:kurs") == []


def open_standing(subject: str) -> list[int]:
    with transaction():
        return counting.open_standing([subject])


def standing(subject: str) -> dict[int, int]:
    """What the standing counter of a subject shows."""
    chosen = select(Counter.id).where(Counter.subject == subject, Counter.is_standing)
    return queries.shown_counts(db.session.scalars(chosen).one())
