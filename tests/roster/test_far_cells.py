"""A small file whose last cell lies far away takes no memory, however its places are written."""

import io
import zipfile

import pytest

from elearning.roster import reading
from elearning.roster.table import Problem, Unreadable
from tests.roster.files import ANNA, HEADER, as_ods, as_xlsx

SHEET = "xl/worksheets/sheet1.xml"
FAR = '<row r="20000"><c r="XFD20000"><v>1</v></c></row>'
BARE = "<c/>" * 20_000
MISLEADING = '<c x=" r="/>' * 20_000


def with_rows(rows: str, path: str = SHEET) -> bytes:
    """A workbook with rows of our own after the first two, in a sheet that lies at a path."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx([HEADER, ANNA]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                data = data.replace(SHEET[3:].encode(), path[3:].encode())
            if name == SHEET:
                data = data.replace(b"</sheetData>", f"{rows}</sheetData>".encode())
            new.writestr(path if name == SHEET else name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("rows", "path"),
    [
        (FAR, SHEET),
        (FAR, "xl/data/people.xml"),
        (FAR, "xl/Worksheets/Sheet1.XML"),
        (FAR.replace("XFD", "xfd"), SHEET),
        (FAR.replace("<c r", '<c s="1"r'), SHEET),
        (FAR.replace("<c r", '<c x=">" r'), SHEET),
        (FAR.replace("<row r", '<row s="1"r').replace("20000", "1048576"), SHEET),
        ('<row r="1048575"/><row><c><v>1</v></c></row>', SHEET),
        (f'<row r="3">{BARE}<c><v>1</v></c></row>', SHEET),
        (f'<row r="3">{MISLEADING}<c><v>1</v></c></row>', SHEET),
        ('<row r="3"><c r="XFC3"/><c><v>1</v></c></row>', SHEET),
    ],
    ids=[
        "as Excel writes",
        *("another folder", "another case", "small letters", "no blank", "angle in a value"),
        *("row without a blank", "row after an empty one", "cells without places"),
        *("value that looks like a place", "cell after an empty one"),
    ],
)
def test_far_cell_is_refused(rows: str, path: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reading.table(with_rows(rows, path))

    assert refused.value.problem is Problem.TOO_LARGE


def test_cell_before_every_row_is_refused() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx([HEADER, ANNA]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            cell = b'<sheetData><c r="XFD20000"><v>1</v></c>'
            new.writestr(name, old.read(name).replace(b"<sheetData>", cell))

    with pytest.raises(Unreadable):
        reading.table(out.getvalue())


@pytest.mark.parametrize("book", ["xl/workbook.bin", "XL/Workbook.BIN"])
def test_binary_workbook_is_refused(book: str) -> None:
    out = io.BytesIO(as_ods())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(book, b"\x83\x01\x00")

    with pytest.raises(Unreadable):
        reading.table(out.getvalue())


@pytest.mark.parametrize("path", [SHEET, "xl/data/people.xml"])
def test_near_cells_are_read_wherever_the_sheet_lies(path: str) -> None:
    rows = '<row r="4" spans="1:5" ht="15"><c r="A4" s="1"><v>4713</v></c></row>'

    found = reading.table(with_rows(rows, path))

    assert [line.cells[0] for line in found.lines] == ["4711", "4713"]
