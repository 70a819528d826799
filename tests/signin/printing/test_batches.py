"""Batches are seen within the scope, page by page, and forgotten in time."""

from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearning.database import db, transaction
from elearning.people.models import Unit
from elearning.people.rules import Scope
from elearning.signin import actions, batches
from elearning.signin.models import CodeBatch, OneTimeCode
from tests.conftest import NOON
from tests.factories import Make
from tests.signin.printing.codes import counts, open_codes, reach, use_open
from tests.statements import statements
from tests.together import in_threads

pytestmark = pytest.mark.usefixtures("database")


def test_nothing_is_seen_outside_the_scope(make: Make, unit: Unit) -> None:
    other = make.unit(make.organisation("Gagnef"))
    sibling = make.unit(make.root(make.organisation("Mora")), "Köket")
    make.without_address(unit)
    batch_id, _ = open_codes(unit)

    for outside in (reach(other), reach(sibling), Scope.over()):
        assert batches.batches(outside, NOON, 1) == []
        assert batches.batch(outside, batch_id, NOON) is None
        assert batches.slips(outside, batch_id, NOON) == []
        assert batches.recipients(outside, unit.id, NOON) == []


def test_scope_above_sees_what_is_below(make: Make, unit: Unit) -> None:
    root = db.session.get_one(Unit, unit.parent_id)
    batch_id, _ = open_codes(unit)

    assert [each.id for each in batches.batches(reach(root), NOON, 1)] == [batch_id]


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
        batches.recipients(scope, unit.id, NOON)
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
        ready = Barrier(2)
        let_in: list[bool] = []

        def enter(code: str = code, ready: Barrier = ready, let_in: list[bool] = let_in) -> None:
            with database.app_context():
                ready.wait()
                let_in.append(use_open(code))

        in_threads(enter, enter)

        assert sorted(let_in) == [False, True]
    assert counts(unit, batch_id) == (5, 0, 0, 0)
