"""What everyone may read, report and fetch."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.care import keeping, statements
from elearning.care.keeping import Notice
from elearning.care.models import BarrierReport, ErasureRequest
from elearning.care.rules import Basis, Kind
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.people.models import Organisation
from elearning.people.rules import Person
from elearning.tips import actions as tips
from elearning.tips.rules import Name
from tests.conftest import NOON
from tests.factories import Make
from tests.learning.handing_in import hand_in, place, wrong
from tests.letters import letters
from tests.statements import statements as counted
from tests.visitor import Visitor

NOTICE = Notice(
    "Kommunstyrelsen",
    "Växeln",
    "kontakt@sater.example",
    "Ombudet",
    Basis.PUBLIC_INTEREST,
    "Enligt plan.",
)
WORDS = "Knappen syns inte i högkontrast."


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    return make.organisation("Säters kommun", slug="sater")


@pytest.fixture
def learner(visitor: Visitor, sater: Organisation, make: Make) -> Person:
    """Somebody who is signed in."""
    person = make.user(make.root(sater))
    visitor.signin(person)
    return person


@pytest.fixture
def told(sater: Organisation, make: Make) -> None:
    """What Säter tells about data."""
    keeper = make.user(make.root(sater))
    with transaction():
        keeping.keep_notice(sater.id, NOTICE, keeper, NOON)


def reports() -> list[tuple[str, str, str, int | None]]:
    found = db.session.scalars(select(BarrierReport).order_by(BarrierReport.id))
    return [(each.text, each.page, each.email, each.organisation_id) for each in found]


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


def test_a_report_is_kept_and_its_readers_are_told(
    app: Flask, visitor: Visitor, sater: Organisation, told: None
) -> None:
    visitor.get("/feedback")

    answer = visitor.post(
        "/feedback", text=WORDS, page="/tips/", email="a@b.se", organisation="sater"
    )

    assert (answer.status_code, answer.location) == (303, "/feedback/thanks")
    assert reports() == [(WORDS, "/tips/", "a@b.se", sater.id)]
    (letter,) = letters(app)
    assert letter["To"] == "kontakt@sater.example"
    assert "/admin/feedback" in letter.get_content()
    assert "a@b.se" not in letter.as_string()


def test_a_report_may_be_anonymous(visitor: Visitor) -> None:
    visitor.get("/feedback")

    assert visitor.post("/feedback", text=WORDS).status_code == 303
    assert reports() == [(WORDS, "", "", None)]


def test_a_report_of_one_who_is_signed_in_is_not_tied_to_them(
    visitor: Visitor, learner: Person
) -> None:
    visitor.get("/feedback")
    visitor.post("/feedback", text=WORDS)

    assert "user_id" not in BarrierReport.__table__.columns
    assert WORDS not in visitor.get("/me/data.json").text


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({"text": " "}, "#text"),
        ({"text": WORDS, "email": "a at b"}, "#email"),
        ({"text": "http://a http://b http://c http://d"}, "#text"),
        ({"text": "x" * 4001}, "#text"),
    ],
)
def test_a_bad_report_is_shown_again(visitor: Visitor, fields: dict[str, str], anchor: str) -> None:
    visitor.get("/feedback")

    answer = visitor.post("/feedback", page="/tips/", **fields)

    assert answer.status_code == 422
    assert f'href="{anchor}"' in answer.text
    assert 'value="/tips/"' in answer.text
    assert reports() == []


def test_a_machine_is_thanked_and_forgotten(visitor: Visitor) -> None:
    visitor.get("/feedback")

    assert visitor.post("/feedback", text=WORDS, website="x").status_code == 303
    assert reports() == []


def test_reports_from_one_network_are_limited(visitor: Visitor) -> None:
    visitor.get("/feedback")
    answers = [visitor.post("/feedback", text=WORDS).status_code for _ in range(31)]

    assert (answers[29], answers[30]) == (303, 429)


@pytest.mark.parametrize(
    ("came_from", "page"),
    [
        ("http://localhost/modules/samtal/?x=hemligt", "/modules/samtal/"),
        ("http://localhost/signin/link/hemligt", ""),
        ("http://localhost/letters/unsubscribe/hemligt", ""),
        ("http://localhost/certificates/hemligt", ""),
        ("http://localhost/feedback", ""),
        ("https://annan.example/sida", ""),
        ("", ""),
    ],
)
def test_the_page_is_filled_in_only_if_it_is_ours(
    visitor: Visitor, came_from: str, page: str
) -> None:
    text = visitor.get("/feedback", headers={"Referer": came_from}).text

    assert f'name="page" type="text" value="{page}"' in text


def test_data_page_tells_everything(
    visitor: Visitor, learner: Person, make: Make, course: Course
) -> None:
    make.completed(learner, course)

    page = visitor.get("/me/data").text

    assert all(text in page for text in (learner.name, learner.email, "Säters kommun"))
    assert course.title in page
    assert "De som har börjat på kursen" in page


def test_data_page_calls_lessons_and_modules_by_their_names(
    visitor: Visitor, learner: Person, make: Make, course: Course
) -> None:
    module, lesson = place(course, "samtal/kunskapen")
    hand_in(learner, course, wrong(lesson))
    make.completed(learner, course)

    page = visitor.get("/me/data").text

    assert f"{module.title} › {lesson.title}" in page
    assert f"De som har gått klart modulen {module.title}" in page
    assert "samtal/kunskapen" not in page


def test_data_page_writes_dates_as_other_pages_do(
    visitor: Visitor, learner: Person, make: Make, course: Course, told: None
) -> None:
    hand_in(learner, course, wrong(place(course, "samtal/kunskapen")[1]))
    make.completed(learner, course)
    with transaction():
        tips.try_this_week(learner.id, Name("samtal", "tolk"), date(2026, 11, 16))

    page = visitor.get("/me/data").text.partition("<main")[2]

    assert "<dd>16 november 2026</dd>" in page
    assert "22 november 2026" in page
    assert re.findall(r"20\d\d-\d\d-\d\d", page) == []


def test_data_page_holds_nothing_of_others(
    visitor: Visitor, learner: Person, make: Make, sater: Organisation
) -> None:
    make.user(make.root(sater), name="Nils Ek")

    assert "Nils Ek" not in visitor.get("/me/data").text


def test_one_asks_once_to_be_erased(
    app: Flask, visitor: Visitor, learner: Person, told: None
) -> None:
    visitor.get("/me/data")

    first = visitor.post("/me/data/erasure")
    visitor.post("/me/data/erasure")

    assert first.status_code == 303
    assert len(letters(app)) == 1
    assert db.session.scalars(select(ErasureRequest.user_id)).all() == [learner.id]
    assert "Du har inte fått svar ännu." in visitor.get("/me/data").text


def test_an_answer_is_read_and_one_may_ask_again(
    visitor: Visitor, learner: Person, make: Make, sater: Organisation
) -> None:
    visitor.get("/me/data")
    visitor.post("/me/data/erasure")
    administrator = make.user(make.root(sater))
    with transaction():
        wish = statements.erasure_request(learner.id)
        assert wish is not None
        keeping.reply(wish, "Arkivet behöver det.", learner.name, sater.id, administrator, NOON)

    page = visitor.get("/me/data").text

    assert ("Arkivet behöver det." in page, "Be igen" in page) == (True, True)


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


def test_personal_identity_number_in_a_report_is_not_kept(visitor: Visitor) -> None:
    visitor.get("/feedback")

    answer = visitor.post("/feedback", text="Jag är 19811218-9876 och kommer inte in.")

    assert (answer.status_code, "9876" in answer.text, reports()) == (422, False, [])
