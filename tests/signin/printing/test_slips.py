"""Slips are made again from the secret of their batch, for those who need one."""

import pytest

from elearning.database import transaction
from elearning.people import actions as people
from elearning.people.models import Unit
from elearning.people.rules import Role
from elearning.signin import batches, printing, slips
from elearning.signin.codes import derived
from tests.conftest import NOON
from tests.factories import Make
from tests.signin.printing.codes import KEY, LATER, open_codes, personal_codes, reach, use_open

pytestmark = pytest.mark.usefixtures("database")


def test_slips_are_made_again_from_the_secret_of_their_batch(make: Make, unit: Unit) -> None:
    with transaction():
        batch_id, seed = printing.make_open_codes(unit.id, 3, 30, KEY, NOON)
    use_open(derived(seed, 2))

    found = slips.printable(batches.slips(reach(unit), batch_id, NOON), seed, KEY)

    assert [(slip.number, code) for slip, code in found] == [
        (1, derived(seed, 1)),
        (3, derived(seed, 3)),
    ]


def test_slips_are_not_made_from_another_secret(unit: Unit) -> None:
    batch_id, _ = open_codes(unit)

    assert slips.printable(batches.slips(reach(unit), batch_id, NOON), b"x" * 16, KEY) == []


def test_slip_of_a_protected_person_has_no_unit(make: Make, unit: Unit) -> None:
    alias = make.without_address(unit, "Björken", protected=True)
    kim = make.without_address(unit, "Kim Ek")
    batch_id, _ = personal_codes(unit, [alias, kim])

    found = batches.slips(reach(unit), batch_id, NOON)

    assert [(each.name, each.unit_name) for each in found] == [("Björken", ""), ("Kim Ek", "Köket")]


def test_slips_tell_nobody_where_those_work_who_have_moved(make: Make, unit: Unit) -> None:
    kim = make.without_address(unit, "Kim Ek")
    batch_id, _ = personal_codes(unit, [kim, make.without_address(unit, "Bo Lind")])
    elsewhere = make.unit(make.root_of_unit(unit), "Kvinnojouren")
    with transaction():
        people.move(kim.id, elsewhere.id, NOON)

    found = batches.slips(reach(unit), batch_id, NOON)

    assert [(each.name, each.unit_name) for each in found] == [("Bo Lind", "Köket")]
    assert [each.unused for each in batches.recipients(reach(elsewhere), elsewhere.id, NOON)] == [0]


def test_holders_have_neither_address_nor_role(make: Make, unit: Unit) -> None:
    make.user(unit)
    make.duty(make.without_address(unit, "Chefen"), Role.MANAGER)
    gone = make.without_address(unit, "Borta")
    with transaction():
        people.move(gone.id, None, NOON)
    make.without_address(unit, "Öst")
    make.without_address(make.unit(unit, "Disken"), "Ås")

    found = batches.recipients(reach(unit), unit.id, NOON)

    assert [(each.name, each.unit_name, each.unused) for each in found] == [
        ("Ås", "Disken", 0),
        ("Öst", "Köket", 0),
    ]


def test_holders_show_what_they_have_already(make: Make, unit: Unit) -> None:
    kim = make.without_address(unit)
    personal_codes(unit, [kim])

    assert [each.unused for each in batches.recipients(reach(unit), unit.id, NOON)] == [1]
    assert [each.unused for each in batches.recipients(reach(unit), unit.id, LATER)] == [0]
