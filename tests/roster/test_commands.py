"""flask people import and export: what an operator and a script see."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import select

from elearning.database import db
from elearning.people.models import AuditEntry, Organisation, Unit, User
from elearning.roster import drafts
from tests.factories import Make
from tests.roster.files import ANNA, BO, HEADER, as_csv, as_xlsx

Flask = Callable[..., Result]
PNR = "811218-9876"


@pytest.fixture
def sater(make: Make) -> Organisation:
    """Where people are imported to."""
    return make.organisation("Säter", slug="sater")


@pytest.fixture
def bring(flask: Flask, sater: Organisation, tmp_path: Path) -> Callable[..., Result]:
    """Import rows, or bytes, with further options."""

    def run(rows: Any, *options: str) -> Result:
        file = tmp_path / "personal.csv"
        file.write_bytes(rows if isinstance(rows, bytes) else as_csv(rows).encode())
        return flask("people", "import", str(file), "--organisation", "sater", *options)

    return run


def employed() -> list[str]:
    statement = select(User.name).where(User.unit_id.is_not(None)).order_by(User.name)
    return list(db.session.scalars(statement))


def test_import_takes_people_in(bring: Callable[..., Result]) -> None:
    result = bring([HEADER, ANNA, BO])

    assert (result.exit_code, employed()) == (0, ["Anna Åberg", "Bo Öman"])


def test_import_tells_its_counts_and_every_refused_row(bring: Callable[..., Result]) -> None:
    result = bring([HEADER, ANNA, ("4713", "", "cia@sater.se", "", "")])

    assert result.stdout.splitlines() == [
        "new             1",
        "changed         0",
        "moved           0",
        "returned        0",
        "gone            0",
        "refused         1",
        "unchanged       0",
        "units           2",
        "row 3: Namn: Namnet saknas, och personen är ny.",
    ]


def test_import_as_json(bring: Callable[..., Result]) -> None:
    result = bring([HEADER, ANNA, ("4713", "Cia", "cia", "", "")], "--json")

    assert json.loads(result.stdout) == {
        "new": 1,
        "changed": 0,
        "moved": 0,
        "returned": 0,
        "gone": 0,
        "unchanged": 0,
        "units": 2,
        "refused": [{"row": 3, "column": "E-post", "reason": "Det här är ingen e-postadress."}],
    }


def test_dry_run_tells_the_same_and_changes_nothing(bring: Callable[..., Result]) -> None:
    told = bring([HEADER, ANNA, BO], "--dry-run", "--json").stdout

    assert (employed(), list(db.session.scalars(select(AuditEntry)))) == ([], [])
    assert bring([HEADER, ANNA, BO], "--json").stdout == told


def test_import_reads_excel(bring: Callable[..., Result]) -> None:
    bring(as_xlsx([HEADER, ANNA]))

    assert employed() == ["Anna Åberg"]


def test_nobody_leaves_unless_it_is_said(bring: Callable[..., Result]) -> None:
    bring([HEADER, ANNA, BO])

    result = bring([HEADER, ANNA])

    assert "gone            1   (they stay; --remove 1 lets them leave)" in result.stdout
    assert employed() == ["Anna Åberg", "Bo Öman"]


def test_number_that_leaves_must_be_right(bring: Callable[..., Result]) -> None:
    bring([HEADER, ANNA, BO])

    result = bring([HEADER, ANNA], "--remove", "2")

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: 1 people are not in the file, not 2.\n",
    )
    assert employed() == ["Anna Åberg", "Bo Öman"]


@pytest.mark.parametrize("name", [(), ("--name", "Gagnef")])
def test_more_than_a_fifth_needs_the_name(bring: Callable[..., Result], name: Any) -> None:
    bring([HEADER, ANNA, BO])

    result = bring([HEADER, ANNA], "--remove", "1", *name)

    assert (result.exit_code, result.stderr) == (
        1,
        "Error: 1 of 2 would leave, more than a fifth. Confirm with --name 'Säter'.\n",
    )
    assert employed() == ["Anna Åberg", "Bo Öman"]


def test_who_has_left_leaves(bring: Callable[..., Result]) -> None:
    bring([HEADER, ANNA, BO])

    result = bring([HEADER, ANNA], "--remove", "1", "--name", "säter")

    assert (result.exit_code, employed()) == (0, ["Anna Åberg"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Det finns inga rader i filen."),
        (as_xlsx()[:-20], "Filen är trasig"),
        ((as_csv([HEADER, ANNA]) + '4712;"Bo').encode(), "Det går fel vid rad 3."),
        (as_csv([("Namn", "Enhet"), ("Anna", "Vård")]).encode(), "går inte att skilja personerna"),
    ],
)
def test_file_that_cannot_be_used_changes_nothing(
    bring: Callable[..., Result], data: bytes, said: str
) -> None:
    result = bring(data)

    assert (result.exit_code, said in result.stderr) == (1, True)
    assert (employed(), len(list(db.session.scalars(select(Unit))))) == ([], 1)


def test_column_can_be_told(bring: Callable[..., Result]) -> None:
    rows = [("Kod", "Vem"), ("1", "Anna")]

    result = bring(rows, "--column", "Kod=staff-id", "--column", "Vem=name")

    assert (result.exit_code, employed()) == (0, ["Anna"])


@pytest.mark.parametrize("column", ["Kod=unknown", "Ingen=name", "Kod"])
def test_column_that_is_not_there_is_an_error(bring: Callable[..., Result], column: str) -> None:
    assert bring([("Kod",), ("1",)], "--column", column).exit_code == 1


def test_unknown_organisation_is_an_error(flask: Flask, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("x")

    result = flask("people", "import", str(file), "--organisation", "mora")

    assert (result.exit_code, result.stderr) == (1, "Error: There is no organisation 'mora'.\n")


def test_personal_number_is_neither_kept_nor_told(bring: Callable[..., Result]) -> None:
    result = bring([(*HEADER, "Övrigt"), (*ANNA, f"se {PNR}")])

    assert "row 2: Övrigt: Den innehåller ett personnummer" in result.stdout
    assert (PNR in result.output, employed()) == (False, [])


def test_export_gives_a_file_that_imports_to_the_same(
    bring: Callable[..., Result], flask: Flask
) -> None:
    bring([HEADER, ANNA, BO])

    out = flask("people", "export", "--organisation", "sater").stdout_bytes

    assert out.decode("utf-8-sig").splitlines() == [
        "E-post;Anställnings-id;Namn;Nivå 1;Nivå 2;Chef;Språk",
        "anna.aberg@sater.se;4711;Anna Åberg;Vård och omsorg;Hemtjänst Norr;nej;svenska",
        "bo.oman@sater.se;4712;Bo Öman;Skola;Älgens förskola;nej;svenska",
    ]
    assert json.loads(bring(out, "--json").stdout)["unchanged"] == 2


def test_cell_that_a_spreadsheet_would_run_is_made_harmless(
    bring: Callable[..., Result], flask: Flask
) -> None:
    bring([HEADER, ("4711", "=1+1", "a@sater.se", "@Vård", "")])

    out = flask("people", "export", "--organisation", "sater").stdout_bytes

    assert out.decode("utf-8-sig").splitlines()[1] == "a@sater.se;4711;'=1+1;'@Vård;nej;svenska"
    assert json.loads(bring(out, "--json").stdout)["unchanged"] == 1


def test_tidying_removes_files_of_nobody(flask: Flask, app: Any) -> None:
    drafts.keep(drafts.new_name(), drafts.LOOK, [1])

    flask("people", "tidy-imports")

    assert list((app.extensions["config"].instance / "imports").glob("*")) == []
