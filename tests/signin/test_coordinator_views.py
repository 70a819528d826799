"""Printed codes, as coordinators meet them: made, fetched once, revoked, within their scope."""

import io
import re

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearning.database import db, transaction
from elearning.people.models import AuditEntry, Organisation, Unit
from elearning.people.rules import Person, Role
from elearning.signin.models import OneTimeCode
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.statements import statements
from tests.visitor import Visitor

CODES = "/coordinator/codes/"


@pytest.fixture
def sater(make: Make) -> Organisation:
    return make.organisation("Säter", slug="sater")


@pytest.fixture
def kitchen(make: Make, sater: Organisation) -> Unit:
    return make.unit(sater, "Köket")


@pytest.fixture
def kim(make: Make, kitchen: Unit) -> Person:
    return make.without_address(kitchen, "Kim Ek")


@pytest.fixture
def boss(make: Make, sater: Organisation) -> Person:
    return make.duty(make.user(make.root(sater), name="Johan Nilsson"), Role.COORDINATOR)


@pytest.fixture
def coordinator(visitor: Visitor, boss: Person) -> Visitor:
    visitor.signin(boss)
    visitor.get(CODES)
    return visitor


def make_open(visitor: Visitor, unit: Unit, **fields: object) -> TestResponse:
    return visitor.post(f"{CODES}units/{unit.id}/open", **{"number": 3, "days": 30, **fields})


def make_personal(visitor: Visitor, unit: Unit, *people: Person) -> TestResponse:
    ids = [str(each.id) for each in people]
    return visitor.post(f"{CODES}units/{unit.id}/personal", people=ids, personal_days=30)


def read(visitor: Visitor, made: TestResponse) -> PdfReader:
    answer = visitor.get(f"{made.location}/slips.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    return PdfReader(io.BytesIO(answer.get_data()))


def text(pdf: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages)


def codes(pdf: PdfReader) -> list[str]:
    return re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", text(pdf))


def test_codes_are_made_and_fetched(coordinator: Visitor, kitchen: Unit) -> None:
    made = make_open(coordinator, kitchen, number=12)
    page = coordinator.follow(made)

    found = codes(read(coordinator, made))

    assert (made.status_code, page.status_code) == (303, 200)
    assert len(set(found)) == 12


def test_code_of_a_slip_lets_somebody_in(
    app: Flask, coordinator: Visitor, kitchen: Unit, kim: Person
) -> None:
    (code,) = codes(read(coordinator, make_personal(coordinator, kitchen, kim)))
    reader = Visitor(app)
    reader.get("/signin/code")

    reader.post("/signin/code", code=code)

    assert "Kim Ek" in reader.get("/me").text


def test_slip_tells_all_one_needs(coordinator: Visitor, kitchen: Unit) -> None:
    told = text(read(coordinator, make_open(coordinator, kitchen, number=1)))

    assert [
        what in told
        for what in (
            "Säter",
            "Köket",
            "127.0.0.1:8000/signin/code",
            "22 december 2026",
            "Nr 1",
        )
    ] == [True] * 5


def test_slip_of_a_protected_person_tells_their_alias_alone(
    coordinator: Visitor, make: Make, kitchen: Unit
) -> None:
    alias = make.without_address(kitchen, "Björken", protected=True)

    told = text(read(coordinator, make_personal(coordinator, kitchen, alias)))

    assert ("Björken" in told, "Köket" in told) == (True, False)


def test_file_is_named_after_nobody(coordinator: Visitor, kitchen: Unit, kim: Person) -> None:
    made = make_personal(coordinator, kitchen, kim)

    answer = coordinator.get(f"{made.location}/slips.pdf")

    number = made.location.rsplit("/", 1)[-1]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="lappar-{number}.pdf"'


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (10, 1), (11, 2), (200, 20)])
def test_ten_slips_lie_on_a_page(
    coordinator: Visitor, kitchen: Unit, number: int, pages: int
) -> None:
    assert len(read(coordinator, make_open(coordinator, kitchen, number=number)).pages) == pages


def test_pdf_says_that_it_is_pdf_ua(coordinator: Visitor, kitchen: Unit) -> None:
    pdf = read(coordinator, make_open(coordinator, kitchen))

    metadata = pdf.root_object["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert (pdf.root_object["/MarkInfo"]["/Marked"], "/StructTreeRoot" in pdf.root_object) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    ("language", "title"), [("sv", "Lappar med koder"), ("en", "Slips with codes")]
)
def test_pdf_has_the_language_of_the_page(
    coordinator: Visitor, kitchen: Unit, language: str, title: str
) -> None:
    coordinator.get(f"/?lang={language}")

    pdf = read(coordinator, make_open(coordinator, kitchen))

    assert pdf.metadata is not None
    assert (pdf.root_object["/Lang"], pdf.metadata.title) == (language, title)


