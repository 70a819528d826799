"""A coordinator's way from a file to people, page by page."""

import re
import stat
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from elearning.database import db, transaction
from elearning.people.models import AuditEntry, Organisation, Unit, User
from elearning.people.rules import Person, Role
from elearning.roster import work
from elearning.roster.models import RosterColumn, RosterImport
from elearning.roster.rules import MOST_BYTES, State
from tests.conftest import Clock
from tests.factories import Make
from tests.roster.files import ANNA, BO, HEADER, as_csv, as_xlsx
from tests.statements import statements
from tests.visitor import Visitor

PATH = "/coordinator/import/"


@pytest.fixture
def sater(make: Make) -> Organisation:
    """The coordinator's organisation."""
    return make.organisation("Säter", slug="sater")


@pytest.fixture
def coordinator(make: Make, sater: Organisation, visitor: Visitor) -> Person:
    """Signed in with the visitor."""
    person = make.duty(
        make.user(make.root(sater), email="johan@sater.se", name="Johan"), Role.COORDINATOR
    )
    visitor.signin(person)
    return person


def send(visitor: Visitor, data: Any, name: str = "Personal.csv") -> TestResponse:
    """Choose a file and send it."""
    visitor.get(PATH)
    content = data if isinstance(data, bytes) else as_csv(data).encode()
    return visitor.post(PATH, file=(BytesIO(content), name))


def sent(visitor: Visitor, data: Any) -> TestResponse:
    """The page that a good file leads to."""
    return visitor.follow(send(visitor, data))


def latest() -> RosterImport:
    db.session.expire_all()
    return db.session.scalars(select(RosterImport).order_by(RosterImport.id.desc())).first()  # type: ignore[return-value]


def employed() -> list[str]:
    statement = select(User.name).where(User.unit_id.is_not(None)).order_by(User.name)
    return list(db.session.scalars(statement))


def counts(page: TestResponse) -> dict[str, int]:
    """The counts of a page, by their words."""
    found = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page.text)
    return {words: int(number) for words, number in found}


def files(app: Flask) -> list[str]:
    folder = app.extensions["config"].instance / "imports"
    return sorted(file.suffix for file in folder.glob("*"))


@pytest.fixture(autouse=True)
def no_files(app: Flask) -> None:
    """Nothing left of other tests."""
    for file in (app.extensions["config"].instance / "imports").glob("*"):
        file.unlink()


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


@pytest.mark.usefixtures("coordinator")
def test_refused_rows_are_shown_and_can_be_fetched(visitor: Visitor) -> None:
    page = sent(visitor, [HEADER, ANNA, ("4712", "=Bo", "bo", "Skola", "")])

    fetched = visitor.get(f"{PATH}{latest().id}/refused.csv")

    assert "Det här är ingen e-postadress." in page.text
    assert fetched.headers["Content-Disposition"] == 'attachment; filename="refused.csv"'
    assert fetched.text.removeprefix("\N{BOM}").splitlines() == [
        "Rad;Kolumn;Värde;Varför;Anställnings-id;Namn;E-post;Förvaltning;Enhet",
        "3;E-post;bo;Det här är ingen e-postadress.;4712;'=Bo;bo;Skola;",
    ]


@pytest.mark.usefixtures("coordinator")
def test_mended_list_of_refused_rows_can_be_brought_again(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ("4712", "Bo Öman", "bo", "Skola", "")])
    fetched = visitor.get(f"{PATH}{latest().id}/refused.csv").data

    page = sent(visitor, fetched.replace(b";bo;Skola", b";bo@sater.se;Skola"))
    table = {f"column-{n}": "unused" for n in range(4)}
    kinds = ("staff-id", "name", "email", "level-1", "level-2")
    table |= {f"column-{n}": kind for n, kind in enumerate(kinds, start=4)}
    looked = visitor.follow(visitor.post(page.request.path, **table))

    assert counts(looked)["nya"] == 1


