"""Spreadsheet files, XLSX and ODS. Alone knows calamine, and what a zip file must not do to us.

calamine makes room for every cell between the first and the last: a file of a few kilobytes with
something in its last cell would take all memory there is. So what lies inside is looked through
first, as a stream.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from elearning.roster.table import Problem, Unreadable

MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_INSIDE = 256 * 1024 * 1024  # bytes that a file may become when it is unpacked
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # how an .xls begins, and an .xlsx behind a password
_PIECE = 256 * 1024  # bytes unpacked at a time

_XLSX_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_XLSX_BARE = re.compile(rb"<(?:\w+:)?c(?=[\s>])(?![^>]*\sr\s*=)")  # a cell that names no place
_XLSX_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]*)(\d+)[\"'](?:[^>]*[^>/])?>")
_XLSX_FAR = re.compile(
    rb"\sr\s*=\s*[\"'](?:[A-Z]{3,}\d+|[H-Z][A-Z]\d+|G[S-Z]\d+|[A-Z]*(?:\d{7,}|[2-9]\d{5}))[\"']"
    rb"(?:[^>]*[^>/])?>"
)
_ODS_ROW = re.compile(rb"<table:table-row[\s>/]")
_ODS_REPEATED = re.compile(rb"number-(rows|columns)-repeated\s*=\s*[\"'](\d+)[\"']")
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell[\s>/][^<]*")

_NO_ARCHIVE = (zipfile.BadZipFile, ValueError, NotImplementedError)  # what zipfile says of others

Value = str | float | int | bool | date | datetime | time | timedelta


def is_workbook(data: bytes) -> bool:
    """Whether this is a whole XLSX or ODS file, by what is in it."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except _NO_ARCHIVE:
        return False
    return "xl/workbook.xml" in names or "content.xml" in names


def rows(
    data: bytes, score: Callable[[Sequence[Sequence[str]]], tuple[int, int]]
) -> Iterator[Sequence[Value]]:
    """The rows of the sheet whose beginning has the best score; the first of equals.

    Hidden sheets are passed over. Raises Unreadable.
    """
    _look_through(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            shown = [
                each.name
                for each in workbook.sheets_metadata
                if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet
            ]
            if not shown:
                raise Unreadable(Problem.EMPTY)

            def likeness(name: str) -> int:
                head = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=30)
                return score([[str(cell) for cell in row] for row in head])[0]

            best = max(shown, key=likeness) if len(shown) > 1 else shown[0]
            yield from workbook.get_sheet_by_name(best).iter_rows()
    except (CalamineError, zlib.error):
        raise Unreadable(Problem.BROKEN_OFF) from None


def _look_through(data: bytes) -> None:
    """Refuse what would take too much memory, by what is really there and not by what it says."""
    left = MOST_INSIDE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                bounds = _bounds(entry.filename)
                for piece in _unpacked(data, entry):
                    left -= len(piece)
                    if left < 0:
                        raise Unreadable(Problem.TOO_LARGE)
                    if bounds:
                        bounds.add(piece)
                if bounds:
                    bounds.end()
    except (*_NO_ARCHIVE, zlib.error):
        raise Unreadable(Problem.BROKEN_OFF) from None


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What an entry becomes, piece by piece; its own word on how much that is is not believed."""
    head = data[entry.header_offset : entry.header_offset + 30]
    if len(head) < 30 or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile
    start = entry.header_offset + 30 + int.from_bytes(head[26:28], "little")
    start += int.from_bytes(head[28:30], "little")
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    while not unpack.eof and len(rest):
        yield unpack.decompress(rest, _PIECE)
        rest = unpack.unconsumed_tail
    yield unpack.flush()


class _Bounds:
    """Follows a sheet row by row, and refuses it when it is too wide or too long."""

    def __init__(self, row: re.Pattern[bytes], size: Callable[[bytes], tuple[int, int]]) -> None:
        self._row, self._size = row, size
        self._kept, self._rows = b"", 0

    def add(self, piece: bytes) -> None:
        """Take more of the sheet."""
        self._kept += piece
        starts = [found.start() for found in self._row.finditer(self._kept)]
        for start, end in zip(starts, starts[1:], strict=False):
            self._measure(self._kept[start:end])
        if starts:
            self._kept = self._kept[starts[-1] :]
        if len(self._kept) > 16 * _PIECE:  # one row of four megabytes
            raise Unreadable(Problem.TOO_LARGE)

    def end(self) -> None:
        """The sheet has no more."""
        self._measure(self._kept)

    def _measure(self, row: bytes) -> None:
        rows, columns = self._size(row)
        self._rows += rows
        if columns > MOST_COLUMNS or self._rows > MOST_ROWS:
            raise Unreadable(Problem.TOO_LARGE)


def _bounds(name: str) -> _Bounds | None:
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        return _Bounds(_XLSX_ROW, _xlsx_size)
    return _Bounds(_ODS_ROW, _ods_size) if name == "content.xml" else None


def _xlsx_size(row: bytes) -> tuple[int, int]:
    """How many rows and columns a row adds at most; one that holds nothing adds none."""
    if not any(mark in row for mark in (b"<v", b":v>", b"<is", b":is>")):
        return 0, 0
    if b"<!" in row:  # declarations, which could say anything
        return 1, MOST_COLUMNS + 1
    columns = len(_XLSX_BARE.findall(row))
    if _XLSX_FAR.search(row):
        for letters, number in _XLSX_PLACE.findall(row):
            columns = max(columns, _column(letters))
            if int(number) > MOST_ROWS:
                return MOST_ROWS + 1, columns
    return 1, columns


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, GR is 200; a row, which has no letters, is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_size(row: bytes) -> tuple[int, int]:
    cells = _ODS_CELL.split(row)
    heads = _ODS_CELL.findall(row)
    head = row[: row.find(b">") + 1]
    filled = [
        _repeated(b"columns", start)
        for start, rest in zip(heads, cells[1:], strict=True)
        if b"value" in start or rest.startswith(b"<text")
    ]
    if not filled:
        return 0, 0
    return _repeated(b"rows", head), len(heads) if max(filled) == 1 else sum(filled)


def _repeated(what: bytes, tag: bytes) -> int:
    return next((int(n) for name, n in _ODS_REPEATED.findall(tag) if name == what), 1)
