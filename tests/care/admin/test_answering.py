"""Administrators answer barrier reports and requests for erasure."""

import pytest
from sqlalchemy import select

from elearning.care import keeping, statements
from elearning.care.models import BarrierReport
from elearning.database import db, transaction
from elearning.people.models import AuditEntry, Organisation
from elearning.people.rules import Person, Role
from tests.care.admin.logged import log
from tests.conftest import NOON
from tests.factories import Make
from tests.visitor import Visitor


@pytest.fixture
def report(sater: Organisation) -> int:
    """A barrier report to Säter."""
    with transaction():
        keeping.report(sater.id, "<b>Knappen</b>", "/tips/", "a@b.se", NOON)
    return db.session.scalars(select(BarrierReport.id)).one()


def test_reports_are_read_and_escaped(visitor: Visitor, report: int) -> None:
    page = visitor.get("/admin/feedback").text

    assert ("&lt;b&gt;Knappen" in page, 'href="mailto:a@b.se"' in page) == (True, True)


def test_report_is_answered_and_opened_again(visitor: Visitor, report: int) -> None:
    visitor.post(f"/admin/feedback/{report}")
    is_answered = db.session.scalars(select(BarrierReport.answered_at)).one() is not None
    visitor.post(f"/admin/feedback/{report}")

    assert is_answered
    assert db.session.scalars(select(BarrierReport.answered_at)).one() is None
    assert log() == [("report-answered", f"#{report}"), ("report-reopened", f"#{report}")]


@pytest.mark.parametrize("page", ["0", "99999999999999999999"])
def test_page_of_reports_that_is_none_is_404(visitor: Visitor, page: str) -> None:
    assert visitor.get(f"/admin/feedback?page={page}").status_code == 404


def test_reports_of_others_are_not_there(visitor: Visitor, make: Make) -> None:
    mora = make.organisation("Mora")
    with transaction():
        keeping.report(mora.id, "Moras", "", "", NOON)
        keeping.report(None, "Ingens", "", "", NOON)
    foreign, nobodys = db.session.scalars(select(BarrierReport.id).order_by(BarrierReport.id))

    assert visitor.post(f"/admin/feedback/{foreign}").status_code == 404
    assert visitor.post(f"/admin/feedback/{nobodys}").status_code == 404
    page = visitor.get("/admin/feedback").text
    assert ("Moras" in page, "Ingens" in page) == (False, False)


@pytest.fixture
def wish(sater: Organisation, make: Make) -> Person:
    """Somebody in Säter who wants to be erased."""
    person = make.user(make.root(sater), name="Amina Yusuf")
    with transaction():
        keeping.ask_to_be_erased(person.id, NOON)
    return person


def test_wish_is_answered_and_logged(visitor: Visitor, wish: Person) -> None:
    assert f'href="/coordinator/people/{wish.id}"' in visitor.get("/admin/wishes").text

    answer = visitor.post(f"/admin/wishes/{wish.id}", reply="Arkivet behöver det.")

    assert answer.status_code == 303
    kept = statements.erasure_request(wish.id)
    assert kept is not None
    assert (kept.reply, kept.replied_at) == ("Arkivet behöver det.", NOON)
    assert log() == [("erasure-answered", "Amina Yusuf")]


def test_answer_is_in_the_log_of_whose_wish_it_was(
    visitor: Visitor, wish: Person, sater: Organisation, make: Make
) -> None:
    mora = make.organisation("Mora kommun")
    visitor.signin(make.duty(make.user(make.root(mora)), Role.ADMINISTRATOR, make.root(sater)))
    visitor.get("/admin/wishes")

    visitor.post(f"/admin/wishes/{wish.id}", reply="Arkivet behöver det.")

    kept = db.session.scalars(select(AuditEntry.organisation_id)).all()
    assert kept == [sater.id]


def test_empty_answer_is_shown_again(visitor: Visitor, wish: Person) -> None:
    answer = visitor.post(f"/admin/wishes/{wish.id}", reply=" ")

    assert (answer.status_code, 'href="#reply"' in answer.text) == (422, True)
    assert 'id="reply"' in answer.text


def test_wish_of_others_is_not_there(visitor: Visitor, make: Make) -> None:
    other = make.user()
    with transaction():
        keeping.ask_to_be_erased(other.id, NOON)

    assert visitor.post(f"/admin/wishes/{other.id}", reply="Nej.").status_code == 404
