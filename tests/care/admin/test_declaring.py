"""What administrators tell of personal data and of accessibility."""

import pytest

from elearning.care import statements
from elearning.care.rules import Method
from elearning.people.models import Organisation
from tests.care.admin.logged import log
from tests.conftest import NOON
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
