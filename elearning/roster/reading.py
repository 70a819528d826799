"""From the bytes of a file to the lines of a table, whatever program has written it.

Nothing is kept here, and no personal identity number leaves: see numbers.py.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import islice

from elearning.people import numbers
from elearning.roster import sheets
from elearning.roster.columns import LONGEST_HEADER, Field, field_named
from elearning.roster.table import Line, Problem, Table, Unreadable

LONGEST_CELL = 500  # characters; more is cut, and refused where a field is shorter
TITLE_ROWS = 30  # rows at the top among which the names of the columns are looked for
DELIMITERS = ";\t,"
_ENCODINGS = ("cp1252", "mac_roman", "cp850")  # what Excel writes on Windows, on a Mac, and in DOS
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_SWEDISH = frozenset("åäöÅÄÖéÉ")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Rows = Iterable[tuple[int, Sequence[str]]]


def table(data: bytes) -> Table:
    """The table in a file. Raises Unreadable where there is none, or only a part of one."""
    if not data.strip():
        raise Unreadable(Problem.EMPTY)
    if sheets.is_workbook(data):
        return _table(_numbered(sheets.rows(data, header_score)), is_text=False)
    if data.startswith(sheets.OLD_OR_LOCKED):
        raise Unreadable(Problem.OLD_OR_LOCKED)
    if data.startswith(b"PK"):
        raise Unreadable(Problem.BROKEN_OFF)
    text = _text(data)
    if _CONTROL.search(text[:5000]):
        raise Unreadable(Problem.NO_TABLE)
    return _table(_csv_rows(text), is_text=True, ends_whole=text.endswith(("\n", "\r")))


def _text(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if b"\0" in data[:1000]:  # UTF-16 without a mark: every other byte is zero
        encoding = "utf-16-be" if data[0] == 0 else "utf-16-le"
        text = _decoded(data, encoding)
        if "\0" in text or not any(mark in text for mark in DELIMITERS):
            raise Unreadable(Problem.NO_TABLE)
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return max((data.decode(each, "replace") for each in _ENCODINGS), key=_likeness)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(Problem.BROKEN_OFF) from None


def _likeness(text: str) -> int:
    """How much a text looks like Swedish: a wrong guess turns å into a symbol or a rare letter."""
    odd = [letter for letter in text if not letter.isascii()]
    return sum(3 if letter in _SWEDISH else 1 if letter.isalpha() else -2 for letter in odd)


def _csv_rows(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            yield number, [_cell(each) for each in row]
    except csv.Error:  # the file ends, or goes on, in the middle of a quoted cell
        raise Unreadable(Problem.BROKEN_OFF, row=number + 1) from None


def _delimiter(text: str) -> str:
    """The mark that parts the most lines of the beginning into the same number of cells."""
    lines = [line for line in text[:20_000].splitlines()[:TITLE_ROWS] if line.strip()]

    def fitness(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines if mark in line]
        commonest = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        return counts.count(commonest) if commonest else 0, commonest

    return max(DELIMITERS, key=fitness)


def _numbered(rows: Iterable[Sequence[sheets.Value]]) -> Iterator[tuple[int, Sequence[str]]]:
    return ((number, [said(value) for value in row]) for number, row in enumerate(rows, start=1))


def said(value: sheets.Value) -> str:
    """The value of a cell as a person would write it: 4711.0 is "4711", a date "2026-11-22"."""
    if isinstance(value, str):
        return _cell(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value).lower()


def _cell(text: str) -> str:
    """The text in one line, composed, without what cannot be seen."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    if not text.isprintable():
        text = _CONTROL.sub("", text)
    text = " ".join(text.split())
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text[: LONGEST_CELL + 1]


def header_score(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many columns the best header among the first rows names, and which row it is."""
    scores = [
        0
        if any("@" in cell for cell in row)
        else sum(field_named(cell) is not None for cell in row)
        for row in rows[:TITLE_ROWS]
    ]
    best = max(scores, default=0)
    return best, scores.index(best) if best else 0


def _table(rows: Rows, *, is_text: bool, ends_whole: bool = True) -> Table:
    """Find the header, take its columns, and hide every personal identity number."""
    rows = iter(rows)
    first = list(islice(rows, TITLE_ROWS))
    header, below = _header(first)
    width = max((number for number, cell in enumerate(header, start=1) if cell), default=0)
    if width > sheets.MOST_COLUMNS:
        raise Unreadable(Problem.TOO_LARGE)
    reader = _Lines(header, width, is_text=is_text)
    lines = [reader.line(*row) for row in first[below:] if any(row[1])]
    for number, cells in rows:
        if any(cells):
            lines.append(reader.line(number, cells))
        if number > sheets.MOST_ROWS:
            raise Unreadable(Problem.TOO_LARGE)
    if not lines:
        raise Unreadable(Problem.EMPTY)
    if not ends_whole and lines[-1].is_short:
        raise Unreadable(Problem.BROKEN_OFF, row=lines[-1].number)
    reader.look_again(lines)
    headers = tuple(numbers.masked(cell)[:LONGEST_HEADER] for cell in header[:width])
    return Table(headers, tuple(lines), ends_whole)


def _header(first: Sequence[tuple[int, Sequence[str]]]) -> tuple[Sequence[str], int]:
    """The names of the columns, and where among the first rows the list begins."""
    rows = [cells for _, cells in first]
    score, place = header_score(rows)
    if not score:
        filled = [sum(map(bool, cells)) for cells in rows]
        if not any(filled):
            raise Unreadable(Problem.EMPTY)
        place = filled.index(max(filled))
        if any("@" in cell for cell in rows[place]):  # nothing above it: the list begins at once
            return [str(number + 1) for number in range(len(rows[place]))], place
    return rows[place], place + 1


class _Lines:
    """Makes lines of one width, and knows in which columns numbers have been found."""

    def __init__(self, header: Sequence[str], width: int, *, is_text: bool) -> None:
        fields = [field_named(cell) for cell in header[:width]]
        self._width, self._whole, self._is_text = width, len(header), is_text
        self._phones = [place for place, field in enumerate(fields) if field is Field.PHONE]
        self._tainted = {n for n, field in enumerate(fields) if field is Field.PERSONAL_NUMBER}
        self._seen: dict[str, str] = {}  # units come again and again: kept once

    def line(self, number: int, cells: Sequence[str]) -> Line:
        """A line whose personal identity numbers are hidden, also where no column has a name."""
        texts = [self._seen.setdefault(text, text) for text in cells[: self._width]]
        texts += [""] * (self._width - len(texts))
        for place in self._phones:
            if numbers.looks_like_telephone(texts[place]):
                texts[place] = ""
        hidden = numbers.found_in([*texts, *cells[self._width :]])
        for place in hidden:
            if place < self._width:
                texts[place] = numbers.masked(texts[place])
                self._tainted.add(place)
        return Line(
            number,
            tuple(texts),
            hidden,
            has_extra=self._is_text and any(cells[self._whole :]),
            is_short=self._is_text and len(cells) < self._whole,
        )

    def look_again(self, lines: list[Line]) -> None:
        """In columns where numbers were found, hide also those that have lost their zeros."""
        for index, line in enumerate(lines):
            cut = {place for place in self._tainted if numbers.is_cut_short(line.cells[place])}
            if cut:
                cells = [numbers.MASK if p in cut else text for p, text in enumerate(line.cells)]
                hidden = tuple(sorted({*line.hidden, *cut}))
                lines[index] = replace(line, cells=tuple(cells), hidden=hidden)
