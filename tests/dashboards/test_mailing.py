"""The monthly report by letter: when, to whom, and never twice."""

from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import update

from elearning.dashboards.attention import is_report_due, report_day
from elearning.dashboards.orders import order
from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people.models import User
from elearning.people.rules import Person, Role
from tests.conftest import Clock, command
from tests.dashboards.conftest import Town
from tests.dashboards.test_views import words
from tests.factories import Make
from tests.letters import letters
from tests.visitor import Visitor

DAY = datetime(2026, 12, 2, 7, 10, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("month", "day"), [((2026, 12), 2), ((2027, 1), 4), ((2027, 5), 3), ((2027, 4), 2)]
)
def test_report_day_is_the_first_weekday_after_the_first(month: tuple[int, int], day: int) -> None:
    assert report_day(date(*month, 28)) == date(*month, day)


@pytest.mark.parametrize(
    ("sent_on", "today", "is_due"),
    [
        (date(2026, 11, 22), date(2026, 11, 30), False),  # ordered this month
        (date(2026, 11, 22), date(2026, 12, 1), False),
        (date(2026, 11, 22), date(2026, 12, 2), True),
        (date(2026, 11, 22), date(2026, 12, 9), True),  # nothing ran for a week
        (date(2026, 12, 2), date(2026, 12, 2), False),
    ],
)
def test_report_is_due_once_a_month(sent_on: date, today: date, is_due: bool) -> None:
    assert is_report_due(sent_on, today) == is_due


@pytest.fixture
def reader(follower: Visitor, town: Town) -> Visitor:
    """The coordinator, who has asked for the report of the whole."""
    follower.get("/coordinator/report/")
    answer = follower.post(f"/coordinator/units/{town.root.id}/report/order")
    assert answer.status_code == 303
    return follower


def reports(app: Flask) -> list[EmailMessage]:
    """Run the command; gives every report that it sends."""
    assert command(app, "dashboards", "send-reports").exit_code == 0
    return [each for each in letters(app) if each["Subject"].startswith("M")]


def text(letter: EmailMessage) -> str:
    return str(letter.get_content()).replace("\N{NO-BREAK SPACE}", " ")


def test_report_comes_once_and_tells_the_state(
    app: Flask, clock: Clock, reader: Visitor, coordinator: Person, town: Town
) -> None:
    before = reports(app)
    clock.now = DAY

    first, again = reports(app), reports(app)

    assert (len(before), len(first), len(again)) == (0, 1, 0)
    assert (first[0]["To"], first[0]["Subject"]) == (
        coordinator.email,
        "Månadsrapport, december 2026",
    )
    for said in (
        "20 av 86 anställda har gått klart kursen: 23 %.",
        "Nästa steg: ",
        f"http://127.0.0.1:8000/coordinator/units/{town.root.id}/report",
    ):
        assert said in text(first[0])


def test_report_is_in_the_language_of_its_reader(
    app: Flask, clock: Clock, reader: Visitor, coordinator: Person
) -> None:
    with transaction():
        db.session.execute(update(User).where(User.id == coordinator.id).values(language="en"))
    clock.now = DAY

    (letter,) = reports(app)

    assert letter["Subject"] == "Monthly report, December 2026"
    assert "have finished the course: 23%." in text(letter)


def test_each_reader_has_their_own_language(
    app: Flask, clock: Clock, reader: Visitor, town: Town, make: Make
) -> None:
    other = make.duty(make.user(town.root), Role.COORDINATOR)
    with transaction():
        db.session.execute(update(User).where(User.id == other.id).values(language="en"))
        order(other.id, town.root.id, clock().date())
    clock.now = DAY

    subjects = [str(letter["Subject"]) for letter in reports(app)]

    assert sorted(subjects) == ["Monthly report, December 2026", "Månadsrapport, december 2026"]


@pytest.mark.parametrize("how", ["duty", "left", "cancelled"])
def test_report_comes_no_more(
    app: Flask,
    clock: Clock,
    reader: Visitor,
    coordinator: Person,
    town: Town,
    how: str,
) -> None:
    if how == "duty":
        with transaction():
            people.unassign(coordinator.id, Role.COORDINATOR, town.root.id)
    elif how == "left":
        with transaction():
            people.move(coordinator.id, None, clock())
    else:
        reader.get("/coordinator/report/")
        reader.post(f"/coordinator/units/{town.root.id}/report/cancel")
    clock.now = DAY

    assert reports(app) == []


def test_page_tells_whether_the_report_is_sent(follower: Visitor, town: Town) -> None:
    page = "/coordinator/report/"
    seen = [words(follower.get(page))]
    for deed in ("order", "order", "cancel", "cancel"):
        follower.post(f"/coordinator/units/{town.root.id}/report/{deed}")
        seen.append(words(follower.get(page)))

    buttons = ["Sluta skicka den till mig" in each for each in seen]

    assert buttons == [False, True, True, False, False]


def test_report_of_a_foreign_unit_cannot_be_ordered(
    app: Flask, manager: Person, town: Town
) -> None:
    visitor = Visitor(app)
    visitor.signin(manager)
    visitor.get("/coordinator/report/")

    answers = [
        visitor.post(f"/coordinator/units/{town.root.id}/report/{deed}").status_code
        for deed in ("order", "cancel")
    ]

    assert answers == [404, 404]