@pytest.mark.usefixtures("coordinator")
def test_last_row_of_a_file_without_an_end_is_shown(visitor: Visitor) -> None:
    page = sent(visitor, as_csv([HEADER, ANNA, BO]).encode().removesuffix(b"\r\n"))

    assert "4712 · Bo Öman · bo.oman@sater.se · Skola · Älgens förskola" in page.text


@pytest.mark.usefixtures("coordinator")
def test_progress_is_told_to_a_script(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ANNA])

    answer = visitor.get(f"{PATH}{latest().id}/progress.json")

    assert answer.json == {"state": "ready", "percent": 100}


def at_work(state: State = State.IMPORTING, percent: int = 20) -> int:
    """An import that a job is at, or was."""
    found = latest()
    with transaction():
        db.session.execute(update(RosterImport).values(state=state, percent=percent))
    return found.id


@pytest.mark.usefixtures("coordinator")
def test_bar_survives_a_reload(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ANNA])
    path = f"{PATH}{at_work()}/"

    pages = [visitor.get(path).text for _ in range(2)]

    assert ['value="20"' in page and "Försök igen" not in page for page in pages] == [True, True]
    assert "Arbetar, 20 %" in visitor.get(PATH).text


@pytest.mark.usefixtures("coordinator")
def test_job_that_was_interrupted_can_be_started_again(visitor: Visitor, clock: Clock) -> None:
    sent(visitor, [HEADER, ANNA])
    path = f"{PATH}{at_work()}/"
    clock.advance(minutes=3)

    page = visitor.get(path)
    visitor.post(f"{path}again")

    assert ("Försök igen" in page.text, latest().state, employed()) == (
        True,
        State.READY,
        ["Johan"],
    )


@pytest.mark.usefixtures("coordinator")
def test_job_at_work_is_not_started_again(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ANNA])
    path = f"{PATH}{at_work()}/"

    visitor.post(f"{path}again")

    assert latest().state == State.IMPORTING


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("suffix", ["", "columns", "refused.csv", "progress.json"])
def test_import_of_another_is_not_found(visitor: Visitor, make: Make, suffix: str) -> None:
    sent(visitor, [HEADER, ANNA])
    path = f"{PATH}{latest().id}/{suffix}"
    own = visitor.get(path).status_code
    sater = db.session.scalars(select(Organisation)).one()
    other = Visitor(visitor.app)
    other.signin(make.duty(make.user(make.root(sater)), Role.ADMINISTRATOR))

    assert (own, other.get(path).status_code) == (200, 404)


@pytest.mark.parametrize("suffix", ["confirm", "stop", "again", "columns"])
def test_import_of_another_cannot_be_touched(
    visitor: Visitor, make: Make, coordinator: Person, suffix: str
) -> None:
    sent(visitor, [HEADER, ANNA])
    other = Visitor(visitor.app)
    other.signin(make.duty(make.user(), Role.COORDINATOR))
    other.get(PATH)

    answer = other.post(f"{PATH}{latest().id}/{suffix}")

    assert (answer.status_code, latest().state) == (404, State.READY)


def test_part_of_an_organisation_is_imported_by_its_coordinator(
    visitor: Visitor, make: Make, sater: Organisation
) -> None:
    care, school = make.unit(sater, "Vård och omsorg"), make.unit(sater, "Skola")
    make.user(school, name="Cia")
    visitor.signin(make.duty(make.user(care, name="Johan"), Role.COORDINATOR, care))

    page = sent(visitor, [HEADER, ANNA, BO])
    visitor.post(f"{PATH}{latest().id}/confirm")

    assert (counts(page)["nya"], counts(page)["inte i filen"]) == (1, 0)
    assert employed() == ["Anna Åberg", "Cia", "Johan"]
    assert "utanför den del av organisationen" in page.text


