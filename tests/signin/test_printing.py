"""Making, using and revoking printed codes, on both databases."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people.models import AuditEntry, Unit
from elearning.people.rules import Person, Role, Scope
from elearning.signin import actions, batches, printing, queries, slips
from elearning.signin.batches import Batch
from elearning.signin.codes import code_hash, derived
from elearning.signin.models import CodeBatch, OneTimeCode
from tests.conftest import NOON
from tests.factories import Make
from tests.statements import statements

pytestmark = pytest.mark.usefixtures("database")

KEY = "a key"
LATER = NOON + timedelta(days=30)


@pytest.fixture
def unit(make: Make) -> Unit:
    return make.unit(make.organisation("Säter"), "Köket")


def reach(*units: Unit) -> Scope:
    return Scope(frozenset(unit.id for unit in units))


def open_codes(unit: Unit, number: int = 3, days: int = 30) -> tuple[int, list[str]]:
    """A batch and its codes."""
    with transaction():
        batch_id, seed = printing.make_open_codes(unit.id, number, days, KEY, NOON)
    return batch_id, [derived(seed, each) for each in range(1, number + 1)]


def personal_codes(unit: Unit, people: Sequence[Person]) -> tuple[int, list[str]]:
    wanted = {each.id for each in people}
    chosen = [each for each in batches.holders(reach(unit), unit.id, NOON) if each.id in wanted]
    assert len(chosen) == len(wanted)
    with transaction():
        batch_id, seed = printing.make_personal_codes(unit.id, chosen, 30, KEY, NOON)
    return batch_id, [derived(seed, each) for each in range(1, len(chosen) + 1)]


def use_open(code: str, now: datetime = NOON) -> bool:
    with transaction():
        return actions.use_open_code(code_hash(code, KEY), now)


def use_personal(code: str, now: datetime = NOON) -> int | None:
    with transaction():
        return actions.use_personal_code(code_hash(code, KEY), now)


def counts(unit: Unit, batch_id: int, now: datetime = NOON) -> tuple[int, int, int, int]:
    """Used, unused, revoked, ended."""
    found = batches.batch(reach(unit), batch_id, now)
    assert found is not None
    return found.used, found.unused, found.revoked, found.ended


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
    holders = batches.holders(reach(unit), unit.id, NOON)
    with transaction():
        printing.note_made(the_batch(unit, batch_id), holders, boss, NOON)
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


def test_holders_have_neither_address_nor_role(make: Make, unit: Unit) -> None:
    make.user(unit)
    make.duty(make.without_address(unit, "Chefen"), Role.MANAGER)
    gone = make.without_address(unit, "Borta")
    with transaction():
        people.move(gone.id, None, NOON)
    make.without_address(unit, "Öst")
    make.without_address(make.unit(unit, "Disken"), "Ås")

    found = batches.holders(reach(unit), unit.id, NOON)

    assert [(each.name, each.unit_name, each.unused) for each in found] == [
        ("Ås", "Disken", 0),
        ("Öst", "Köket", 0),
    ]


def test_holders_show_what_they_have_already(make: Make, unit: Unit) -> None:
    kim = make.without_address(unit)
    personal_codes(unit, [kim])

    assert [each.unused for each in batches.holders(reach(unit), unit.id, NOON)] == [1]
    assert [each.unused for each in batches.holders(reach(unit), unit.id, LATER)] == [0]


def test_nothing_is_seen_outside_the_scope(make: Make, unit: Unit) -> None:
    other = make.unit(make.organisation("Gagnef"))
    sibling = make.unit(make.root(make.organisation("Mora")), "Köket")
    make.without_address(unit)
    batch_id, _ = open_codes(unit)

    for outside in (reach(other), reach(sibling), Scope(frozenset())):
        assert batches.batches(outside, NOON, 1) == []
        assert batches.batch(outside, batch_id, NOON) is None
        assert batches.slips(outside, batch_id, NOON) == []
        assert batches.holders(outside, unit.id, NOON) == []
        assert unit.id not in {each.id for each in batches.units(outside)}


def test_scope_above_sees_what_is_below(make: Make, unit: Unit) -> None:
    root = db.session.get_one(Unit, unit.parent_id)
    batch_id, _ = open_codes(unit)

    assert [each.id for each in batches.batches(reach(root), NOON, 1)] == [batch_id]


def test_closed_units_are_not_offered(make: Make, unit: Unit) -> None:
    closed = make.unit(unit, "Stängt")
    with transaction():
        db.session.get_one(Unit, closed.id).closed_at = NOON

    assert [each.name for each in batches.units(reach(unit))] == ["Köket"]


def test_batches_come_newest_first_and_page_by_page(unit: Unit) -> None:
    made = [open_codes(unit, 1)[0] for _ in range(batches.PAGE + 2)]

    first, second = (batches.batches(reach(unit), NOON, page) for page in (1, 2))

    assert [each.id for each in first] == made[:0:-1]  # and one, to tell that there are more
    assert [each.id for each in second] == made[1::-1]


@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_do_not_grow_with_codes(make: Make, unit: Unit, many: int) -> None:
    for _ in range(many):
        make.without_address(unit)
    batch_id, codes = open_codes(unit, many)
    scope = reach(unit)

    with statements() as seen:
        batches.batches(scope, NOON, 1)
        batches.slips(scope, batch_id, NOON)
        batches.holders(scope, unit.id, NOON)
        use_open(codes[0])

    assert len(seen) == 5


def test_old_codes_and_counts_are_forgotten(unit: Unit) -> None:
    open_codes(unit)
    open_codes(unit, days=60)

    def left() -> tuple[int | None, int | None]:
        codes = db.session.scalar(select(func.count()).select_from(OneTimeCode))
        return codes, db.session.scalar(select(func.count()).select_from(CodeBatch))

    seen = []
    for days in (30, 60, 30 + 365, 60 + 365):
        with transaction():
            actions.forget_old(NOON + timedelta(days=days))
        seen.append(left())

    assert seen == [(3, 2), (0, 2), (0, 1), (0, 0)]


def test_code_lets_one_in_of_two_who_try_at_once(database: Flask, unit: Unit) -> None:
    batch_id, codes = open_codes(unit, 5)
    for code in codes:
        ready, let_in = Barrier(2), []

        def enter(code: str = code, ready: Barrier = ready, let_in: list[bool] = let_in) -> None:
            with database.app_context():
                ready.wait()
                let_in.append(use_open(code))

        threads = [Thread(target=enter) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(let_in) == [False, True]
    assert counts(unit, batch_id) == (5, 0, 0, 0)
