"""A code that is revoked does not work, and codes leave no trace of a person."""

import pytest
from sqlalchemy import select

from elearning.database import db, transaction
from elearning.people.models import AuditEntry, Unit
from elearning.signin import batches, printing
from elearning.signin.batches import Batch
from elearning.signin.models import OneTimeCode
from tests.conftest import NOON
from tests.factories import Make
from tests.signin.printing.codes import counts, open_codes, personal_codes, reach, use_open

pytestmark = pytest.mark.usefixtures("database")


def the_batch(unit: Unit, batch_id: int) -> Batch:
    found = batches.batch(reach(unit), batch_id, NOON)
    assert found is not None
    return found


def test_revoked_code_does_not_work_and_the_others_do(make: Make, unit: Unit) -> None:
    batch_id, codes = open_codes(unit)
    boss = make.user(unit)
    with transaction():
        printing.revoke(the_batch(unit, batch_id), 2, boss, NOON)

    assert [use_open(code) for code in codes] == [True, False, True]
    assert counts(unit, batch_id) == (2, 0, 1, 0)


def test_revoking_all_leaves_what_was_used(make: Make, unit: Unit) -> None:
    boss = make.user(unit)
    batch_id, codes = open_codes(unit)
    use_open(codes[0])
    with transaction():
        printing.revoke(the_batch(unit, batch_id), None, boss, NOON)

    assert [use_open(code) for code in codes] == [False] * 3
    assert counts(unit, batch_id) == (1, 0, 2, 0)


def test_revoking_a_used_code_changes_no_count(make: Make, unit: Unit) -> None:
    boss = make.user(unit)
    batch_id, codes = open_codes(unit)
    use_open(codes[0])
    with transaction():
        printing.revoke(the_batch(unit, batch_id), 1, boss, NOON)

    assert counts(unit, batch_id) == (1, 2, 0, 0)


def test_log_tells_who_made_and_revoked_codes(make: Make, unit: Unit) -> None:
    boss = make.user(unit, name="Johan Nilsson")
    kim = make.without_address(unit, "Kim Ek")
    batch_id, _ = personal_codes(unit, [kim])
    recipients = batches.recipients(reach(unit), unit.id, NOON)
    with transaction():
        printing.note_made(the_batch(unit, batch_id), recipients, boss, NOON)
        printing.revoke(the_batch(unit, batch_id), 1, boss, NOON)

    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(each.actor_name, each.deed, each.subject, each.after) for each in entries] == [
        ("Johan Nilsson", "codes-made", "Köket", "1: Kim Ek"),
        ("Johan Nilsson", "codes-revoked", "Köket", "no. 1"),
    ]


def test_use_of_an_open_code_leaves_no_trace_of_a_person(unit: Unit) -> None:
    _, (code, *_) = open_codes(unit)

    use_open(code)

    left = db.session.scalars(select(OneTimeCode.number).order_by(OneTimeCode.number)).all()
    assert left == [2, 3]


def test_codes_are_stored_as_hashes_alone(unit: Unit) -> None:
    _, codes = open_codes(unit)

    stored = str(db.session.execute(select(OneTimeCode.__table__)).all())

    assert [code in stored for code in codes] == [False] * 3
