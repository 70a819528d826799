"""What readers of letters can do: unsubscribe, choose again, and sign in."""

from flask import Flask

from elearning.database import db, transaction
from elearning.nudges import letters, queries, rules
from elearning.people.models import Unit
from elearning.people.rules import Person
from elearning.signin import actions as signin
from tests.conftest import Clock
from tests.factories import Make
from tests.nudges.views.writing import written
from tests.visitor import Visitor


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