def test_who_has_lost_the_role_imports_nothing(
    visitor: Visitor, coordinator: Person, app: Flask
) -> None:
    sent(visitor, [HEADER, ANNA])
    import_id = at_work()
    with transaction():
        db.session.execute(update(User).values(unit_id=None))

    work.carry_out_import(import_id)

    assert (latest().state, latest().problem, employed()) == (State.FAILED, "not-allowed", [])


@pytest.mark.usefixtures("coordinator")
def test_uploads_are_for_our_eyes_alone(visitor: Visitor, app: Flask) -> None:
    sent(visitor, [HEADER, ANNA])

    folder = app.extensions["config"].instance / "imports"
    modes = {stat.S_IMODE(file.stat().st_mode) for file in folder.glob("*")}
    assert (stat.S_IMODE(folder.stat().st_mode), modes) == (0o700, {0o600})


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(("hours", "kept"), [(23, True), (25, False)])
def test_uploads_are_removed_after_a_day(
    visitor: Visitor, app: Flask, clock: Clock, hours: int, kept: bool
) -> None:
    sent(visitor, [HEADER, ANNA])
    clock.advance(hours=hours)

    work.tidy_imports()

    assert (bool(files(app)), latest().state) == (
        kept,
        State.READY if kept else State.STOPPED,
    )


def test_refused_rows_are_gone_after_a_day(
    visitor: Visitor, coordinator: Person, clock: Clock
) -> None:
    sent(visitor, [HEADER, ("1", "Anna", "x", "", "")])
    visitor.post(f"{PATH}{latest().id}/confirm")
    clock.advance(hours=25)

    work.tidy_imports()
    visitor.signin(coordinator)

    assert visitor.get(f"{PATH}{latest().id}/refused.csv").status_code == 404
    assert visitor.get(f"{PATH}{latest().id}/").status_code == 200


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("state", [State.CHECKING, State.IMPORTING])
def test_job_whose_file_is_gone_fails_and_says_so(
    visitor: Visitor, app: Flask, state: State
) -> None:
    sent(visitor, [HEADER, ANNA])
    import_id = at_work(state)
    for file in (app.extensions["config"].instance / "imports").glob("*"):
        file.unlink()

    (work.check_import if state is State.CHECKING else work.carry_out_import)(import_id)

    assert (latest().state, latest().problem) == (State.FAILED, "file-gone")
    assert "eftersom det har gått ett dygn" in visitor.get(f"{PATH}{import_id}/").text


@pytest.mark.usefixtures("coordinator")
def test_everybody_can_be_fetched_and_that_is_logged(visitor: Visitor, make: Make) -> None:
    visitor.get(PATH)

    answer = visitor.post(f"{PATH}people.csv")

    assert answer.text.removeprefix("\N{BOM}").splitlines()[1:] == [
        "johan@sater.se;;Johan;nej;svenska"
    ]
    assert [each.deed for each in db.session.scalars(select(AuditEntry))] == ["data-exported"]


def test_protected_are_in_no_list(visitor: Visitor, make: Make, coordinator: Person) -> None:
    with transaction():
        db.session.execute(update(User).values(is_protected=True))

    visitor.get(PATH)

    assert len(visitor.post(f"{PATH}people.csv").text.splitlines()) == 1


@pytest.mark.usefixtures("coordinator")
def test_statements_of_the_pages_do_not_grow(visitor: Visitor) -> None:
    asked = {}
    for many in (1, 3, 100):
        rows = [(f"{n}", f"P {n}", f"p{n}@sater.se", "Vård", f"U {n}") for n in range(many)]
        sent(visitor, [HEADER, *rows])
        path = f"{PATH}{latest().id}/"
        with statements() as seen:
            pages = [visitor.get(each).status_code for each in (PATH, path, f"{path}columns")]
        visitor.post(f"{path}confirm")
        with statements() as seen_after:
            pages.append(visitor.get(path).status_code)
        asked[many] = (len(seen), len(seen_after), pages)

    assert asked == dict.fromkeys((1, 3, 100), (*asked[1][:2], [200] * 4))
