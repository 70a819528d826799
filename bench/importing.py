"""How long an import of a large municipality takes, and how much memory, as its operator sees it.

The whole of `flask people import`, from the start of Python to the last line, in a process of its
own. Goals: at most 20 seconds and 300 MB for 50,000 rows (source: the project's issue 3).
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from bench.databases import Database, postgresql, sqlite
from config import ROOT

ROWS = 50_000
UNITS = 800
MOST_SECONDS, MOST_MEGABYTES = 20, 300
SLUG = "storstad"
HEADERS = "Anställnings-id;Förnamn;Efternamn;E-post;Förvaltning;Avdelning;Enhet;Chef;Språk".split(
    ";"
)

Cell = str | int
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Spent:
    """What one run of the command took."""

    seconds: float
    megabytes: float  # the most that its process held at a time


def person(number: int, unit: int) -> Row:
    """A row of the file, as a personnel system exports it."""
    return (
        100_000 + number,
        "Åsa-Maria",
        f"Bergström Öberg {number % 977}",
        f"asa-maria.bergstrom.{number}@storstad.example",
        f"Förvaltning {unit % 8}",
        f"Avdelning {unit % 80}",
        f"Enhet {unit}",
        "ja" if number < UNITS else "",
        "svenska",
    )


def everybody() -> Iterator[Row]:
    """The first file."""
    return (person(number, number % UNITS) for number in range(ROWS))


def a_year_later() -> Iterator[Row]:
    """One in ten has moved, one in twenty has left, as many have come."""
    for number in range(ROWS // 20, ROWS + ROWS // 20):
        yield person(number, (number * 7 if number % 10 == 0 else number) % UNITS)


def write_xlsx(path: Path, rows: Iterator[Row]) -> Path:
    """The rows as Excel keeps them."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet("Personal")
    sheet.write_row(0, 0, HEADERS)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def write_csv(path: Path, rows: Iterator[Row]) -> Path:
    """The rows as Swedish Excel writes them as text."""
    lines = (";".join(map(str, row)) for row in (tuple(HEADERS), *rows))
    path.write_text("\r\n".join(lines) + "\r\n", encoding="cp1252")
    return path


def flask(database: Database, *words: str) -> Spent:
    """Run a Flask command and wait for it. The country that the database has is left alone."""
    command = (sys.executable, "-m", "flask", "--app", "app:app", *words)
    environment = {**os.environ, **database.settings}
    begun = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(words)} failed")
    return Spent(time.monotonic() - begun, usage.ru_maxrss / 1024)


def show_importing() -> None:
    """A table for each database."""
    for make in (sqlite, postgresql):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            _show(make, Path(folder))


def _show(make: Callable[[Path], object], folder: Path) -> None:
    first = write_xlsx(folder / "first.xlsx", everybody())
    later = write_xlsx(folder / "later.xlsx", a_year_later())
    text = write_csv(folder / "later.csv", a_year_later())
    to = ("--organisation", SLUG, "--json")
    leave = ("--remove", str(ROWS // 20))
    with make(folder) as database:  # type: ignore[attr-defined]
        print(f"\n{database.name}: flask people import, {ROWS} rows, {UNITS} units")
        flask(database, "people", "add-organisation", SLUG, "Storstad")
        for name, words in {
            "an empty organisation": (str(first), *to),
            "the same file again": (str(first), *to),
            "a year later, one in twenty leaves": (str(later), *to, *leave),
            "the same as CSV, nothing to do": (str(text), *to),
        }.items():
            spent = flask(database, "people", "import", *words)
            good = spent.seconds <= MOST_SECONDS and spent.megabytes <= MOST_MEGABYTES
            print(
                f"{name:<36}{spent.seconds:>6.1f} s{spent.megabytes:>6.0f} MB"
                f"   {'within' if good else 'OVER'} {MOST_SECONDS} s and {MOST_MEGABYTES} MB"
            )
        flask(database, "learning", "verify")
