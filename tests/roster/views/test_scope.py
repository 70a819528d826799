"""Imports and files are for those who may see them, and for a day."""

import stat

import pytest
from flask import Flask
from sqlalchemy import select, update

from elearning.database import db, transaction
from elearning.people.models import AuditEntry, Organisation, User
from elearning.people.rules import Person, Role
from elearning.roster import work
from elearning.roster.rules import State
from tests.conftest import Clock
from tests.factories import Make
from tests.roster.files import ANNA, BO, HEADER
from tests.roster.views.importing import PATH, at_work, counts, employed, files, latest, sent
from tests.statements import statements
from tests.visitor import Visitor


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
