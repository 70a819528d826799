"""What administrators decide, declare and answer."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearning.care import keeping, queries, statements
from elearning.care.models import BarrierReport
from elearning.care.rules import Kind, Method
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning.models import Completion
from elearning.people import actions as people
from elearning.people.models import AuditEntry, Organisation
from elearning.people.rules import Person, Role
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.statements import statements as counted
from tests.visitor import Visitor

NOTICE = {
    "controller": "Kommunstyrelsen",
    "contact": "Växeln",
    "contact_email": "kontakt@sater.example",
    "basis": "public-interest",
}
STATEMENT = {
    "actor": "Säters kommun",
    "compliance": "partly",
    "shortcomings": "Filmen saknar text.\nKartan går inte att läsa.",
    "assessed_on": "2026-11-01",
    "method": "external",
}


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    return make.organisation("Säters kommun", slug="sater")


@pytest.fixture(autouse=True)
def keeper(visitor: Visitor, sater: Organisation, make: Make) -> Person:
    """The administrator of Säter, signed in."""
    person = make.duty(make.user(make.root(sater), name="Karin Holm"), Role.ADMINISTRATOR)
    visitor.signin(person)
    visitor.get("/admin/")
    return person


def log() -> list[tuple[str, str]]:
    lines = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(each.deed, each.subject) for each in lines]


def test_notice_is_kept_and_logged(visitor: Visitor) -> None:
    answer = visitor.post("/admin/privacy", **NOTICE)

    assert (answer.status_code, answer.location) == (303, "/privacy/sater")
    assert "Kommunstyrelsen" in visitor.get("/privacy/sater").text
    assert log() == [("setting-changed", "privacy-notice")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("controller", ""),
        ("contact", " "),
        ("contact_email", "kontakt"),
        ("basis", "legitimate-interest"),
        ("basis", "consent"),
        ("basis_note", "x" * 4001),
    ],
)
def test_bad_notice_is_shown_again(visitor: Visitor, field: str, value: str) -> None:
    answer = visitor.post("/admin/privacy", **{**NOTICE, "officer": "Ombudet", field: value})

    assert answer.status_code == 422
    assert (f'href="#{field}"' in answer.text, 'value="Ombudet"' in answer.text) == (True, True)
    assert log() == []


def test_statement_is_kept_dated_and_logged(visitor: Visitor, sater: Organisation) -> None:
    answer = visitor.post("/admin/accessibility", **STATEMENT)

    kept = statements.statement(sater.id)
    assert (answer.status_code, answer.location) == (303, "/accessibility/sater")
    assert kept is not None
    assert (kept.method, kept.updated_on) == (Method.EXTERNAL, NOON.date())
    page = visitor.get("/accessibility/sater").text
    assert '<li lang="sv">Kartan går inte att läsa.</li>' in page
    assert ("1 november 2026" in page, "Extern granskning" in page) == (True, True)
    assert log() == [("setting-changed", "accessibility-statement")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor", ""),
        ("compliance", "fully"),  # the platform lists what does not work
        ("compliance", "nästan"),
        ("assessed_on", "2026-11-23"),
        ("assessed_on", ""),
        ("method", "gissning"),
    ],
)
def test_bad_statement_is_shown_again(visitor: Visitor, field: str, value: str) -> None:
    answer = visitor.post("/admin/accessibility", **{**STATEMENT, field: value})

    assert answer.status_code == 422
    assert (f'href="#{field}"' in answer.text, "Filmen saknar text." in answer.text) == (True, True)
    assert log() == []


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


def test_export_tells_who_has_finished_but_of_the_protected_only_that(
    visitor: Visitor, sater: Organisation, make: Make, course: Course
) -> None:
    root = make.root(sater)
    open_, secret = (
        make.user(root, name="Bo Ek"),
        make.without_address(root, "Alias", protected=True),
    )
    other = make.user(name="Nils i Mora")
    for person in (open_, secret, other):
        make.completed(person, course)

    text = visitor.get("/admin/export/completions.csv").text

    assert f"Bo Ek;Säters kommun;{course.title};" in text
    assert f"–;–;{course.title};–;–" in text
    assert ("Alias" in text, "Nils" in text, open_.email in text) == (False, False, False)
    assert log() == [("data-exported", "genomforda.csv")]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR])
@pytest.mark.parametrize("path", ["law", "retention", "privacy", "feedback", "wishes", "export"])
def test_only_administrators_come_in(
    app: Flask, sater: Organisation, make: Make, role: Role, path: str
) -> None:
    other = Visitor(app)
    other.signin(make.duty(make.user(make.root(sater)), role))

    assert other.get(f"/admin/{path}").status_code == 403


def test_administrator_of_a_part_decides_nothing(
    app: Flask, sater: Organisation, make: Make
) -> None:
    other, part = Visitor(app), make.unit(sater)
    other.signin(make.duty(make.user(part), Role.ADMINISTRATOR, part))

    assert other.get("/admin/retention").status_code == 404
    assert "Inget att bestämma här" in other.get("/admin/law").text


@pytest.mark.usefixtures("sater")
def test_page_about_law_leads_to_every_page_and_they_lead_back(visitor: Visitor) -> None:
    page = visitor.get("/admin/law").text.partition("<main")[2].partition("</nav>")[2]

    ways = re.findall(r'href="(/admin/[a-z]+)"', page)
    assert [visitor.get(way).status_code for way in ways] == [200] * 6
    back = '<p class="back"><a class="tall" href="/admin/law">'
    assert all(back in visitor.get(way).text for way in ways)


@pytest.mark.parametrize(
    ("path", "most"), [("retention", 11), ("feedback", 3), ("wishes", 3), ("retention/protocol", 3)]
)
@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_do_not_grow(  # noqa: PLR0913 - what a page may hold, and how much of it
    visitor: Visitor, sater: Organisation, make: Make, clock: Clock, many: int, path: str, most: int
) -> None:
    for kind in Kind:
        make.decision(sater, kind, 30)
    people_here = [make.user(make.root(sater)) for _ in range(many)]
    with transaction():
        for person in people_here:
            keeping.report(sater.id, "Knappen", "", "", NOON)
            keeping.ask_to_be_erased(person.id, NOON)
            people.move(person.id, None, clock() - timedelta(31))

    with counted() as seen:
        assert visitor.get(f"/admin/{path}").status_code == 200

    assert len(seen) == most
