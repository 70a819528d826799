"""Administrators decide how long things are kept, destroy what is old and read the protocol."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from elearning.care import queries
from elearning.care.rules import Kind
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning.models import Completion
from elearning.people import actions as people
from elearning.people.models import Organisation
from tests.care.admin.logged import log
from tests.conftest import Clock
from tests.factories import Make
from tests.visitor import Visitor


def test_decision_is_kept_and_others_are_only_suggestions(
    visitor: Visitor, sater: Organisation
) -> None:
    fields = {"log-days": "365", "log-decision": "KS 1", "log-decided_on": "2026-01-02"}

    answer = visitor.post("/admin/retention", **{"attempts-days": "90", **fields})

    assert answer.status_code == 303
    assert [(each.kind, each.days) for each in queries.periods(sater.id)] == [(Kind.LOG, 365)]
    assert log() == [("setting-changed", "retention-log")]


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({"log-decision": "KS 1", "log-decided_on": "2026-01-02"}, "log-days"),
        ({"log-days": "29", "log-decision": "KS 1", "log-decided_on": "2026-01-02"}, "log-days"),
        ({"log-days": "90", "log-decision": "KS 1"}, "log-decided_on"),
        ({"log-days": "90", "log-decided_on": "2026-01-02"}, "log-decision"),
        (
            {"log-days": "90", "log-decision": "KS 1", "log-decided_on": "2026-11-23"},
            "log-decided_on",
        ),
    ],
)
def test_half_a_decision_is_shown_again(
    visitor: Visitor, sater: Organisation, fields: dict[str, str], anchor: str
) -> None:
    answer = visitor.post("/admin/retention", **{"attempts-days": "91", **fields})

    assert answer.status_code == 422
    assert (f'href="#{anchor}"' in answer.text, 'value="91"' in answer.text) == (True, True)
    assert queries.periods(sater.id) == []


def test_page_tells_what_is_decided_and_opens_nothing(visitor: Visitor, due: int) -> None:
    page = visitor.get("/admin/retention").text.split("<form", 2)[2]

    assert "Sparas i 30 dagar, enligt beslut KS 2026/12 den" in page
    assert page.count("Inget beslut: inget gallras.") == len(Kind) - 1
    assert page.count("<details") == len(Kind)
    assert "<details open" not in page.replace(' class="ds-details" data-variant="default"', "")


def test_only_what_is_wrong_is_open(visitor: Visitor, sater: Organisation) -> None:
    page = visitor.post("/admin/retention", **{"log-days": "90", "log-decision": "KS 1"}).text

    opened = [each for each in page.split("<details")[1:] if each.split(">")[0].endswith(" open")]
    assert ['id="log-days"' in each for each in opened] == [True]


@pytest.fixture
def due(sater: Organisation, make: Make, course: Course, clock: Clock) -> int:
    """How much evidence has been kept long enough."""
    person = make.user(make.root(sater))
    make.completed(person, course)
    make.decision(sater, Kind.COMPLETIONS, 30)
    with transaction():
        people.move(person.id, None, clock() - timedelta(31))
    return evidence()


def evidence() -> int:
    return db.session.scalar(select(func.count()).select_from(Completion)) or 0


def test_page_tells_what_would_go_and_destroys_nothing(visitor: Visitor, due: int) -> None:
    page = visitor.get("/admin/retention").text

    assert f"<dd>{due}</dd>" in page
    assert evidence() == due


def test_one_must_be_sure(visitor: Visitor, due: int) -> None:
    answer = visitor.post("/admin/retention/run")

    assert (answer.status_code, 'href="#sure"' in answer.text) == (422, True)
    assert evidence() == due


def test_run_destroys_and_the_protocol_tells(visitor: Visitor, due: int) -> None:
    assert visitor.post("/admin/retention/run", sure="1").status_code == 303

    assert evidence() == 0
    page = visitor.get("/admin/retention/protocol").text
    assert all(text in page for text in ("Karin Holm", "KS 2026/12", f"{due}</td>"))


def test_protocol_is_fetched_and_that_is_logged(visitor: Visitor, due: int) -> None:
    visitor.post("/admin/retention/run", sure="1")

    answer = visitor.get("/admin/retention/protocol.csv")

    rows = answer.text.removeprefix("\N{BOM}").splitlines()
    assert (len(rows), f";{due};" in rows[1]) == (2, True)
    assert log()[-1] == ("data-exported", "gallringsprotokoll.csv")
