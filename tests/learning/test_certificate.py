"""The certificate: a page, a tagged PDF, and a public check that tells no name."""

import io

import pytest
from flask import Flask
from pypdf import PdfReader

from elearning.course.tree import Course
from elearning.learning import queries
from elearning.people.rules import Person
from tests.conftest import Clock
from tests.factories import Make
from tests.pdf import is_pdf_ua, root
from tests.visitor import Visitor

NAME = "Åsa Öström-Şahin"


@pytest.fixture
def holder(app: Flask, make: Make, course: Course) -> Person:
    person = make.user(name=NAME)
    make.completed(person, course)
    return person


@pytest.fixture
def learner(visitor: Visitor, holder: Person) -> Visitor:
    visitor.signin(holder)
    return visitor


def number(person: Person, course: Course) -> str:
    return next(
        each.public_id
        for each in queries.completions(person.id, course.slug)
        if not each.module_slug
    )


def read(visitor: Visitor, **options: object) -> PdfReader:
    answer = visitor.get("/me/certificate.pdf", **options)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.get_data()))


@pytest.mark.parametrize("path", ["/me/certificate", "/me/certificate.pdf"])
def test_certificate_is_404_before_the_course_is_completed(
    visitor: Visitor, make: Make, path: str
) -> None:
    visitor.signin(make.user())

    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize(
    "what", [NAME, "Provkursen", "22 november 2026"], ids=["name", "course", "day"]
)
def test_certificate_page_tells(learner: Visitor, what: str) -> None:
    assert what in learner.get("/me/certificate").text


def test_certificate_page_leads_to_its_check(
    learner: Visitor, holder: Person, course: Course
) -> None:
    address = f"http://127.0.0.1:8000/certificates/{number(holder, course)}"

    assert f'href="{address}"' in learner.get("/me/certificate").text


@pytest.mark.parametrize(
    "what", [NAME, "Provkursen", "22 november 2026"], ids=["name", "course", "day"]
)
def test_pdf_has_the_text(learner: Visitor, what: str) -> None:
    assert what in read(learner).pages[0].extract_text()


def test_pdf_has_version_and_number(learner: Visitor, holder: Person, course: Course) -> None:
    text = read(learner).pages[0].extract_text()

    assert (course.version in text, number(holder, course) in text) == (True, True)


def test_pdf_is_one_page(learner: Visitor) -> None:
    assert len(read(learner).pages) == 1


def test_pdf_is_pdf_ua(learner: Visitor) -> None:
    assert is_pdf_ua(read(learner))


@pytest.mark.parametrize(("language", "title"), [("sv", "Intyg"), ("en", "Certificate")])
def test_pdf_has_language_and_title(learner: Visitor, language: str, title: str) -> None:
    pdf = read(learner, headers={"Accept-Language": language})

    assert pdf.metadata is not None
    assert (root(pdf)["/Lang"], pdf.metadata.title) == (language, title)


def test_check_of_a_certificate_tells_course_and_day(
    visitor: Visitor, holder: Person, course: Course
) -> None:
    page = visitor.get(f"/certificates/{number(holder, course)}")

    assert page.status_code == 200
    assert ("Provkursen" in page.text, "22 november 2026" in page.text) == (True, True)


def test_check_of_a_certificate_tells_no_name(
    visitor: Visitor, holder: Person, course: Course
) -> None:
    page = visitor.get(f"/certificates/{number(holder, course)}").text

    assert [word in page for word in (*NAME.split(), holder.email)] == [False] * 3


@pytest.mark.parametrize("wrong", ["finnsinte", "%2e%2e", "x" * 500])
def test_check_of_an_unknown_number_is_404(visitor: Visitor, wrong: str) -> None:
    assert visitor.get(f"/certificates/{wrong}").status_code == 404


def test_check_of_a_module_is_404(visitor: Visitor, holder: Person, course: Course) -> None:
    module = queries.completions(holder.id, course.slug)[0]

    assert (module.module_slug, visitor.get(f"/certificates/{module.public_id}").status_code) == (
        "samtal",
        404,
    )


def test_certificate_is_dated_when_the_course_was_completed(
    visitor: Visitor, holder: Person, clock: Clock
) -> None:
    clock.advance(days=20)
    visitor.signin(holder)

    assert "22 november 2026" in visitor.get("/me/certificate").text


def test_pdf_is_not_made_without_end(learner: Visitor) -> None:
    statuses = [learner.get("/me/certificate.pdf").status_code for _ in range(21)]

    assert statuses == [200] * 20 + [429]
