"""The goal of an organisation, and its line in the log."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.dashboards import actions, queries
from elearning.dashboards.board import Goal, Setting
from elearning.database import db, transaction
from elearning.people.models import AuditEntry, Unit
from elearning.people.rules import Person, Scope
from tests.conftest import NOON
from tests.factories import Make

DAY, LATER = date(2027, 3, 31), date(2027, 6, 15)


@pytest.fixture
def root(database: Flask, make: Make) -> Unit:
    return make.root(make.organisation("Säter"))


@pytest.fixture
def actor(make: Make, root: Unit) -> Person:
    return make.user(root, name="Johan Nilsson")


def setting(root: Unit) -> Setting:
    found = queries.setting(Scope.over(root.id), root.id)
    assert found is not None
    return found


def log() -> list[tuple[str, str, str, str]]:
    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(each.actor_name, each.subject, each.before, each.after) for each in rows]


def aim(root: Unit, percent: int, day: date, actor: Person) -> None:
    with transaction():
        actions.set_goal(setting(root), percent, day, actor, NOON)


def test_goal_is_set_and_changed(root: Unit, actor: Person) -> None:
    aim(root, 80, DAY, actor)
    aim(root, 90, LATER, actor)

    assert setting(root).goal == Goal(90, LATER)
    assert log() == [
        ("Johan Nilsson", "goal", "", "80 % 2027-03-31"),
        ("Johan Nilsson", "goal", "80 % 2027-03-31", "90 % 2027-06-15"),
    ]


def test_same_goal_again_is_not_noted(root: Unit, actor: Person) -> None:
    aim(root, 80, DAY, actor)
    aim(root, 80, DAY, actor)

    assert len(log()) == 1


def test_goal_is_dropped(root: Unit, actor: Person) -> None:
    aim(root, 80, DAY, actor)

    with transaction():
        actions.drop_goal(setting(root), actor, NOON)

    assert (setting(root).goal, log()[-1][2:]) == (None, ("80 % 2027-03-31", ""))
