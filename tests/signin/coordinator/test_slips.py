"""Codes are made and fetched as slips, by their maker, for a quarter of an hour."""

import pytest
from flask import Flask

from elearning.people.models import Organisation, Unit
from elearning.people.rules import Person, Role
from tests.conftest import Clock
from tests.factories import Make
from tests.pdf import is_pdf_ua, root
from tests.signin.coordinator.making import CODES, codes, make_open, make_personal, read, text
from tests.visitor import Visitor


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
    assert is_pdf_ua(read(coordinator, make_open(coordinator, kitchen)))


@pytest.mark.parametrize(
    ("language", "title"), [("sv", "Lappar med koder"), ("en", "Slips with codes")]
)
def test_pdf_has_the_language_of_the_page(
    coordinator: Visitor, kitchen: Unit, language: str, title: str
) -> None:
    coordinator.get(f"/?lang={language}")

    pdf = read(coordinator, make_open(coordinator, kitchen))

    assert pdf.metadata is not None
    assert (root(pdf)["/Lang"], pdf.metadata.title) == (language, title)


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