@pytest.mark.parametrize(("minutes", "status"), [(14.9, 200), (15, 410)])
def test_slips_can_be_fetched_for_a_quarter_of_an_hour(
    coordinator: Visitor, kitchen: Unit, clock: Clock, minutes: float, status: int
) -> None:
    made = make_open(coordinator, kitchen)

    clock.advance(minutes=minutes)

    assert coordinator.get(f"{made.location}/slips.pdf").status_code == status


def test_slips_can_be_fetched_again_meanwhile(coordinator: Visitor, kitchen: Unit) -> None:
    made = make_open(coordinator, kitchen)

    assert codes(read(coordinator, made)) == codes(read(coordinator, made))


def test_slips_that_were_used_meanwhile_are_not_printed_again(
    app: Flask, coordinator: Visitor, kitchen: Unit, make: Make
) -> None:
    people = [make.without_address(kitchen, f"Kim {number}") for number in range(3)]
    made = make_personal(coordinator, kitchen, *people)
    first = codes(read(coordinator, made))
    reader = Visitor(app)
    reader.get("/signin/code")
    reader.post("/signin/code", code=first[1])

    assert codes(read(coordinator, made)) == [first[0], first[2]]


def test_slips_can_be_fetched_by_their_maker_alone(
    app: Flask, coordinator: Visitor, make: Make, sater: Organisation, kitchen: Unit
) -> None:
    made = make_open(coordinator, kitchen)
    other = Visitor(app)
    other.signin(make.duty(make.user(make.root(sater)), Role.COORDINATOR))

    page, pdf = other.get(made.location), other.get(f"{made.location}/slips.pdf")

    assert (page.status_code, "slips.pdf" in page.text, pdf.status_code) == (200, False, 410)


def test_secret_of_a_batch_is_of_no_use_for_another(coordinator: Visitor, kitchen: Unit) -> None:
    first, second = (make_open(coordinator, kitchen) for _ in range(2))
    numbers = [made.location.rsplit("/", 1)[-1] for made in (first, second)]
    with coordinator.client.session_transaction() as session:
        session["slips"] = {numbers[1]: session["slips"][numbers[0]]}

    assert codes(read(coordinator, second)) == []


def test_page_says_that_the_slips_are_shown_once(coordinator: Visitor, kitchen: Unit) -> None:
    made = make_open(coordinator, kitchen)

    before = coordinator.get(f"{CODES}units/{kitchen.id}").text
    ready = coordinator.get(made.location).text

    assert "Vi sparar inget som de går att läsa ut från." in before
    assert "kan ingen hämta dem, inte ens vi" in ready


@pytest.mark.parametrize(
    "fields",
    [{"number": ""}, {"number": 0}, {"number": 201}, {"number": "tio"}, {"number": "1.5"}],
    ids=lambda fields: str(fields["number"]) or "nothing",
)
def test_number_that_is_none_is_422_and_kept(
    coordinator: Visitor, kitchen: Unit, fields: dict[str, object]
) -> None:
    answer = make_open(coordinator, kitchen, **fields)

    assert (answer.status_code, 'href="#number"' in answer.text) == (422, True)
    assert f'name="number" type="text" value="{fields["number"] or ""}"' in answer.text.replace(
        'value="0"', 'value=""' if not fields["number"] else 'value="0"'
    )
    assert "valid integer" not in answer.text


@pytest.mark.parametrize("days", ["", 0, 91, "länge"])
def test_days_that_are_none_are_422(coordinator: Visitor, kitchen: Unit, days: object) -> None:
    answer = make_open(coordinator, kitchen, days=days)

    assert (answer.status_code, 'href="#days"' in answer.text) == (422, True)


@pytest.mark.parametrize("chosen", [[], ["x"], ["999999"]])
def test_personal_codes_need_a_person(
    coordinator: Visitor, kitchen: Unit, kim: Person, chosen: list[str]
) -> None:
    answer = coordinator.post(
        f"{CODES}units/{kitchen.id}/personal", people=chosen, personal_days=30
    )

    assert (answer.status_code, 'href="#people"' in answer.text) == (422, True)


def test_personal_codes_are_not_made_for_those_out_of_reach(
    coordinator: Visitor, make: Make, sater: Organisation, kitchen: Unit, kim: Person
) -> None:
    elsewhere = make.without_address(make.unit(sater, "Biblioteket"))
    stranger = make.without_address(make.root(make.organisation("Gagnef")))
    manager = make.duty(make.without_address(kitchen), Role.MANAGER)
    with_address = make.user(kitchen)

    make_personal(coordinator, kitchen, kim, elsewhere, stranger, manager, with_address)

    assert db.session.scalars(select(OneTimeCode.user_id)).all() == [kim.id]


