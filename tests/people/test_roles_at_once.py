"""Roles that are given, or given back, twice at the same moment."""

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearning.database import db, transaction
from elearning.people import actions, keeping
from elearning.people.models import Assignment
from elearning.people.rules import Person, Role
from tests.factories import Make
from tests.together import in_threads
from tests.visitor import Visitor

SOON = 0.5  # seconds in which the other comes as far as it can


def administrators() -> int:
    return db.session.scalar(select(func.count()).select_from(Assignment)) or 0


def test_of_two_administrators_who_go_at_once_one_stays(
    database: Flask, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make.root(make.organisation())
    root_id, chiefs = root.id, [make.duty(make.user(root), Role.ADMINISTRATOR) for _ in range(2)]
    visitors = [Visitor(database) for _ in chiefs]
    for visitor, chief in zip(visitors, chiefs, strict=True):
        visitor.signin(chief)
        visitor.get(f"/coordinator/people/{chief.id}")
    both, take = Barrier(2), keeping.take

    def take_together(*arguments: object) -> None:
        with suppress(BrokenBarrierError):
            both.wait(SOON)
        take(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "take", take_together)

    def go(visitor: Visitor, chief: Person) -> None:
        path = f"/coordinator/people/{chief.id}/duties/take"
        visitor.post(path, role=Role.ADMINISTRATOR, unit=root_id)

    in_threads(*(partial(go, *each) for each in zip(visitors, chiefs, strict=True)))

    assert administrators() == 1


def test_role_that_is_given_twice_at_once_is_given(database: Flask, make: Make) -> None:
    person = make.user()
    root_id = make.root_of(person).id
    both = Barrier(2)
    failures: list[Exception] = []

    def give() -> None:
        with database.app_context():
            try:
                with transaction():
                    with suppress(BrokenBarrierError):
                        both.wait(SOON)
                    actions.assign(person.id, Role.MANAGER, root_id)
            except Exception as failure:
                failures.append(failure)

    in_threads(give, give)

    assert (failures, administrators()) == ([], 1)
