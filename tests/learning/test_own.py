"""Everything held about a person is in the file that they may fetch."""

import json
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.course.tree import Course
from elearning.database import Base, db, transaction, write
from elearning.learning import actions, subjects
from elearning.people import actions as people
from elearning.people import counting
from elearning.people.counting import BEGINNING
from elearning.people.rules import Deed, Person, Role
from tests.conftest import NOON
from tests.factories import Make
from tests.learning import quizzes
from tests.learning.handing_in import hand_in, place, wrong
from tests.visitor import Visitor

UNNAMED = {"id", "user_id", "counter_id", "session_key"}  # keys of the database, told otherwise
ABOUT_PEOPLE = sorted(
    table.name for table in Base.metadata.sorted_tables if "user_id" in table.columns
)


@pytest.fixture
def amina(app: Flask, make: Make, course: Course) -> Person:
    """Someone about whom there is a row in every table."""
    person = make.user(make.unit(make.organisation("Säter"), "Biblioteket"))
    assert person.unit_id is not None
    with transaction():
        counting.open_counter(subjects.course(course.slug), NOON, None)
        people.assign(person.id, Role.COORDINATOR, person.unit_id)
        actions.write_notes(person.id, "samtal", {"samtal-steg": "Jag hälsar."}, NOON)
    hand_in(person, course, wrong(place(course, "samtal/kunskapen")[1]))
    make.completed(person, course)
    return person


@pytest.fixture
def data(visitor: Visitor, amina: Person) -> dict[str, Any]:
    """What Amina fetches."""
    visitor.signin(amina)
    return dict(visitor.data("/me/data.json"))


def test_every_table_about_people_is_known() -> None:
    assert ABOUT_PEOPLE == [
        "address_proof",  # an address that one has typed, forgotten within two days
        "assignment",
        "attempt",
        "completion",
        "counted",
        "erasure_request",  # under "other"
        "favourite",
        "note",
        "one_time_code",  # that a slip is printed; forgotten when it is used or has ended
        "outgoing_letter",  # forgotten after 90 days
        "report_order",  # under "other", with whatever comes after it
        "signin_link",  # forgotten within a week, and holds nothing but that
        "unsubscribed",
        "week_tip",  # a tip that one tries, forgotten when the week is over
    ]


@pytest.mark.parametrize(
    ("table", "part"),
    [("attempt", "attempts"), ("completion", "completions"), ("note", "notes")],
)
def test_data_holds_every_row_and_column(
    data: dict[str, Any], amina: Person, table: str, part: str
) -> None:
    columns = Base.metadata.tables[table].columns
    rows = db.session.execute(
        select(
            *(each for each in columns if each.name not in UNNAMED | {"revision", "number"})
        ).where(columns.user_id == amina.id)
    ).mappings()

    assert sorted(map(told, data[part])) == sorted(told(dict(row)) for row in rows)


def told(row: dict[str, Any]) -> str:
    plain = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }
    return json.dumps(plain, sort_keys=True)


def test_data_holds_the_person(data: dict[str, Any], amina: Person) -> None:
    assert data["person"] == {
        "name": "Amina Yusuf",
        "email": amina.email,
        "organisation": "Säter",
        "unit": "Biblioteket",
        "staff_id": None,
        "language": "sv",
        "is_protected": False,
        "joined_at": NOON.isoformat(),
        "roles": [{"role": "coordinator", "unit_id": amina.unit_id}],
    }


def test_data_holds_where_the_person_is_counted(data: dict[str, Any]) -> None:
    here = {"ends_at": None, "unit": "Biblioteket"}
    ever = {"starts_at": BEGINNING.isoformat(), **here}
    assert data["counted"] == [
        {"subject": "course:provkurs", **ever},
        {"subject": "employed", **ever},
        {"subject": "module:provkurs/regler", **ever},
        {"subject": "module:provkurs/samtal", **ever},
        {"subject": "started:provkurs", **ever},
        {"subject": "course:provkurs", "starts_at": NOON.isoformat(), **here},
    ]


def test_data_holds_completions_of_courses_that_are_no_more(
    visitor: Visitor, amina: Person
) -> None:
    earlier = quizzes.course(quizzes.module("samtal", "motet"))
    with transaction():
        module = earlier.required[0]
        actions.complete_lesson(amina.id, earlier, module, module.lessons[0], NOON)

    visitor.signin(amina)

    held = visitor.data("/me/data.json")["completions"]
    assert {each["course_slug"] for each in held} == {"provkurs", "kurs"}


def test_data_holds_what_a_keeper_has_done(visitor: Visitor, amina: Person) -> None:
    assert amina.organisation_id is not None
    with transaction():
        people.log(amina.organisation_id, amina, Deed.UNIT_ADDED, "Natten", NOON)
        people.log(amina.organisation_id, None, Deed.UNIT_ADDED, "Dagen", NOON)
    visitor.signin(amina)

    held = visitor.data("/me/data.json")["log"]

    assert [(each["deed"], each["subject"]) for each in held] == [("unit-added", "Natten")]


def test_data_is_a_file(visitor: Visitor, amina: Person) -> None:
    visitor.signin(amina)

    headers = visitor.get("/me/data.json").headers

    assert headers["Content-Disposition"] == 'attachment; filename="bemotandelyftet.json"'


def test_data_holds_nothing_of_others(visitor: Visitor, amina: Person, make: Make) -> None:
    other = make.user(email="erik@sater.se", name="Erik Lund")
    visitor.signin(other)

    assert visitor.data("/me/data.json")["person"]["email"] == "erik@sater.se"
    assert amina.email not in visitor.get("/me/data.json").text


def test_data_holds_no_secret(data: dict[str, Any], amina: Person) -> None:
    assert amina.session_key not in json.dumps(data)


def test_data_holds_what_any_room_keeps(visitor: Visitor, amina: Person) -> None:
    with transaction():
        order = {"user_id": amina.id, "unit_id": amina.unit_id, "sent_on": NOON.date()}
        write(Base.metadata.tables["report_order"].insert(), order)
    visitor.signin(amina)

    data = visitor.data("/me/data.json")

    assert data["other"] == {
        "report_order": [
            {"user_id": amina.id, "unit_id": amina.unit_id, "sent_on": NOON.date().isoformat()}
        ]
    }
