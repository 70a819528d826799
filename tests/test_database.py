"""The ground: instants in UTC, and saving everything or nothing."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Barrier, BrokenBarrierError

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, literal, null, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from elearning import database as ground
from elearning.database import StrayWrite, db, json_line, transaction
from elearning.people import actions
from elearning.people.models import Counter, Organisation, Unit, UnitCount, User
from elearning.people.rules import OrganisationKind
from tests.conftest import NOON
from tests.factories import Make
from tests.together import beside, in_threads

SWEDISH = timezone(timedelta(hours=1))


def counter(starts_at: datetime = NOON) -> Counter:
    return Counter(subject="course:kurs", starts_at=starts_at, ends_at=None)


def saved() -> list[Counter]:
    return list(db.session.scalars(select(Counter).order_by(Counter.id)))


@pytest.mark.usefixtures("database")
def test_instant_comes_back_aware_and_in_utc() -> None:
    with transaction():
        db.session.add(counter(datetime(2026, 11, 22, 13, 30, 0, 123456, SWEDISH)))

    (found,) = saved()

    assert found.starts_at == datetime(2026, 11, 22, 12, 30, 0, 123456, UTC)
    assert found.starts_at.utcoffset() == timedelta()


@pytest.mark.usefixtures("database")
def test_instant_without_time_zone_is_refused() -> None:
    with pytest.raises(StatementError, match="an instant needs a time zone"), transaction():
        db.session.add(counter(datetime(2026, 11, 22, 13, 30)))  # noqa: DTZ001


@pytest.mark.usefixtures("database")
def test_transaction_saves_everything() -> None:
    with transaction():
        db.session.add(counter())
        db.session.execute(insert(Counter).values(subject="x", starts_at=NOON))

    db.session.remove()
    assert len(saved()) == 2


@pytest.mark.usefixtures("database")
def test_transaction_rolls_everything_back() -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        db.session.add(counter())
        db.session.flush()
        db.session.execute(insert(Counter).values(subject="x", starts_at=NOON))
        _ = 1 / 0

    assert saved() == []


@pytest.mark.usefixtures("database")
def test_transaction_rolls_back_what_the_database_refuses() -> None:
    with pytest.raises(IntegrityError), transaction():
        actions.add_organisation("a", "A", OrganisationKind.OTHER, code=None, colour="#000000")
        actions.add_organisation("a", "A", OrganisationKind.OTHER, code=None, colour="#000000")

    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 0


@pytest.mark.usefixtures("database")
def test_transaction_works_again_after_a_rollback() -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        _ = 1 / 0

    with transaction():
        db.session.add(counter())

    assert len(saved()) == 1


@pytest.mark.usefixtures("database")
def test_transaction_inside_another_is_refused() -> None:
    with pytest.raises(StrayWrite), transaction(), transaction():
        pass


@pytest.mark.usefixtures("database")
def test_stray_object_is_refused() -> None:
    db.session.add(counter())

    with pytest.raises(StrayWrite):
        db.session.flush()


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "statement",
    [
        insert(Counter).values(subject="x", starts_at=NOON),
        update(Counter).values(subject="y"),
        delete(Counter),
        text("DELETE FROM counter"),
    ],
    ids=["insert", "update", "delete", "text"],
)
def test_stray_statement_is_refused(statement: object) -> None:
    with pytest.raises(StrayWrite):
        db.session.execute(statement)  # type: ignore[call-overload]


@pytest.mark.usefixtures("database")
def test_stray_write_past_the_orm_is_refused() -> None:
    with pytest.raises(StrayWrite):
        ground.write(insert(Counter), [{"subject": "x", "starts_at": NOON}])


@pytest.mark.usefixtures("database")
def test_stray_write_is_refused_after_a_transaction() -> None:
    with transaction():
        db.session.add(counter())

    with pytest.raises(StrayWrite):
        db.session.execute(delete(Counter))


@pytest.mark.usefixtures("database")
def test_stray_action_is_refused(make: Make) -> None:
    root = make.root(make.organisation())

    with pytest.raises(StrayWrite):
        actions.add_user("amina@sater.se", "Amina", root.id, NOON)


@pytest.mark.usefixtures("database")
def test_reading_leaves_no_transaction_open() -> None:
    db.session.scalar(select(func.count()).select_from(Counter))

    with transaction():
        db.session.add(counter())

    assert len(saved()) == 1


@pytest.mark.usefixtures("database")
def test_foreign_keys_are_kept(make: Make) -> None:
    make.organisation()

    with pytest.raises(IntegrityError), transaction():
        db.session.add(Unit(organisation_id=404, parent_id=None, name="Ingenstans"))


@pytest.mark.usefixtures("database")
def test_text_compares_by_case(make: Make) -> None:
    make.user(email="amina@sater.se")

    assert db.session.scalar(select(User.id).where(User.email == "AMINA@sater.se")) is None


def test_writers_of_one_process_take_turns(database: Flask) -> None:
    def add_twenty() -> None:
        with database.app_context():
            for _ in range(20):
                with transaction():
                    before = db.session.scalar(select(func.count()).select_from(Counter)) or 0
                    db.session.add(counter(NOON + timedelta(seconds=before)))

    in_threads(*[add_twenty] * 4)

    assert len(saved()) == 80


@pytest.mark.usefixtures("database")
def test_insert_can_pass_over_what_is_there() -> None:
    row = {"id": 1, "subject": "x", "starts_at": NOON, "ends_at": None}

    for _ in range(2):
        with transaction():
            db.session.execute(ground.insert(Counter).values(row).on_conflict_do_nothing())

    assert len(saved()) == 1


@pytest.mark.usefixtures("database")
def test_json_line_tells_every_value_in_one_line() -> None:
    values = ['Säter\n\u2028 & "Co" \\ \'', None, 7, date(2026, 11, 1)]
    typed = [literal(value) if value is not None else null() for value in values]

    line = db.session.scalars(select(json_line(*typed))).one()

    assert (json.loads(line), "\n" in line) == ([*values[:3], "2026-11-01"], False)


def test_row_that_is_put_by_two_at_once_is_there_once(database: Flask, make: Make) -> None:
    unit_id = make.root(make.organisation()).id
    with transaction():
        db.session.add(found := counter())
        db.session.flush()
        counter_id = found.id
    both = Barrier(2)

    def put() -> None:
        with suppress(BrokenBarrierError):  # where writers take turns
            both.wait(0.3)
        ground.put(UnitCount, counter_id=counter_id, unit_id=unit_id, people=7)

    failures = beside(database, [put], [put])

    assert (failures, db.session.scalars(select(UnitCount.people)).all()) == ([], [7])
