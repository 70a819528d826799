"""The coordinator's pages of letters, and what readers can say to them."""

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.nudges import actions, delivery, letters, queries, rules
from elearning.nudges.models import Mailing, OutgoingLetter
from elearning.nudges.rules import Stage, State
from elearning.people import actions as people
from elearning.people.models import AuditEntry, Unit
from elearning.people.rules import Person, Role
from elearning.signin import actions as signin
from tests.conftest import Clock
from tests.factories import Make
from tests.statements import statements
from tests.visitor import Visitor

PATH = "/coordinator/letters/"


@pytest.fixture
def unit(make: Make) -> Unit:
    """A unit in Säter with nobody in it."""
    return make.unit(make.organisation("Säter"), "Hemtjänst Norr")


@pytest.fixture
def coordinator(visitor: Visitor, make: Make, unit: Unit) -> Person:
    """The coordinator of Säter, signed in."""
    from_root = make.user(make.root_of_unit(unit), email="johan@sater.example", name="Johan")
    person = make.duty(from_root, Role.COORDINATOR)
    visitor.signin(person)
    visitor.get(PATH)
    return person


def crowd(make: Make, unit: Unit, many: int) -> list[Person]:
    return [make.user(unit) for _ in range(many)]


def written(visitor: Visitor, unit_id: int, **fields: str) -> str:
    """Write a sending; gives its address."""
    given = {"unit": unit_id, "audience": "not-finished", "kind": "reminder", **fields}
    answer = visitor.post(PATH + "waves" if "starts_on" in fields else PATH, **given)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_preview_tells_how_many_get_it_and_why_others_do_not(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person, course: Course, clock: Clock
) -> None:
    people_there = crowd(make, unit, 24)
    make.completed(people_there[0], course)
    with transaction():
        actions.unsubscribe(people_there[1].id, clock())
        people.add_user(None, "Kim", unit.id, clock())
        people.add_user("alias@sater.example", "Alias", unit.id, clock(), is_protected=True)

    page = visitor.get(
        written(visitor, make.root_of(coordinator).id), headers={"Accept-Language": "en"}
    )

    told = words(page.text)
    assert "Letters: 23 " in told
    for line in (
        "1 with a protected identity",
        "1 finished already",
        "1 without an e-mail address here",
        "1 who do not want reminders",
    ):
        assert line in told
    assert not [each.name for each in people_there if each.email in page.text]


@pytest.mark.parametrize("finished", [0, 5, 19])
def test_preview_of_a_small_group_is_the_same_however_far_it_has_come(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person, course: Course, finished: int
) -> None:
    for person in crowd(make, unit, 19)[:finished]:
        make.completed(person, course)

    page = visitor.get(written(visitor, unit.id), headers={"Accept-Language": "en"})

    told = words(page.text)
    assert "The letter goes to those whom it concerns" in told
    assert "Letters:" not in told and "finished already" not in told


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


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({"sentence": "x" * 501}, "sentence"),
        ({"sentence": "Ring 811218-9876"}, "sentence"),
        ({"audience": "everyone"}, "audience"),
        ({"kind": "threat"}, "kind"),
        ({"unit": ""}, "unit"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    visitor: Visitor, coordinator: Person, unit: Unit, fields: dict[str, str], anchor: str
) -> None:
    right = {"unit": unit.id, "audience": "not-finished", "kind": "reminder"}

    answer = visitor.post(PATH, **{**right, **fields})

    assert answer.status_code == 422
    assert f'href="#{anchor}"' in answer.text
    assert "811218-9876" not in answer.text


@pytest.mark.parametrize("day", ["", "2026-11-21", "soon"])
def test_wave_needs_a_day_that_has_not_passed(
    visitor: Visitor, coordinator: Person, unit: Unit, day: str
) -> None:
    visitor.get(PATH + "waves")
    fields = {"unit": unit.id, "audience": "managers", "kind": "invitation", "starts_on": day}

    answer = visitor.post(PATH + "waves", **fields)

    assert answer.status_code == 422
    assert 'href="#starts_on"' in answer.text


