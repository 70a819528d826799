"""How the tests take a file in, and what they look at afterwards."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from hypothesis import strategies as some

from elearning.database import transaction
from elearning.learning import evidence
from elearning.people import queries as people_queries
from elearning.people.models import Organisation
from elearning.people.rules import Scope
from elearning.roster import queries, reading, work
from elearning.roster.rules import Plan
from tests.conftest import NOON
from tests.roster.files import as_csv

HEADER = ("anstnr", "mejl", "namn", "nivå 1", "nivå 2", "chef")


class Row(NamedTuple):
    """A row of a file."""

    staff_id: str
    email: str
    name: str
    above: str = "Vård"
    unit: str = "Norr"
    manager: str = "nej"


ANNA = Row("1", "anna@b.se", "Anna Berg", manager="ja")


BO = Row("2", "bo@b.se", "Bo Ek")


def taken(
    organisation: Organisation, *rows: Sequence[str], leave: bool = False, now: datetime = NOON
) -> Plan:
    """Import the rows; gives the plan."""
    scope = Scope.over(people_queries.root_unit(organisation.id).id)
    table = reading.table(as_csv([HEADER, *rows]).encode())
    fields = work.columns_of(table, organisation.id)
    with transaction():
        plan = work.planned(table, fields, scope, organisation.id, None)
        work.carried_out(
            plan,
            leave=leave,
            organisation_id=organisation.id,
            actor=None,
            file_name="personal.csv",
            now=now,
        )
    return plan


def differences(now: datetime = NOON) -> list[object]:
    return [
        each
        for counter in evidence.standing_counters()
        for each in evidence.differences(counter, now)
    ]


PEOPLE = some.builds(
    Row,
    some.sampled_from(["", "1", "2", "3", "4"]),
    some.sampled_from(["", *(f"{letter}@b.se" for letter in "abcde")]),
    some.sampled_from(["", "Anna Berg", "Bo Ek", "Cia Åberg"]),
    some.sampled_from(["", "Vård", "Skola", "Säter"]),
    some.sampled_from(["", "Norr", "Vård", "Ö/ster"]),
    some.sampled_from(["", "ja", "nej"]),
)


def roll(organisation: Organisation) -> list[queries.Listed]:
    scope = Scope.over(people_queries.root_unit(organisation.id).id)
    return queries.roll(scope, organisation.id)
