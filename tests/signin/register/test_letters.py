"""Who gets which letter, and that the page tells nobody who has an account."""

import pytest
from flask import Flask

from elearning.database import transaction
from elearning.people import actions as people
from elearning.people.models import Organisation
from elearning.signin import opening
from tests.conftest import NOON
from tests.factories import Make
from tests.letters import letters, link
from tests.signin.register.registering import NEW, ask
from tests.visitor import Visitor


def test_answer_is_the_same_for_everyone(visitor: Visitor, make: Make, sater: Organisation) -> None:
    known = "amina@sater.se"
    make.user(make.root(sater), email=known)
    emails = (NEW, known, "nobody@elsewhere.se")

    answers = {ask(visitor, email).replace(email, "") for email in emails}

    assert len(answers) == 1


def test_letters_differ_by_who_one_is(
    app: Flask, visitor: Visitor, make: Make, sater: Organisation
) -> None:
    make.user(make.root(sater), email="amina@sater.se")
    gone = make.user(make.root(sater), email="borta@sater.se")
    with transaction():
        people.move(gone.id, None, NOON)

    for email in (NEW, "amina@sater.se", "borta@sater.se", "nobody@elsewhere.se"):
        ask(visitor, email)

    sent = [(each["To"], link(each).split("/")[2]) for each in letters(app)]
    assert sent == [(NEW, "register"), ("amina@sater.se", "link")]


def test_letter_has_no_name_in_its_subject(
    app: Flask, visitor: Visitor, make: Make, sater: Organisation
) -> None:
    make.user(make.root(sater), email="amina@sater.se", name="Amina Yusuf")

    for email in (NEW, "amina@sater.se"):
        ask(visitor, email)

    assert [each["Subject"] for each in letters(app)] == [
        "Skapa ditt konto på Bemötandelyftet",
        "Logga in i Bemötandelyftet",
    ]


@pytest.mark.parametrize("email", ["", "ny", "ny@", "a" * 250 + "@sater.se"])
def test_wrong_address_is_422_and_kept(visitor: Visitor, email: str) -> None:
    visitor.get("/signin/register")

    answer = visitor.post("/signin/register", email=email)

    assert (answer.status_code, 'href="#email"' in answer.text) == (422, True)
    assert f'value="{email}"' in answer.text


def test_sixth_letter_to_an_address_is_429_whichever_door_sends_it(
    visitor: Visitor, sater: Organisation
) -> None:
    for _ in range(3):
        ask(visitor, NEW)
    visitor.get("/signin")
    statuses = [visitor.post("/signin", email=NEW).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


def test_door_is_on_the_sign_in_page_where_a_domain_is_listed(
    visitor: Visitor, make: Make, sater: Organisation
) -> None:
    open_door = "/signin/register" in visitor.get("/signin").text
    boss = make.user(make.root(sater))
    with transaction():
        opening.unlist_domain(sater.id, "sater.se", boss, NOON)

    assert (open_door, "/signin/register" in visitor.get("/signin").text) == (True, False)


@pytest.mark.parametrize("path", ["/signin/register", "/signin"])
def test_personal_identity_number_is_no_address(
    app: Flask, visitor: Visitor, sater: Organisation, path: str
) -> None:
    visitor.get(path)

    answer = visitor.post(path, email=f"198112189876@{NEW.partition('@')[2]}")

    assert (answer.status_code, "198112189876" in answer.text, letters(app)) == (422, False, [])
