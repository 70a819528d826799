"""The monthly report: on screen, and as one page of tagged PDF."""

import io
import re

import pytest
from flask import Flask
from pypdf import PdfReader

from elearning.course.tree import Course
from tests.dashboards.conftest import Town
from tests.dashboards.crowds import Crowd
from tests.dashboards.test_views import words
from tests.factories import Make
from tests.pdf import is_pdf_ua, root
from tests.visitor import Visitor


def pdf(visitor: Visitor, unit_id: int, **options: object) -> PdfReader:
    answer = visitor.get(f"/coordinator/units/{unit_id}/report.pdf", **options)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.get_data()))


def on_paper(document: PdfReader) -> str:
    """The text of the first page, whatever its lines."""
    return re.sub(r"\s+", " ", document.pages[0].extract_text())


SAID = (
    "november 2026",
    "20 av 86 anställda har gått klart kursen",
    "Snabbast framåt: Ängen",
    "Ge tid i Biblioteket",
)


@pytest.mark.parametrize("said", SAID)
def test_page_and_paper_say_the_same(follower: Visitor, town: Town, said: str) -> None:
    page = words(follower.get("/coordinator/report/"))
    paper = on_paper(pdf(follower, town.root.id))

    assert (said in page, said in paper) == (True, True)


def test_dilemmas_of_the_course_are_talked_about(
    follower: Visitor, town: Town, course: Course
) -> None:
    dilemma = next(
        question.text.striptags()
        for module in course.modules
        for lesson in module.lessons
        for question in lesson.questions
        if question.kind == "dilemma"
    )

    assert dilemma in words(follower.get("/coordinator/report/"))
    assert dilemma in on_paper(pdf(follower, town.root.id))


def test_paper_is_tagged_and_tells_its_language(follower: Visitor, town: Town) -> None:
    for language in ("sv", "en"):
        document = pdf(follower, town.root.id, headers={"Accept-Language": language})

        assert (root(document)["/Lang"], is_pdf_ua(document)) == (language, True)


def test_fullest_report_is_one_page(
    app: Flask, follower: Visitor, town: Town, crowd: Crowd, make: Make
) -> None:
    long = "Enheten för samordnad individuell planering och uppföljning av insatser i hemmet"
    for number in range(14):
        crowd.unit(town.root, f"{long} {number}", 30 + number, 5 + number % 3)
    follower.get(f"/coordinator/units/{town.root.id}/goal")
    follower.post(f"/coordinator/units/{town.root.id}/goal", percent="80", due_on="2027-03-31")

    document = pdf(follower, town.root.id)

    assert len(document.pages) == 1
    assert "Nästa steg" in document.pages[0].extract_text()


def test_report_of_a_small_group_has_questions_and_no_figures(
    follower: Visitor, town: Town, crowd: Crowd
) -> None:
    unit = crowd.unit(town.root, "Få", 7, 3)

    text = words(follower.get(f"/coordinator/units/{unit.id}/report"))

    assert "Inga egna siffror" in text
    assert "Att prata om" in text
    assert "%" not in text
