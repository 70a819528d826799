"""Nobody leaves, and nothing is done, without a confirmation."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import db
from elearning.people.models import AuditEntry, Unit
from elearning.roster import work
from elearning.roster.rules import State
from tests.factories import Make
from tests.roster.files import ANNA, HEADER
from tests.roster.views.importing import PATH, counts, employed, files, latest, sent
from tests.visitor import Visitor


@pytest.mark.usefixtures("coordinator")
def test_nobody_leaves_without_a_confirmation(visitor: Visitor, make: Make) -> None:
    make.user(db.session.scalars(select(Unit)).first(), name="Cia")
    page = sent(visitor, [HEADER, ANNA])

    visitor.post(f"{PATH}{latest().id}/confirm", gone="stay", number="1")

    assert counts(page)["inte i filen"] == 1
    assert employed() == ["Anna Åberg", "Cia", "Johan"]


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": "2", "name": "Säter"}, "Något har ändrats"),
        ({"number": "1", "name": ""}, "Skriv organisationens namn: Säter"),
        ({"number": "1", "name": "Mora"}, "Skriv organisationens namn: Säter"),
    ],
)
def test_wrong_confirmation_lets_nobody_leave(
    visitor: Visitor, make: Make, typed: dict[str, str], said: str
) -> None:
    make.user(db.session.scalars(select(Unit)).first(), name="Cia")
    sent(visitor, [HEADER, ANNA])

    answer = visitor.post(f"{PATH}{latest().id}/confirm", gone="leave", **typed)

    assert (answer.status_code, said in answer.text) == (422, True)
    assert (latest().state, employed()) == (State.READY, ["Cia", "Johan"])


@pytest.mark.usefixtures("coordinator")
def test_right_confirmation_lets_them_leave_and_the_importer_stay(
    visitor: Visitor, make: Make
) -> None:
    make.user(db.session.scalars(select(Unit)).first(), name="Cia")
    sent(visitor, [HEADER, ANNA])

    page = visitor.follow(
        visitor.post(f"{PATH}{latest().id}/confirm", gone="leave", number="1", name=" SÄTER ")
    )

    assert counts(page)["har slutat"] == 1
    assert employed() == ["Anna Åberg", "Johan"]


@pytest.mark.usefixtures("coordinator")
def test_confirmation_of_other_people_than_were_shown_is_asked_again(
    visitor: Visitor, make: Make, app: Flask
) -> None:
    unit = db.session.scalars(select(Unit)).first()
    make.user(unit, name="Cia")
    sent(visitor, [HEADER, ANNA])
    app.extensions["config"].__dict__["jobs_at_once"] = False
    try:  # the job waits in its queue, while somebody more is added
        visitor.post(f"{PATH}{latest().id}/confirm", gone="leave", number="1", name="Säter")
    finally:
        app.extensions["config"].__dict__["jobs_at_once"] = True
    make.user(unit, name="Dan")

    work.carry_out_import(latest().id)

    assert (latest().state, latest().gone, employed()) == (
        State.READY,
        2,
        ["Cia", "Dan", "Johan"],
    )
    assert "Något har ändrats" in visitor.get(f"{PATH}{latest().id}/").text


@pytest.mark.usefixtures("coordinator")
def test_import_can_be_stopped(visitor: Visitor, app: Flask) -> None:
    sent(visitor, [HEADER, ANNA])

    visitor.post(f"{PATH}{latest().id}/stop")
    page = visitor.get(f"{PATH}{latest().id}/")

    assert (latest().state, files(app), employed()) == (State.STOPPED, [], ["Johan"])
    assert "Avbrutet, och inget har ändrats" in page.text


@pytest.mark.usefixtures("coordinator")
def test_stopped_import_cannot_be_confirmed(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ANNA])
    visitor.post(f"{PATH}{latest().id}/stop")

    visitor.post(f"{PATH}{latest().id}/confirm")

    assert employed() == ["Johan"]


@pytest.mark.usefixtures("coordinator")
def test_done_import_is_done_once(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ANNA])
    visitor.post(f"{PATH}{latest().id}/confirm")

    visitor.post(f"{PATH}{latest().id}/confirm")
    work.carry_out_import(latest().id)

    assert len(list(db.session.scalars(select(AuditEntry)))) == 1
