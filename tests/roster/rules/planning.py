"""How the tests ask what a file would change, and who is known beforehand."""

from collections.abc import Sequence

from elearning.roster.columns import recognised
from elearning.roster.entries import Reader, Reason
from elearning.roster.matching import Known
from elearning.roster.places import Place, Places
from elearning.roster.rules import Plan, plan
from elearning.roster.table import Line

HEADERS = ("anstnr", "mejl", "namn", "sökväg", "chef", "språk", "skyddad")
TREE = (Place(1, None, "Säter"), Place(2, 1, "Vård"), Place(3, 1, "Skola"))
ANNA = Known(10, "anna@b.se", "1", "Anna Berg", 2, "sv", False)
BO = Known(11, "bo@b.se", "2", "Bo Ek", 2, "sv", False)
Row = tuple[str, ...]


def planned(
    rows: Sequence[Row],
    *people: Known,
    reach: frozenset[int] = frozenset({1, 2, 3}),
    home: int | None = 1,
    elsewhere: frozenset[str] = frozenset(),
    headers: tuple[str, ...] = HEADERS[:4],
) -> Plan:
    """The plan for rows that begin with the first of the headers; they are numbered from 2."""
    lines = [
        Line(number, (*row, *("" for _ in headers[len(row) :])))
        for number, row in enumerate(rows, start=2)
    ]
    reader = Reader(headers, recognised(headers))
    return plan(lines, reader, people, Places(TREE, reach, home), elsewhere)


def refusals(made: Plan) -> list[tuple[int, str, Reason, str]]:
    return [(each.row, each.column, each.reason, each.other) for each in made.refused]


def same(person: Known, **other: str) -> Row:
    """The row of somebody as they are."""
    names = {1: "Säter", 2: "Vård", 3: "Skola", None: ""}
    row = {
        "anstnr": person.staff_id,
        "mejl": person.email,
        "namn": person.name,
        "sökväg": names[person.unit_id],
    }
    return tuple({**row, **other}.values())
