"""Tables for a Swedish spreadsheet: byte order mark, semicolons, and no cell that it would run."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response

from elearning.web.files import CSV, download

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so


def csv_text(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A header and rows as one text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([cell(heading) for heading in headers])
    writer.writerows([cell(value) for value in row] for row in rows)
    return "\N{BOM}" + out.getvalue()


def cell(value: Any) -> Any:
    """A value that a spreadsheet shows and does not run."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def csv_answer(name: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """The table as a file to save under a name of ASCII letters."""
    return download(csv_text(headers, rows), name, CSV)
