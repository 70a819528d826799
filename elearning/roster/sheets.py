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
_LONGEST_TAG = 1024  # bytes, of the beginning of a row

_TAG = rb"<(?:[^\s<>/:]+:)?"  # how a tag begins, whatever its prefix
_PLAIN = rb"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"'<>=]*\"|'[^\"'<>=]*'))*\s*/?>"  # nothing that misleads
_XLSX_ROW = re.compile(_TAG + rb"(?:row|sheetData)(?=[\s/>])")  # a cell may stand before any row
_XLSX_PLAIN_ROW = re.compile(_TAG + rb"row" + _PLAIN)
_XLSX_INSIDE = re.compile(_TAG + rb"(?:row|c)(?=[\s/>])")
_XLSX_CELL = re.compile(_TAG + rb"c(?=[\s/>])")
_XLSX_PLAIN_CELL = re.compile(_TAG + rb"c" + _PLAIN)
_XLSX_BARE = re.compile(_TAG + rb"c(?=[\s/>])(?![^>]*\sr\s*=)")  # a cell that names no place
_XLSX_NAMED = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]*)(\d+)[\"']")
_XLSX_PLACE = re.compile(_XLSX_NAMED.pattern + rb"(?:[^>]*[^>/])?>")  # of what is not empty
_XLSX_FAR = re.compile(
    rb"\sr\s*=\s*[\"'](?:[A-Z]{3,}\d+|[H-Z][A-Z]\d+|G[S-Z]\d+|[A-Z]*(?:\d{7,}|[2-9]\d{5}))[\"']"
    rb"(?:[^>]*[^>/])?>",
    re.IGNORECASE,
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
    if any(name.lower().endswith(".bin") and "workbook" in name.lower() for name in names):
        return False  # XLSB, which cannot be looked through
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
                    bounds.add(piece)
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
        self._kept = self._kept[starts[-1] if starts else -_LONGEST_TAG :]
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


def _bounds(name: str) -> _Bounds:
    """A sheet may lie under any name in an XLSX file: its table of contents says which it is."""
    return _Bounds(_ODS_ROW, _ods_size) if name == "content.xml" else _Bounds(_XLSX_ROW, _Grid())


class _Grid:
    """Where the cells of an XLSX sheet lie: what names no place comes after what is before it.

    Tags that no program writes, and that we could misread, make a sheet too large.
    """

    TOO_WIDE = (1, MOST_COLUMNS + 1)

    def __init__(self) -> None:
        self._number = 0  # of the row before

    def __call__(self, row: bytes) -> tuple[int, int]:
        """How many rows and columns a row adds at most; one that holds nothing adds none."""
        head = _XLSX_PLAIN_ROW.match(row)
        if head is None:
            is_odd = _XLSX_ROW.match(row) and _XLSX_INSIDE.search(row)
            return self.TOO_WIDE if is_odd else (0, 0)
        named = _XLSX_NAMED.search(head[0])
        self._number = int(named[2]) if named else self._number + 1
        if not any(mark in row for mark in (b"<v", b":v>", b"<is", b":is>")):
            return 0, 0
        cells = len(_XLSX_CELL.findall(row))
        if b"<!" in row or cells != len(_XLSX_PLAIN_CELL.findall(row)):
            return self.TOO_WIDE  # declarations could say anything
        return (1 if self._number <= MOST_ROWS else MOST_ROWS + 1), self._columns(row)

    @staticmethod
    def _columns(row: bytes) -> int:
        bare = len(_XLSX_BARE.findall(row))
        places = _XLSX_NAMED if bare else _XLSX_PLACE if _XLSX_FAR.search(row) else None
        found = places.findall(row) if places else ()
        if any(int(number) > MOST_ROWS for _, number in found):
            return MOST_COLUMNS + 1
        return bare + max((_column(letters) for letters, _ in found), default=0)


def _column(letters: bytes) -> int:
    """The number of a column: A is 1, GR is 200; a row, which has no letters, is 0."""
    number = 0
    for letter in letters.upper():
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
