"""Making an account with an address at work, where the employer has opened that door."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people.models import AuditEntry, Organisation, Unit, User
from elearning.signin import opening
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.letters import letters, link
from tests.statements import statements
from tests.visitor import Visitor

NEW = "ny@sater.se"


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    """An organisation that has listed its domain."""
    organisation = make.organisation("Säter", slug="sater")
    boss = make.user(make.root(organisation), name="Anna Admin")
    with transaction():
        opening.list_domain(organisation.id, "sater.se", boss, NOON)
    return organisation


@pytest.fixture
def kitchen(make: Make, sater: Organisation) -> Unit:
    return make.unit(make.unit(sater, "Vård och omsorg"), "Köket")


def ask(visitor: Visitor, email: str) -> str:
    visitor.get("/signin/register")
    answer = visitor.post("/signin/register", email=email)
    assert answer.status_code == 200
    return answer.text


def arrive(app: Flask, visitor: Visitor, email: str = NEW) -> str:
    """Ask for a letter and open its link; gives the path."""
    ask(visitor, email)
    (letter,) = letters(app)
    path = link(letter)
    assert visitor.get(path).status_code == 200
    return path


def newcomer() -> User | None:
    return db.session.scalar(select(User).where(User.email == NEW))


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/me").status_code == 200


def test_somebody_new_chooses_a_unit_and_has_an_account(
    app: Flask, visitor: Visitor, kitchen: Unit
) -> None:
    path = arrive(app, visitor, " Ny@Sater.se")

    visitor.get(f"{path}?unit={kitchen.id}")
    answer = visitor.post(path, name=" Leyla Holm ", unit=kitchen.id)

    user = newcomer()
    assert user is not None
    assert (answer.status_code, answer.location, is_in(visitor)) == (303, "/", True)
    assert (user.name, user.unit_id, user.language) == ("Leyla Holm", kitchen.id, "sv")


def test_new_account_is_in_the_log(app: Flask, visitor: Visitor, sater: Organisation) -> None:
    path = arrive(app, visitor)

    visitor.post(path, name="Leyla Holm")

    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.deed, entry.subject, entry.after) == (
        "person-added",
        "Leyla Holm",
        "registration",
    )


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


def test_link_page_uses_nothing_up(app: Flask, visitor: Visitor, sater: Organisation) -> None:
    path = arrive(app, visitor)

    for _ in range(3):
        assert visitor.get(path).status_code == 200

    assert (newcomer(), visitor.post(path, name="Leyla").status_code) == (None, 303)


def test_link_works_once(app: Flask, visitor: Visitor, sater: Organisation) -> None:
    path = arrive(app, visitor)
    visitor.post(path, name="Leyla")
    other = Visitor(app)
    other.get("/signin")

    assert (other.get(path).status_code, other.post(path, name="Kim").status_code) == (410, 410)


@pytest.mark.parametrize(("hours", "status"), [(23.99, 200), (24, 410)])
def test_link_works_for_a_day(
    app: Flask, visitor: Visitor, sater: Organisation, clock: Clock, hours: float, status: int
) -> None:
    path = arrive(app, visitor)

    clock.advance(hours=hours)

    assert visitor.get(path).status_code == status


def test_address_that_is_taken_meanwhile_gives_no_second_account(
    app: Flask, visitor: Visitor, make: Make, sater: Organisation
) -> None:
    path = arrive(app, visitor)
    make.user(make.root(sater), email=NEW, name="Ur listan")

    answer = visitor.post(path, name="Leyla")

    assert (answer.status_code, is_in(visitor)) == (410, False)
    assert db.session.scalars(select(User.name).where(User.email == NEW)).all() == ["Ur listan"]


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "19121212-1212"])
def test_name_that_is_none_is_422_and_the_unit_is_kept(
    app: Flask, visitor: Visitor, kitchen: Unit, name: str
) -> None:
    path = arrive(app, visitor)

    answer = visitor.post(path, name=name, unit=kitchen.id)

    assert (answer.status_code, 'href="#name"' in answer.text) == (422, True)
    assert f'name="unit" value="{kitchen.id}"' in answer.text
    assert newcomer() is None


def test_units_are_shown_level_by_level(
    app: Flask, visitor: Visitor, make: Make, sater: Organisation, kitchen: Unit
) -> None:
    make.unit(sater, "Biblioteket")
    path = arrive(app, visitor)

    top = visitor.get(path).text
    below = visitor.get(f"{path}?unit={kitchen.parent_id}").text

    seen = [[name in page for name in ("Biblioteket", "Vård", "Köket")] for page in (top, below)]
    assert seen == [[True, True, False], [False, True, True]]


@pytest.mark.usefixtures("kitchen")
@pytest.mark.parametrize("unit", ["0", "²", "-1", str(2**31), "9" * 5000])
def test_unit_that_there_cannot_be_is_not_found(app: Flask, visitor: Visitor, unit: str) -> None:
    path = arrive(app, visitor)

    assert visitor.get(f"{path}?unit={unit}").status_code == 404


def test_unit_without_others_below_asks_for_the_name(
    app: Flask, visitor: Visitor, kitchen: Unit
) -> None:
    path = arrive(app, visitor)

    assert 'id="name"' in visitor.get(f"{path}?unit={kitchen.id}").text


def test_unit_with_others_below_can_be_chosen_too(
    app: Flask, visitor: Visitor, kitchen: Unit
) -> None:
    path = arrive(app, visitor)

    assert 'id="name"' in visitor.get(f"{path}?unit={kitchen.parent_id}&here=1").text


def test_search_finds_units_wherever_they_are(
    app: Flask, visitor: Visitor, make: Make, sater: Organisation, kitchen: Unit
) -> None:
    for number in range(12):
        make.unit(sater, f"Enhet {number}")
    path = arrive(app, visitor)

    found = visitor.get(path, query_string={"q": "omsorg kök"}).text
    missed = visitor.get(path, query_string={"q": "<kyrkan>"}).text

    assert (f"unit={kitchen.id}&amp;here=1" in found, "Enhet 1" in found) == (True, False)
    assert ("Ingen enhet har de orden" in missed, "<kyrkan>" in missed) == (True, False)


def test_unit_of_another_organisation_is_404(
    app: Flask, visitor: Visitor, make: Make, sater: Organisation
) -> None:
    other = make.root(make.organisation("Gagnef"))
    path = arrive(app, visitor)

    statuses = [
        visitor.get(f"{path}?unit={other.id}").status_code,
        visitor.get(f"{path}?unit=x").status_code,
        visitor.post(path, name="Leyla", unit=other.id).status_code,
    ]

    assert (statuses, newcomer()) == ([404] * 3, None)


def test_closed_unit_is_404(app: Flask, visitor: Visitor, kitchen: Unit) -> None:
    with transaction():
        db.session.get_one(Unit, kitchen.id).closed_at = NOON
    path = arrive(app, visitor)

    assert visitor.post(path, name="Leyla", unit=kitchen.id).status_code == 404


def test_door_is_on_the_sign_in_page_where_a_domain_is_listed(
    visitor: Visitor, make: Make, sater: Organisation
) -> None:
    open_door = "/signin/register" in visitor.get("/signin").text
    boss = make.user(make.root(sater))
    with transaction():
        opening.unlist_domain(sater.id, "sater.se", boss, NOON)

    assert (open_door, "/signin/register" in visitor.get("/signin").text) == (True, False)


@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_do_not_grow_with_units(
    app: Flask, visitor: Visitor, make: Make, sater: Organisation, many: int
) -> None:
    for number in range(many):
        make.unit(sater, f"Enhet {number}")
    path = arrive(app, visitor)

    asked = []
    for way in (path, f"{path}?q=enhet"):
        with statements() as seen:
            visitor.get(way)
        asked.append(len(seen))

    assert asked == [3, 3]


def test_letter_makes_no_account_after_the_domain_is_closed(
    app: Flask, visitor: Visitor, sater: Organisation, make: Make
) -> None:
    path = arrive(app, visitor)
    actor = make.user(make.root(sater))
    with transaction():
        opening.unlist_domain(sater.id, NEW.partition("@")[2], actor, NOON)

    answer = visitor.post(path, name="Ny")

    assert (answer.status_code, newcomer()) == (410, None)


@pytest.mark.parametrize("path", ["/signin/register", "/signin"])
def test_personal_identity_number_is_no_address(
    app: Flask, visitor: Visitor, sater: Organisation, path: str
) -> None:
    visitor.get(path)

    answer = visitor.post(path, email=f"198112189876@{NEW.partition('@')[2]}")

    assert (answer.status_code, "198112189876" in answer.text, letters(app)) == (422, False, [])