def test_sendings_of_others_are_not_found(
    visitor: Visitor, make: Make, coordinator: Person, clock: Clock
) -> None:
    elsewhere = make.unit(make.organisation("Boden"))
    with transaction():
        wish = actions.Wish(elsewhere.id, "managers", "reminder", "", date(2026, 12, 1))  # type: ignore[arg-type]
        foreign = actions.draft(wish, coordinator.id, clock()).id

    seen = [
        visitor.get(f"{PATH}{foreign}/{page}").status_code
        for page in ("", "change", "letter.sv.html")
    ]
    done = [
        visitor.post(f"{PATH}{foreign}/{deed}").status_code
        for deed in ("confirm", "stop", "again", "change")
    ]
    into = visitor.post(PATH, unit=elsewhere.id, audience="managers", kind="reminder")

    assert seen == [404] * 3
    assert done == [404] * 4
    assert into.status_code == 422


def test_letter_is_shown_in_both_languages(
    visitor: Visitor, coordinator: Person, unit: Unit
) -> None:
    address = written(visitor, unit.id, sentence="Vi ses <b>onsdag</b>")

    pages = [visitor.get(f"{address}letter.{code}.html").text for code in ("sv", "en")]

    assert [f'<html lang="{code}">' in page for code, page in zip(("sv", "en"), pages, strict=True)]
    assert ["&lt;b&gt;onsdag&lt;/b&gt;" in page for page in pages] == [True, True]
    assert visitor.get(f"{address}letter.de.html").status_code == 404


def test_unsubscribing_takes_a_press_and_no_session(app: Flask, make: Make) -> None:
    person = make.user()
    path = f"/letters/unsubscribe/{letters.unsubscribe_token(person.id)}"
    client = app.test_client()

    seen = client.get(path).status_code
    wants = queries.wants_reminders(person.id)
    done = client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code

    assert (seen, wants, done) == (200, True, 200)
    db.session.rollback()
    assert not queries.wants_reminders(person.id)


def test_unsubscribing_with_a_forged_token_is_not_found(app: Flask, make: Make) -> None:
    token = letters.unsubscribe_token(make.user().id)
    client = app.test_client()

    codes = [
        client.open(f"/letters/unsubscribe/{token[:-1]}", method=method).status_code
        for method in ("GET", "POST")
    ]

    assert codes == [404, 404]


def test_readers_choose_for_themselves_and_see_their_letters(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person
) -> None:
    visitor.post(written(visitor, make.root_of(coordinator).id) + "confirm")
    page = visitor.get("/me/letters")
    visitor.post("/me/letters/stop")
    stopped = queries.wants_reminders(coordinator.id)
    visitor.post("/me/letters/start")

    db.session.rollback()
    assert "Letters to me" in page.text or "Brev till mig" in page.text
    assert (stopped, queries.wants_reminders(coordinator.id)) == (False, True)
    assert list(visitor.data("/me/data.json")["other"]) == ["outgoing_letter"]


def test_link_in_a_letter_signs_its_reader_in_within_a_week(
    app: Flask, make: Make, unit: Unit, clock: Clock
) -> None:
    person = make.user(unit)
    with transaction():
        token = signin.make_link(person.id, clock(), rules.LINK_LIFETIME)
    reader = Visitor(app)
    clock.advance(days=6, hours=23)

    page = reader.get(f"/signin/link/{token}")
    answer = reader.post(f"/signin/link/{token}")

    assert (page.status_code, answer.status_code) == (200, 303)
    clock.advance(hours=2)
    assert reader.get(f"/signin/link/{token}").status_code == 410


@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_do_not_grow_with_people(
    visitor: Visitor, make: Make, unit: Unit, coordinator: Person, many: int
) -> None:
    crowd(make, unit, many)
    address = written(visitor, unit.id)
    asked = []
    for path in (PATH, address, PATH + "waves"):
        with statements() as seen:
            assert visitor.get(path).status_code == 200
        asked.append(len(seen))

    assert asked == [3, 3, 3]
