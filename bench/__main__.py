"""Measures the product against its floors and goals: python -m bench [name …]

Names: signin modules lesson hand-in leaderboard (pages), sqlite postgresql (only on this one),
phone (a first visit on a slow phone), compile (100 modules), import (50,000 people), dashboard
(a coordinator's pages). Without names, all of it.
"""

import sys
import tempfile
from pathlib import Path

from bench.cases import CASES
from bench.compiling import show_compiling
from bench.dashboard import show_dashboard
from bench.databases import postgresql, sqlite
from bench.importing import show_importing
from bench.pages import ROUNDS, VISITS, Measured, measure
from bench.phone import show_phone

PAGES = [case.name for case in CASES]
DATABASES = {"sqlite": sqlite, "postgresql": postgresql}
OTHERS = {
    "compile": show_compiling,
    "phone": show_phone,
    "import": show_importing,
    "dashboard": show_dashboard,
}
TITLES = (
    "page",
    "clients",
    "server ms",
    "database ms",
    "sum ms",
    "visits/s",
    "bytes",
    "x floor a",
    "floor b ms",
    "x floor b",
    "goal ms",
    "reached",
    "goal x b",
    "reached",
)


def main(names: list[str]) -> None:
    """Measure what is named."""
    unknown = set(names) - {*PAGES, *DATABASES, *OTHERS}
    if unknown:
        sys.exit(f"{__doc__}\nNot known: {', '.join(sorted(unknown))}")
    for name in OTHERS:
        if not names or name in names:
            OTHERS[name]()
    if names and set(names) <= set(OTHERS):
        return
    pages = [name for name in PAGES if name in names] or PAGES
    for database in [name for name in DATABASES if name in names] or DATABASES:
        show_pages(database, pages)


def show_pages(database: str, names: list[str]) -> None:
    """The table of one database."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        DATABASES[database](Path(folder)) as loaded,
    ):
        print(f"\n{loaded.name}: medians of {ROUNDS} rounds of {VISITS} visits")
        show_table([TITLES, *(row(each) for each in measure(loaded, names))])


def row(measured: Measured) -> tuple[str, ...]:
    """One line of the table."""
    cost, case = measured.typical(), measured.case
    over_b = measured.times(measured.floors_b)
    return (
        case.name,
        str(measured.clients),
        f"{cost.server_ms:.2f}",
        f"{cost.database_ms:.2f}",
        f"{cost.total:.2f}",
        f"{cost.rate:.0f}",
        str(cost.size),
        f"{measured.times(measured.floors_a):.1f}",
        f"{cost.total / over_b:.2f}",
        f"{over_b:.2f}",
        f"{case.goal_ms:.1f}",
        yes(cost.total <= case.goal_ms),
        f"{case.goal_b:.1f}" if case.goal_b else "",
        yes(over_b <= case.goal_b) if case.goal_b else "",
    )


def yes(reached: bool) -> str:
    """In words."""
    return "yes" if reached else "NO"


def show_table(rows: list[tuple[str, ...]]) -> None:
    """Columns as wide as they need; names to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        figures = (text.rjust(width) for text, width in zip(rest, widths[1:], strict=True))
        print("  ".join((first.ljust(widths[0]), *figures)))


if __name__ == "__main__":
    main(sys.argv[1:])
