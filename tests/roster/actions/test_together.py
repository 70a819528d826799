"""An import beside deeds on pages: none waits for one that waits for it."""

from threading import Event

import pytest
from flask import Flask

from elearning.people import actions as people
from elearning.people import keeping, queries, staff
from elearning.people.keeping import Details
from elearning.people.models import Organisation
from elearning.people.rules import Scope
from elearning.people.staff import Account
from elearning.roster import reading, work
from tests.conftest import NOON
from tests.factories import Make
from tests.roster.actions.taking import ANNA, BO, HEADER, Row, taken
from tests.roster.files import as_csv
from tests.together import beside

SOON = 0.3  # seconds in which the other comes as far as it can


def account(organisation: Organisation, email: str) -> Account:
    person = queries.person_by_email(email)
    assert person is not None
    found = staff.account(Scope.over(queries.root_unit(organisation.id).id), person.id)
    assert found is not None
    return found


def take_in(organisation_id: int, *rows: Row, leave: bool = False) -> None:
    """What a job does in its transaction, when the organisation is locked."""
    table = reading.table(as_csv([HEADER, *rows]).encode())
    within = Scope.over(queries.root_unit(organisation_id).id)
    fields = work.columns_of(table, organisation_id)
    work.carried_out(
        work.planned(table, fields, within, organisation_id, None),
        leave=leave,
        organisation_id=organisation_id,
        actor=None,
        file_name="personal.csv",
        now=NOON,
    )


def test_import_and_a_change_of_somebody_in_it(database: Flask, make: Make) -> None:
    sater = make.organisation()
    taken(sater, ANNA)
    anna, sater_id = account(sater, "anna@b.se"), sater.id
    is_locked, is_changing = Event(), Event()

    def bring() -> None:
        people.lock_organisation(sater_id)
        is_locked.set()
        is_changing.wait(SOON)
        take_in(sater_id, ANNA._replace(name="Anna Ek"))

    def change() -> None:
        people.lock(anna.id)
        is_changing.set()
        is_locked.wait(SOON)
        keeping.change(anna, Details("Anna Ö", anna.email, "1", "sv", False), None, NOON)

    assert beside(database, [bring], [change]) == []


def test_import_and_a_deed_to_two_of_its_people(database: Flask, make: Make) -> None:
    sater = make.organisation()
    taken(sater, ANNA, BO)
    anna, bo, sater_id = account(sater, "anna@b.se"), account(sater, "bo@b.se"), sater.id
    has_first = Event()

    def bring() -> None:
        people.lock_organisation(sater_id)
        has_first.wait(SOON)
        take_in(sater_id, ANNA._replace(name="Anna Ek"), leave=True)  # Bo leaves before she changes

    def merge() -> None:
        people.lock(anna.id)
        has_first.set()
        Event().wait(SOON)
        people.lock(bo.id)

    assert beside(database, [bring], [merge]) == []


@pytest.mark.parametrize("manager", ["nej", "ja"])  # as she is, and what the file makes of her
def test_import_and_the_erasing_of_somebody(database: Flask, make: Make, manager: str) -> None:
    sater = make.organisation()
    taken(sater, ANNA._replace(manager="nej"), BO)
    anna, sater_id = account(sater, "anna@b.se"), sater.id
    is_erased, is_planned = Event(), Event()

    def erase() -> None:
        people.erase(anna.id, NOON)
        is_erased.set()
        is_planned.wait(SOON)

    def bring() -> None:
        is_erased.wait(SOON)
        people.lock_organisation(sater_id)
        take_in(sater_id, ANNA._replace(manager=manager), BO)

    assert beside(database, [erase], [bring]) == []
