"""Everyone may report a barrier, without saying who they are."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.care.models import BarrierReport
from elearning.database import db
from elearning.people.models import Organisation
from elearning.people.rules import Person
from tests.letters import letters
from tests.visitor import Visitor

WORDS = "Knappen syns inte i högkontrast."


def reports() -> list[tuple[str, str, str, int | None]]:
    found = db.session.scalars(select(BarrierReport).order_by(BarrierReport.id))
    return [(each.text, each.page, each.email, each.organisation_id) for each in found]


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


def test_personal_identity_number_in_a_report_is_not_kept(visitor: Visitor) -> None:
    visitor.get("/feedback")

    answer = visitor.post("/feedback", text="Jag är 19811218-9876 och kommer inte in.")

    assert (answer.status_code, "9876" in answer.text, reports()) == (422, False, [])
