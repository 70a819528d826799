"""A file is sent, and its columns are named."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import db, transaction
from elearning.people.models import AuditEntry, User
from elearning.people.rules import Role
from elearning.roster.models import RosterColumn, RosterImport
from elearning.roster.rules import MOST_BYTES, State
from tests.factories import Make
from tests.roster.files import ANNA, BO, HEADER, as_xlsx
from tests.roster.views.importing import PATH, counts, employed, files, latest, send, sent
from tests.visitor import Visitor


@pytest.mark.usefixtures("coordinator")
def test_file_that_is_understood_is_shown_at_once(visitor: Visitor) -> None:
    page = sent(visitor, [HEADER, ANNA, BO])

    assert counts(page) == {
        "nya": 2,
        "ändrade": 0,
        "flyttade": 0,
        "återkomna": 0,
        "som förut": 0,
        "inte i filen": 0,
        "nekade rader": 0,
    }
    assert employed() == ["Johan"]


@pytest.mark.usefixtures("coordinator")
def test_who_has_no_unit_is_told_with_where_they_come(visitor: Visitor) -> None:
    page = sent(visitor, [HEADER, ANNA, (*BO[:3], "", "")]).text

    table = page.split("1 person utan enhet hamnar direkt under Säter")[-1].split("</table>")[0]
    assert "Bo Öman" in table
    assert "Anna Åberg" not in table


@pytest.mark.usefixtures("coordinator")
def test_confirmed_import_is_done(visitor: Visitor, app: Flask) -> None:
    sent(visitor, as_xlsx([HEADER, ANNA, BO]))

    page = visitor.follow(visitor.post(f"{PATH}{latest().id}/confirm"))

    assert counts(page)["nya"] == 2
    assert employed() == ["Anna Åberg", "Bo Öman", "Johan"]
    assert files(app) == [".refused"]


@pytest.mark.usefixtures("coordinator")
def test_import_is_logged_with_its_maker(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ANNA])

    visitor.post(f"{PATH}{latest().id}/confirm")

    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.deed, entry.actor_name, entry.subject) == (
        "people-imported",
        "Johan",
        "Personal.csv",
    )


@pytest.mark.usefixtures("coordinator")
def test_same_file_twice_changes_nothing(visitor: Visitor) -> None:
    for _ in range(2):
        page = sent(visitor, [HEADER, ANNA])
        visitor.post(f"{PATH}{latest().id}/confirm")

    assert (counts(page)["som förut"], counts(page)["nya"], len(employed())) == (1, 0, 2)


@pytest.mark.usefixtures("coordinator")
def test_columns_that_are_not_recognised_are_asked_for_once(visitor: Visitor) -> None:
    rows = [("Kod", "Namn", "Lön"), ("1", "Anna Åberg", "30000")]

    page = sent(visitor, rows)
    chosen = {"column-0": "staff-id", "column-1": "name", "column-2": "unused"}
    looked = visitor.follow(visitor.post(page.request.path, **chosen))

    assert page.request.path == f"{PATH}{latest().id}/columns"
    assert counts(looked)["nya"] == 1
    assert counts(sent(visitor, rows))["nya"] == 1  # remembered


@pytest.mark.usefixtures("coordinator")
def test_columns_of_another_organisation_are_not_known(visitor: Visitor, make: Make) -> None:
    other = make.organisation("Mora")
    with transaction():
        db.session.add(RosterColumn(organisation_id=other.id, header="kod", field="staff-id"))

    page = sent(visitor, [("Kod", "Namn"), ("1", "Anna")])

    assert page.request.path.endswith("/columns")


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (("name", "name"), "Namn är vald för två kolumner."),
        (("unused", "name"), "Ingen kolumn innehåller e-postadress"),
        (("staff-id", "rubbish"), ""),
    ],
)
def test_columns_that_do_not_serve_are_refused(
    visitor: Visitor, chosen: tuple[str, str], said: str
) -> None:
    page = sent(visitor, [("Kod", "Vem"), ("1", "Anna")])

    answer = visitor.post(page.request.path, **{f"column-{n}": v for n, v in enumerate(chosen)})

    assert (answer.status_code, said in answer.text) == (422, True)
    assert latest().state == State.COLUMNS


@pytest.mark.usefixtures("coordinator")
def test_what_the_columns_hold_can_be_changed_later(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ANNA])
    path = f"{PATH}{latest().id}/columns"
    page = visitor.get(path)

    chosen = dict(zip(range(5), ("staff-id", "name", "unused", "unused", "unused"), strict=True))
    visitor.post(path, **{f"column-{n}": field for n, field in chosen.items()})
    visitor.post(f"{PATH}{latest().id}/confirm")

    assert page.status_code == 200
    assert db.session.scalars(select(User.email).where(User.name == "Anna Åberg")).all() == [None]


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Det finns inga rader i filen."),
        (as_xlsx()[:500], "Filen är trasig"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 500, "låst med lösenord"),
    ],
)
def test_file_that_cannot_be_used_is_told(
    visitor: Visitor, app: Flask, data: bytes, said: str
) -> None:
    answer = send(visitor, data)

    assert (answer.status_code, said in answer.text) == (422, True)
    assert (list(db.session.scalars(select(RosterImport))), files(app)) == ([], [])


@pytest.mark.usefixtures("coordinator")
def test_no_file_is_told(visitor: Visitor) -> None:
    visitor.get(PATH)

    answer = visitor.post(PATH, file=(BytesIO(b""), ""))

    assert (answer.status_code, "Välj en fil." in answer.text) == (422, True)


@pytest.mark.usefixtures("coordinator")
def test_too_large_a_file_is_refused(visitor: Visitor) -> None:
    body = b"x" * (MOST_BYTES + 64 * 1024 + 1)

    with visitor.app.app_context():
        answer = visitor.client.post(
            PATH, data=body, content_type="multipart/form-data; boundary=x"
        )

    assert answer.status_code == 413


def test_others_may_not_send_a_file(visitor: Visitor, make: Make) -> None:
    make_manager = make.duty(make.user(), Role.MANAGER)
    visitor.signin(make_manager)
    visitor.get("/me")

    small = visitor.post(PATH, file=(BytesIO(b"x"), "x.csv"))
    large = visitor.post(PATH, file=(BytesIO(b"x" * 100_000), "x.csv"))

    assert (small.status_code, large.status_code) == (400, 413)


def test_strangers_may_not_send_a_file(visitor: Visitor) -> None:
    visitor.get("/signin")

    assert visitor.post(PATH, file=(BytesIO(b"x" * 100_000), "x.csv")).status_code == 413


@pytest.mark.usefixtures("coordinator")
def test_file_is_sent_nowhere_else(visitor: Visitor) -> None:
    visitor.get(PATH)

    assert visitor.post("/signout", file=(BytesIO(b"x"), "x.csv")).status_code == 400
