"""A code works once, for whom it was made, until it ends."""

from datetime import datetime, timedelta

import pytest

from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people.models import Unit
from elearning.people.rules import Role
from elearning.signin import actions, queries
from elearning.signin.codes import code_hash
from tests.conftest import NOON
from tests.factories import Make
from tests.signin.printing.codes import (
    KEY,
    LATER,
    counts,
    open_codes,
    personal_codes,
    use_open,
)

pytestmark = pytest.mark.usefixtures("database")


def use_personal(code: str, now: datetime = NOON) -> int | None:
    with transaction():
        return actions.use_personal_code(code_hash(code, KEY), now)


def test_open_code_works_once(unit: Unit) -> None:
    batch_id, (code, *_) = open_codes(unit)

    assert [use_open(code), use_open(code)] == [True, False]
    assert counts(unit, batch_id) == (1, 2, 0, 0)


def test_personal_code_works_once_for_its_person(make: Make, unit: Unit) -> None:
    kim = make.without_address(unit)
    batch_id, (code,) = personal_codes(unit, [kim])

    assert [use_personal(code), use_personal(code)] == [kim.id, None]
    assert counts(unit, batch_id) == (1, 0, 0, 0)


def test_open_code_opens_nobodys_account(unit: Unit) -> None:
    batch_id, (code, *_) = open_codes(unit)

    assert use_personal(code) is None
    assert counts(unit, batch_id) == (0, 3, 0, 0)


def test_personal_code_makes_no_account(make: Make, unit: Unit) -> None:
    _, (code,) = personal_codes(unit, [make.without_address(unit)])

    assert queries.open_slip(code_hash(code, KEY), NOON) is None
    assert not use_open(code)


def test_open_code_leads_to_its_unit(unit: Unit) -> None:
    _, (code, *_) = open_codes(unit)

    slip = queries.open_slip(code_hash(code, KEY), NOON)

    assert slip is not None
    assert (slip.unit_id, slip.unit_name, slip.organisation_name) == (unit.id, "Köket", "Säter")


@pytest.mark.parametrize(("before", "works"), [(timedelta(seconds=1), True), (timedelta(), False)])
def test_code_works_until_its_last_moment(unit: Unit, before: timedelta, works: bool) -> None:
    _, (code, *_) = open_codes(unit)

    assert (queries.open_slip(code_hash(code, KEY), LATER - before) is not None) == works
    assert use_open(code, LATER - before) == works


def test_codes_that_nobody_used_have_ended(unit: Unit) -> None:
    batch_id, (code, *_) = open_codes(unit)
    use_open(code)

    assert counts(unit, batch_id, LATER) == (1, 0, 0, 2)


def test_code_with_another_key_is_unknown(unit: Unit) -> None:
    _, (code, *_) = open_codes(unit)

    with transaction():
        assert not actions.use_open_code(code_hash(code, "another key"), NOON)


def test_open_code_of_a_closed_unit_does_not_work(unit: Unit) -> None:
    batch_id, (code, *_) = open_codes(unit)
    with transaction():
        db.session.get_one(Unit, unit.id).closed_at = NOON

    assert (queries.open_slip(code_hash(code, KEY), NOON), use_open(code)) == (None, False)
    assert counts(unit, batch_id) == (0, 3, 0, 0)


def test_personal_code_of_one_who_has_left_does_not_work(make: Make, unit: Unit) -> None:
    kim = make.without_address(unit)
    _, (code,) = personal_codes(unit, [kim])
    with transaction():
        people.move(kim.id, None, NOON)

    assert use_personal(code) is None


def test_personal_code_of_one_who_has_got_a_role_does_not_work(make: Make, unit: Unit) -> None:
    kim = make.without_address(unit)
    _, (code,) = personal_codes(unit, [kim])
    make.duty(kim, Role.COORDINATOR)

    assert use_personal(code) is None


def test_personal_code_of_one_who_has_moved_to_another_unit_does_not_work(
    make: Make, unit: Unit
) -> None:
    kim = make.without_address(unit)
    batch_id, (code,) = personal_codes(unit, [kim])
    elsewhere = make.unit(make.root_of_unit(unit), "Förskolan")
    with transaction():
        people.move(kim.id, elsewhere.id, NOON)

    assert use_personal(code) is None
    assert counts(unit, batch_id) == (0, 0, 0, 1)


def test_personal_code_of_one_who_has_moved_further_down_still_works(
    make: Make, unit: Unit
) -> None:
    kim = make.without_address(unit)
    _, (code,) = personal_codes(unit, [kim])
    below = make.unit(unit, "Disken")
    with transaction():
        people.move(kim.id, below.id, NOON)

    assert use_personal(code) == kim.id


def test_personal_code_goes_with_an_account_that_is_erased(make: Make, unit: Unit) -> None:
    kim = make.without_address(unit)
    _, (code,) = personal_codes(unit, [kim])
    with transaction():
        people.erase(kim.id, NOON)

    assert use_personal(code) is None


def test_code_is_not_used_up_where_the_deed_fails(unit: Unit) -> None:
    _, (code, *_) = open_codes(unit)

    with pytest.raises(RuntimeError), transaction():
        actions.use_open_code(code_hash(code, KEY), NOON)
        raise RuntimeError

    assert use_open(code)
