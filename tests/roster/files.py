"""Files as they come from Excel, LibreOffice and personnel systems, for tests."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

HEADER = ("Anställnings-id", "Namn", "E-post", "Förvaltning", "Enhet")
ANNA = ("4711", "Anna Åberg", "anna.aberg@sater.se", "Vård och omsorg", "Hemtjänst Norr")
BO = ("4712", "Bo Öman", "bo.oman@sater.se", "Skola", "Älgens förskola")
NUMBERS = (  # made up for tests by Skatteverket, or of the same kind; none is a person's
    *("198112189876", "19811218-9876", "811218-9876", "811218+9876", "811218 9876"),
    *("8112189876", "19811218 9876", "811278-9873", "198112789873", "050312-1238"),
)

Rows = Iterable[Sequence[Any]]


def as_csv(rows: Rows = (HEADER, ANNA, BO), *, by: str = ";", end: str = "\r\n") -> str:
    """Rows as text; cells stand as they are."""
    return end.join([*(by.join(map(str, row)) for row in rows), ""])


def as_xlsx(rows: Rows = (HEADER, ANNA, BO), *, above: int = 0, left: int = 0) -> bytes:
    """Rows as Excel keeps them, with so many empty rows above and columns to the left."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Personal")
    for number, row in enumerate(rows, start=above):
        for place, cell in enumerate(row, start=left):
            sheet.write(number, place, cell, *([day] if isinstance(cell, date) else []))
    book.close()
    return out.getvalue()


def as_ods(rows: Rows = (HEADER, ANNA, BO)) -> bytes:
    """Rows as LibreOffice keeps them, with the empty rest of the sheet that it adds."""

    def cell(value: Any) -> str:
        if isinstance(value, float | int):
            return (
                f'<table:table-cell office:value-type="float" office:value="{value}">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )
        if not value:
            return "<table:table-cell/>"
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{escape(value)}</text:p></table:table-cell>"
        )

    body = "".join(
        f"<table:table-row>{''.join(map(cell, row))}"
        '<table:table-cell table:number-columns-repeated="16370"/></table:table-row>'
        for row in rows
    )
    rest = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return ods(body + rest)


def ods(body: str) -> bytes:
    """An ODS file around the rows of its sheet."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(
        f'xmlns:{each}="{office}:{each}:1.0"' for each in ("office", "table", "text", "manifest")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    return archive(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": f"<manifest:manifest {names}>{entry}</manifest:manifest>",
            "content.xml": f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="A">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def archive(files: dict[str, str]) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return out.getvalue()


def with_sheet(change: Callable[[str], str]) -> bytes:
    """An XLSX file whose sheet has been tampered with."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name.endswith("sheet1.xml") else text)
    return out.getvalue()


def sheet_of(rows: str) -> bytes:
    """An XLSX file with these rows, in its own words."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_sheet(
        lambda _: f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    )
