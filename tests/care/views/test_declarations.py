"""What everyone may read about personal data and about accessibility."""

import pytest

from elearning.care.rules import Kind
from elearning.people.models import Organisation
from elearning.people.rules import Person
from tests.factories import Make
from tests.statements import statements as counted
from tests.visitor import Visitor


@pytest.mark.parametrize("path", ["/privacy", "/accessibility", "/feedback", "/feedback/thanks"])
def test_pages_are_open(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize("page", ["privacy", "accessibility"])
def test_signed_out_one_chooses_an_employer(
    visitor: Visitor, sater: Organisation, page: str
) -> None:
    answer = visitor.get(f"/{page}?organisation=sater")

    assert (answer.status_code, answer.location) == (302, f"/{page}/sater")
    assert "Säters kommun" in visitor.get(answer.location).text


@pytest.mark.parametrize("page", ["privacy", "accessibility"])
def test_an_unknown_employer_is_not_there(visitor: Visitor, page: str) -> None:
    assert visitor.get(f"/{page}/atlantis").status_code == 404
    assert visitor.get(f"/{page}?organisation=atlantis").status_code == 404


@pytest.mark.usefixtures("told")
def test_ones_own_employer_is_told_by_name(visitor: Visitor, learner: Person) -> None:
    page = visitor.get("/privacy").text

    assert all(text in page for text in ("Kommunstyrelsen", "Växeln", "Ombudet", "artikel 6.1 e"))


def test_without_a_decision_the_page_says_so(visitor: Visitor, learner: Person) -> None:
    page = visitor.get("/privacy").text

    assert page.count("Inget beslut är fattat, så inget gallras.") == len(Kind)


def test_a_decision_is_told_with_its_reference(
    visitor: Visitor, learner: Person, sater: Organisation, make: Make
) -> None:
    make.decision(sater, Kind.ATTEMPTS, 90)

    page = visitor.get("/privacy").text

    assert "90 dagar från dagen då du lämnade in." in page
    assert "Beslut: KS 2026/12, 1 februari 2026." in page
    assert page.count("Inget beslut är fattat, så inget gallras.") == len(Kind) - 1


@pytest.mark.parametrize("slug", ["", "/sater"])
def test_consent_is_never_the_basis(visitor: Visitor, sater: Organisation, slug: str) -> None:
    page = visitor.get(f"/privacy{slug}").text

    assert page.count("samtyck") + page.count("Samtyck") == 1
    assert "Du har inte fått frågan om samtycke" in page


@pytest.mark.parametrize(
    "part",
    [
        "Säters kommun",  # a, the public actor
        "Bemötandelyftet",  # b, the service
        "Delvis förenlig",  # c, in the law's words
        "skärmläsare",  # d, what does not work
        "Bedömd",  # e
        "Senast uppdaterad",  # f
        "Självskattning",  # g
        'href="/feedback?organisation=sater"',  # h, the notification function
        'href="https://www.digg.se/tdosanmalan"',  # i
        "12 §",  # j
        "9 §",  # k
    ],
)
def test_a_statement_has_the_eleven_parts(visitor: Visitor, sater: Organisation, part: str) -> None:
    page = visitor.get("/accessibility/sater").text

    assert part in page[page.index("<main") :]


def test_footer_leads_to_the_statement_of_ones_employer(visitor: Visitor, learner: Person) -> None:
    assert 'href="/accessibility/sater"' in visitor.get("/").text


def test_footer_leads_to_the_general_statement_signed_out(visitor: Visitor) -> None:
    assert 'href="/accessibility"' in visitor.get("/").text


@pytest.mark.parametrize("many", [1, 3, 100])
@pytest.mark.parametrize(
    ("path", "most"), [("/feedback", 1), ("/privacy", 1), ("/accessibility", 1)]
)
def test_statements_do_not_grow_with_organisations(
    visitor: Visitor, make: Make, many: int, path: str, most: int
) -> None:
    for _ in range(many):
        make.organisation()

    with counted() as seen:
        visitor.get(path)

    assert len(seen) == most
