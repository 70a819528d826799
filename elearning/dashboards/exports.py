"""The board and the curve as CSV and as XLSX: the same lines and figures as on the page."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

import xlsxwriter
from flask_babel import gettext as _

from elearning.dashboards.board import Board, Line
from elearning.dashboards.trend import Week
from elearning.web import files
from elearning.web.spreadsheet import csv_text

Value = str | int | Fraction | date | None  # a Fraction is a share, 0 to 1
CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: files.CSV,
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, and rows of values as long."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def board_table(seen: Board) -> Table:
    """A line for the unit and for everything below it, in the order of the tree by name."""
    headings = (
        _("Unit"),
        _("Part of"),
        _("Level"),
        _("Employed"),
        _("Have finished"),
        _("Share finished"),
        _("Under way"),
        _("Not begun"),
        _("Finished in the last seven days"),
        *(_("Module: %(title)s", title=title) for title in seen.modules),
        _("Note"),
    )
    names = {line.unit_id: line.name for line in seen.lines if not line.is_pool}
    names[seen.head.unit_id] = seen.head.name
    lines = (seen.head, *seen.lines)
    rows = tuple((*_place(line, names), *_values(line, len(seen.modules))) for line in lines)
    return Table(seen.head.name, headings, rows)


def _place(line: Line, names: dict[int, str]) -> tuple[Value, ...]:
    above = "" if line.parent_id is None else names[line.parent_id]
    return pool_name(line, above) if line.is_pool else line.name, above, line.depth


def pool_name(line: Line, above: str) -> str:
    """What those who are counted together are called."""
    if line.is_direct:
        return str(_("Directly in %(unit)s", unit=above))
    return str(_("Small groups in %(unit)s, together", unit=above))


def _values(line: Line, modules: int) -> Iterator[Value]:
    figures, counted = line.figures, line.counted
    yield counted.employed if counted else None
    yield counted.completed if counted else None
    yield counted.share if counted else None
    yield figures.under_way if figures else None
    yield figures.not_started if figures else None
    yield figures.this_week if figures else None
    yield from figures.modules if figures else (None,) * modules
    yield note(line)


def note(line: Line) -> str:
    """Why figures are missing, or whom they leave out."""
    if line.counted is None:
        return str(_("Too few, or too alike, to be shown alone"))
    if line.small:
        return str(_("A small group: only the share that has finished"))
    if not line.is_whole:
        return str(_("A few people are counted only further up"))
    return ""


def week_table(seen: Board, weeks: Iterable[Week]) -> Table:
    """A line for each week of the curve."""
    headings = (
        _("Through"),
        _("Have finished"),
        _("Share finished"),
        _("Share in the organisation"),
    )
    rows = tuple((week.ends_on, week.completed, week.share, week.average) for week in weeks)
    return Table(seen.head.name, headings, rows)


def as_bytes(table: Table, kind: str, language: str, now: datetime) -> bytes:
    """The table as a file."""
    return as_csv(table, language) if kind == CSV else as_xlsx(table, now)


def as_csv(table: Table, language: str) -> bytes:
    """For a spreadsheet; in Swedish with a comma in decimal numbers."""
    rows = ([_in_figures(value, language) for value in row] for row in table.rows)
    return csv_text(table.headings, rows).encode()


def _in_figures(value: Value, language: str) -> Value:
    if not isinstance(value, Fraction):
        return value
    text = f"{float(value):.4f}"
    return text.replace(".", ",") if language == "sv" else text


def as_xlsx(table: Table, now: datetime) -> bytes:
    """A workbook with one sheet: headings that stay, numbers as numbers, shares in per cent."""
    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {"in_memory": True, **plain}) as book:
        book.set_properties({"title": table.name, "created": now.replace(tzinfo=None)})
        sheet = book.add_worksheet(_("Figures"))
        sheet.freeze_panes(1, 1)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        formats = {
            Fraction: book.add_format({"num_format": "0.0%"}),
            date: book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        }
        for column, heading in enumerate(table.headings):
            sheet.write_string(0, column, heading, bold)
        sheet.set_column(0, 1, 34)
        sheet.set_column(2, len(table.headings) - 2, 13)
        sheet.set_column(len(table.headings) - 1, len(table.headings) - 1, 34)
        for number, row in enumerate(table.rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, formats)
    return out.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    value: Value,
    formats: dict[type, xlsxwriter.format.Format],
) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, Fraction):
        sheet.write_number(row, column, float(value), formats[Fraction])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats[date])
    elif value is not None:
        sheet.write_number(row, column, value)
