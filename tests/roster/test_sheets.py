"""A spreadsheet cannot take more memory than a spreadsheet needs."""

import io
import zipfile

import pytest
import xlsxwriter

from elearning.roster import reading, sheets
from elearning.roster.table import Problem, Unreadable
from tests.roster.files import ANNA, HEADER, archive, as_xlsx, ods, sheet_of

TEXT = '<table:table-cell{} office:value-type="string"><text:p>hej</text:p></table:table-cell>'

REPEATED = ' table:number-columns-repeated="16000"'


def problem(data: bytes) -> Problem | None:
    try:
        reading.table(data)
    except Unreadable as error:
        return error.problem
    return None


@pytest.mark.parametrize(
    "data",
    [
        sheet_of('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">'
                 '<c r="XFD1048576"><v>1</v></c></row>'),
        sheet_of('<row r="1"><c r="A1"><v>1</v></c><c r="GS1"><v>1</v></c></row>'),
        sheet_of("<row r='1'><c s='1' r = 'ZZ1'><v>1</v></c></row>"),
        sheet_of('<row r="300000"><c><v>1</v></c></row>'),
        sheet_of("<row>" + "<c><v>1</v></c>" * 201 + "</row>"),
        sheet_of("<row><c><v>1</v></c></row>" * 200_001),
        ods(f'<table:table-row table:number-rows-repeated="1048570">{TEXT.format("")}'
            "</table:table-row>"),
        ods(f"<table:table-row>{TEXT.format(REPEATED)}</table:table-row>"),
        ods("<table:table-row><table:table-cell/>" + TEXT.format("") * 201 + "</table:table-row>"),
    ],
    ids=["corner", "wide", "quotes", "row", "bare cells", "bare rows", "ods rows", "ods repeated",
         "ods cells"],
)  # fmt: skip
def test_sheet_that_is_too_large_is_refused(data: bytes) -> None:
    assert problem(data) == Problem.TOO_LARGE


def test_empty_cells_far_away_are_no_hindrance() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>E-post</t></is></c></row>'
    data = '<row r="2"><c r="A2" t="inlineStr"><is><t>a@b.se</t></is></c></row>'

    table = reading.table(sheet_of(row + data + far))

    assert [line.cells for line in table.lines] == [("a@b.se",)]


def test_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_INSIDE", 100_000)
    data = as_xlsx([HEADER, *([ANNA] * 5_000)])

    assert problem(data) == Problem.TOO_LARGE


def test_what_an_entry_says_of_its_size_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_INSIDE", 100_000)
    data = bytearray(archive({"content.xml": "0" * 1_000_000}))
    place = data.rindex(b"PK\1\2") + 24  # where the directory tells the size
    data[place : place + 4] = (10).to_bytes(4, "little")

    assert problem(bytes(data)) == Problem.TOO_LARGE


def test_entry_packed_in_a_way_we_do_not_know_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("content.xml", "x")

    assert problem(out.getvalue()) == Problem.BROKEN_OFF


def test_the_sheet_with_people_is_chosen_and_hidden_ones_are_not() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name in ("Läs mig", "Personal", "Gömd"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["Så gör du"] if name == "Läs mig" else HEADER)
        sheet.write_row(1, 0, [name] * 5)
        if name == "Gömd":
            sheet.hide()
    book.close()

    assert [line.cells[1] for line in reading.table(out.getvalue()).lines] == ["Personal"]
