"""Letters at a real mail server, which is not always kind."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from elearning.database import db, transaction
from elearning.nudges import actions, delivery, sendings
from elearning.nudges.models import OutgoingLetter
from elearning.nudges.rules import Audience, Kind, State
from elearning.people import actions as people
from elearning.people.models import Unit
from elearning.people.rules import Person, Role
from elearning.web.request import course
from tests.conftest import Clock
from tests.factories import Make
from tests.nudges.conftest import sending
from tests.nudges.server import DROP_AFTER, DROP_AT_DATA, DROP_BEFORE, MailServer


@pytest.fixture
def unit(mail: MailServer, make: Make) -> Unit:
    """A unit with three people."""
    unit = make.unit(make.organisation("Säter"))
    for name in ("Amina Yusuf", "Åsa Öberg", "Kim Ek"):
        make.user(unit, name=name)
    return unit


@pytest.fixture
def actor(unit: Unit, make: Make) -> Person:
    """The coordinator, who is employed elsewhere in Säter."""
    office = make.unit(make.root_of_unit(unit), "Kansliet")
    return make.duty(make.user(office, email="johan@sater.example"), Role.COORDINATOR)


def states(mailing_id: int) -> dict[tuple[State, str], int]:
    db.session.rollback()
    return sendings.results(mailing_id)


def test_letters_arrive_once_over_one_line(mail: MailServer, unit: Unit, actor: Person) -> None:
    mailing_id = sending(unit, actor)

    delivery.send_letters()
    delivery.send_letters()

    assert states(mailing_id) == {(State.SENT, ""): 3}
    assert sorted(mail.taken.values()) == [1, 1, 1]
    assert mail.lines == 1


def test_letter_is_whole(mail: MailServer, unit: Unit, actor: Person) -> None:
    sending(unit, actor, sentence="Vi tar en timme på onsdag.\n. Punkt.")

    delivery.send_letters()

    letter = mail.letters[0]
    text = letter.get_body(("plain",))
    html = letter.get_body(("html",))
    assert str(letter["From"]) == "Säter <noreply@lyftet.example>"
    assert letter["Reply-To"] == "johan@sater.example"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/letters/unsubscribe/")
    assert "Amina" not in letter["Subject"]
    assert text is not None and "\n. Punkt." in text.get_content()
    assert html is not None and '<html lang="sv">' in html.get_content()
    assert "/signin/link/" in html.get_content() and "/signin/link/" in text.get_content()


def test_answers_go_to_nobody_who_has_lost_the_duty(
    mail: MailServer, unit: Unit, actor: Person
) -> None:
    sending(unit, actor)
    with transaction():
        people.unassign(actor.id, Role.COORDINATOR, actor.duties[0].unit_id)

    delivery.send_letters()

    assert [each["Reply-To"] for each in mail.letters] == [None] * 3


def test_letter_speaks_the_language_of_its_reader(
    mail: MailServer, unit: Unit, actor: Person, make: Make, clock: Clock
) -> None:
    with transaction():
        people.add_user("eve@sater.example", "Eve", unit.id, clock(), language="en")
    sending(unit, actor)

    delivery.send_letters()

    subjects = {to: str(m["Subject"]) for to, m in zip(mail.readers, mail.letters, strict=True)}
    assert subjects.pop("eve@sater.example").startswith("A reminder about the course")
    assert {each.startswith("En påminnelse om kursen") for each in subjects.values()} == {True}


@pytest.mark.parametrize(
    ("plan", "after_first", "after_all"),
    [
        ("451 later", {(State.SENT, ""): 2, (State.WAITING, "451"): 1}, 3),
        ("RCPT 450 busy", {(State.SENT, ""): 2, (State.WAITING, "450"): 1}, 3),
        ("550 no", {(State.SENT, ""): 2, (State.FAILED, "550"): 1}, 2),
        ("RCPT 550 unknown", {(State.SENT, ""): 2, (State.FAILED, "550"): 1}, 2),
        (DROP_BEFORE, {(State.SENT, ""): 2, (State.UNSURE, "unanswered"): 1}, 2),
        (DROP_AFTER, {(State.SENT, ""): 2, (State.UNSURE, "unanswered"): 1}, 3),
    ],
)
def test_answers_of_the_server(
    mail: MailServer,
    unit: Unit,
    actor: Person,
    clock: Clock,
    plan: str,
    after_first: dict[tuple[State, str], int],
    after_all: int,
) -> None:
    mailing_id = sending(unit, actor)
    mail.plans.append(plan)

    delivery.send_letters()
    first = states(mailing_id)
    for _ in range(3):
        clock.advance(minutes=20)
        delivery.send_letters()

    assert first == after_first
    assert len(mail.letters) == after_all
    assert set(mail.taken.values()) == {1}


def test_line_that_goes_dead_before_the_letter_is_tried_again(
    mail: MailServer, unit: Unit, actor: Person, clock: Clock
) -> None:
    mailing_id = sending(unit, actor)
    mail.plans.append(DROP_AT_DATA)

    delivery.send_letters()
    first = states(mailing_id)
    clock.advance(minutes=1)
    delivery.send_letters()

    assert first == {(State.WAITING, "SMTPServerDisconnect"): 3}
    assert states(mailing_id) == {(State.SENT, ""): 3}
    assert sorted(mail.taken.values()) == [1, 1, 1]


def test_server_that_is_away_for_three_days_is_given_up(
    mail: MailServer, unit: Unit, actor: Person, clock: Clock, database: Flask
) -> None:
    mailing_id = sending(unit, actor)
    config = database.extensions["config"]
    database.extensions["config"] = replace(config, mail_url="smtp://127.0.0.1:1")

    for _ in range(3 * 24 // 3):
        delivery.send_letters()
        clock.advance(hours=3)
    third_day = states(mailing_id)
    for _ in range(24 // 3):
        clock.advance(hours=3)
        delivery.send_letters()

    assert third_day == {(State.WAITING, "ConnectionRefusedErr"): 3}
    assert states(mailing_id) == {(State.FAILED, "ConnectionRefusedErr"): 3}


def test_letters_wait_at_night(mail: MailServer, unit: Unit, actor: Person, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)  # six in the evening
    mailing_id = sending(unit, actor)

    delivery.send_letters()
    evening = states(mailing_id)
    clock.now = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
    delivery.send_letters()

    assert evening == {(State.WAITING, ""): 3}
    assert states(mailing_id) == {(State.SENT, ""): 3}


def test_those_who_have_finished_meanwhile_get_none(
    mail: MailServer, unit: Unit, actor: Person, make: Make
) -> None:
    reader = make.user(unit, email="klar@sater.example")
    mailing_id = sending(unit, actor)
    make.completed(reader, course())

    delivery.send_letters()

    assert states(mailing_id) == {(State.SENT, ""): 3, (State.WITHDRAWN, "finished"): 1}
    assert "klar@sater.example" not in mail.readers


def test_nobody_gets_two_letters_in_a_week(
    mail: MailServer, unit: Unit, actor: Person, clock: Clock
) -> None:
    sending(unit, actor)
    delivery.send_letters()
    clock.advance(days=6)
    again = sending(unit, actor)
    clock.advance(days=1, minutes=1)
    then = sending(unit, actor)

    delivery.send_letters()

    assert (states(again), states(then)) == ({}, {(State.SENT, ""): 3})
    assert len(mail.letters) == 6


def test_two_sendings_at_once_are_one_letter_each(
    mail: MailServer, unit: Unit, actor: Person, clock: Clock
) -> None:
    sending(unit, actor)
    with transaction():  # what two coordinators at the same moment would leave behind
        first = db.session.scalars(db.select(OutgoingLetter)).all()
        other = actions.draft(
            actions.Wish(unit.id, Audience.NOT_FINISHED, Kind.REMINDER, "", None), actor.id, clock()
        )
        for each in first:
            db.session.add(OutgoingLetter(**actions._row(other.id, each.user_id, clock())))

    for _ in range(3):
        delivery.send_letters()
        clock.advance(minutes=20)

    assert len(mail.letters) == 3
    assert len(set(mail.readers)) == 3


def test_letter_found_half_handed_over_is_not_sent_again(
    mail: MailServer, unit: Unit, actor: Person, clock: Clock
) -> None:
    mailing_id = sending(unit, actor)
    with transaction():
        (first, *_) = actions.claim(course().slug, clock(), 1)
    with transaction():
        actions.begin(first, clock())
    clock.advance(minutes=16)

    delivery.send_letters()

    assert states(mailing_id) == {(State.SENT, ""): 2, (State.UNSURE, "interrupted"): 1}


def test_letter_claimed_by_a_sender_that_died_is_sent(
    mail: MailServer, unit: Unit, actor: Person, clock: Clock
) -> None:
    mailing_id = sending(unit, actor)
    with transaction():
        actions.claim(course().slug, clock(), 3)

    delivery.send_letters()
    none_yet = states(mailing_id)
    clock.advance(minutes=16)
    delivery.send_letters()

    assert none_yet == {(State.WAITING, ""): 3}
    assert states(mailing_id) == {(State.SENT, ""): 3}


def test_those_who_keep_people_get_no_link(mail: MailServer, actor: Person) -> None:
    sending(db.session.get_one(Unit, actor.unit_id), actor)

    delivery.send_letters()

    (letter,) = mail.letters
    text = letter.get_body(("plain",))
    assert text is not None and "/signin/link/" not in text.get_content()


def test_without_a_mail_server_letters_are_files(app: Flask, make: Make, tmp_path: Path) -> None:
    person = make.user()
    mailing_id = sending(make.root_of(person), person)

    delivery.send_letters()

    outbox = app.extensions["config"].instance / "outbox"
    (letter,) = db.session.scalars(db.select(OutgoingLetter)).all()
    assert states(mailing_id) == {(State.SENT, ""): 1}
    assert (outbox / f"{letter.message_id}.eml").exists()


def test_one_organisations_name_holds_up_nobody_elses_letters(
    mail: MailServer, unit: Unit, actor: Person, make: Make
) -> None:
    odd = make.organisation("Odd\nkommun")
    make.user(make.root(odd), email="first@odd.example")
    sending(make.root(odd), actor)
    sending(unit, actor)

    delivery.send_letters()

    assert len(mail.letters) == 4