def test_one_slip_is_revoked_without_telling_whether_it_was_used(
    app: Flask, coordinator: Visitor, kitchen: Unit
) -> None:
    made = make_open(coordinator, kitchen)
    code, *_ = codes(read(coordinator, made))
    reader = Visitor(app)
    reader.get("/signin/code")
    reader.post("/signin/code", code=code)
    reader.get("/signin/code/account")
    reader.post("/signin/code/account", name="Leyla")

    said = []
    for number in (1, 2):
        answer = coordinator.post(f"{made.location}/revoke", number=number)
        page = coordinator.follow(answer).text
        said.append((answer.status_code, f"Lapp nr {number} fungerar inte längre." in page))

    assert said == [(303, True)] * 2


@pytest.mark.parametrize("number", ["", "x", 0, 4, 201])
def test_slip_that_is_none_is_422(coordinator: Visitor, kitchen: Unit, number: object) -> None:
    made = make_open(coordinator, kitchen)

    answer = coordinator.post(f"{made.location}/revoke", number=number)

    assert (answer.status_code, 'href="#number"' in answer.text) == (422, True)


def test_revoked_batch_opens_nothing(app: Flask, coordinator: Visitor, kitchen: Unit) -> None:
    made = make_open(coordinator, kitchen)
    found = codes(read(coordinator, made))
    coordinator.post(f"{made.location}/revoke-all")
    reader = Visitor(app)
    reader.get("/signin/code")

    assert [reader.post("/signin/code", code=code).status_code for code in found] == [422] * 3


def test_log_tells_what_was_done(coordinator: Visitor, kitchen: Unit, kim: Person) -> None:
    made = make_personal(coordinator, kitchen, kim)
    coordinator.post(f"{made.location}/revoke-all")

    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(each.actor_name, each.deed, each.subject, each.after) for each in entries] == [
        ("Johan Nilsson", "codes-made", "Köket", "1: Kim Ek"),
        ("Johan Nilsson", "codes-revoked", "Köket", "all"),
    ]


def test_list_tells_counts(coordinator: Visitor, kitchen: Unit) -> None:
    make_open(coordinator, kitchen, number=7)

    page = coordinator.get(CODES).text

    assert ("Köket" in page, "0 av 7 använda" in page) == (True, True)


def test_choice_leads_to_the_page_of_the_unit(coordinator: Visitor, kitchen: Unit) -> None:
    answer = coordinator.get(f"{CODES}units?unit={kitchen.id}")

    assert coordinator.follow(answer).status_code == 200


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ORGANISER, Role.AUTHOR, None])
def test_codes_are_for_coordinators(
    visitor: Visitor, make: Make, kitchen: Unit, role: Role | None
) -> None:
    person = make.user(kitchen)
    visitor.signin(make.duty(person, role) if role else person)
    visitor.get("/me")

    statuses = [
        visitor.get(CODES).status_code,
        visitor.get(f"{CODES}units/{kitchen.id}").status_code,
        make_open(visitor, kitchen).status_code,
        visitor.post(f"{CODES}1/revoke-all").status_code,
    ]

    assert statuses == [403] * 4


def test_what_lies_outside_the_scope_is_404(
    app: Flask, coordinator: Visitor, make: Make, sater: Organisation, kitchen: Unit
) -> None:
    made = make_open(coordinator, kitchen)
    library = make.unit(sater, "Biblioteket")
    other = Visitor(app)
    other.signin(make.duty(make.user(library), Role.COORDINATOR, library))
    other.get(CODES)

    statuses = [
        other.get(made.location).status_code,
        other.get(f"{made.location}/slips.pdf").status_code,
        other.get(f"{CODES}units/{kitchen.id}").status_code,
        make_open(other, kitchen).status_code,
        make_personal(other, kitchen).status_code,
        other.post(f"{made.location}/revoke", number=1).status_code,
        other.post(f"{made.location}/revoke-all").status_code,
    ]

    assert statuses == [404] * 7
    assert "Köket" not in other.get(CODES).text


def test_closed_unit_is_404(coordinator: Visitor, kitchen: Unit) -> None:
    with transaction():
        db.session.get_one(Unit, kitchen.id).closed_at = NOON

    assert coordinator.get(f"{CODES}units/{kitchen.id}").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1"])
def test_page_that_is_none_is_404(coordinator: Visitor, page: str) -> None:
    assert coordinator.get(f"{CODES}?page={page}").status_code == 404


@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_do_not_grow(
    coordinator: Visitor, make: Make, sater: Organisation, kitchen: Unit, many: int
) -> None:
    for number in range(many):
        make.unit(sater, f"Enhet {number}")
        make.without_address(kitchen)
        make_open(coordinator, kitchen)
    made = make_open(coordinator, kitchen, number=many)

    asked = []
    for path in (CODES, f"{CODES}units/{kitchen.id}", made.location):
        with statements() as seen:
            assert coordinator.get(path).status_code == 200
        asked.append(len(seen))

    assert asked == [3, 3, 2]
