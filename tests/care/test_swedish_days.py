"""Days of decisions, statements and evidence are those of Sweden, also just after midnight."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from elearning.care import actions, queries
from elearning.care.models import AccessibilityStatement
from elearning.care.rules import Kind, Period
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.people.models import Organisation
from elearning.people.rules import Person, Role
from tests.conftest import Clock
from tests.factories import Make
from tests.visitor import Visitor

TODAY = date(2026, 7, 1)
JUST_BEGUN = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # half past midnight in Sweden


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    """Where it is used."""
    return make.organisation("Säter", slug="sater")


@pytest.fixture
def chief(visitor: Visitor, make: Make, sater: Organisation, clock: Clock) -> Person:
    """An administrator who is up late."""
    clock.now = JUST_BEGUN
    chief = make.duty(make.user(make.root(sater)), Role.ADMINISTRATOR)
    visitor.signin(chief)
    return chief


@pytest.mark.usefixtures("chief")
def test_decision_of_today_can_be_noted(visitor: Visitor, sater: Organisation) -> None:
    visitor.get("/admin/retention")
    fields = {"log-days": "90", "log-decision": "KS 1", "log-decided_on": TODAY.isoformat()}

    answer = visitor.post("/admin/retention", **fields)

    assert answer.status_code == 303
    assert [each.decided_on for each in queries.periods(sater.id)] == [TODAY]


def test_decision_of_today_is_in_force(make: Make, sater: Organisation, clock: Clock) -> None:
    clock.now = JUST_BEGUN
    with transaction():
        period = Period(Kind.LOG, 90, "KS 1", TODAY)
        actions.decide(sater.id, {Kind.LOG: period}, None, clock.now)

    assert queries.due(sater.id, clock.now) == {Kind.LOG: 0}


@pytest.mark.usefixtures("chief")
def test_statement_is_dated_today(visitor: Visitor) -> None:
    visitor.get("/admin/accessibility")

    visitor.post(
        "/admin/accessibility",
        actor="Säters kommun",
        compliance="partly",
        method="self",
        assessed_on=TODAY.isoformat(),
    )

    kept = db.session.query(AccessibilityStatement).one()
    assert (kept.assessed_on, kept.updated_on) == (TODAY, TODAY)


def test_evidence_is_handed_out_with_the_day_that_the_certificate_has(
    visitor: Visitor, chief: Person, course: Course, make: Make
) -> None:
    make.completed(chief, course)

    text = visitor.get("/admin/export/completions.csv").text

    assert (TODAY.isoformat() in text, "2026-06-30" in text) == (True, False)
