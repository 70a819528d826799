"""Coordinators find, add and change people within their reach."""

import pytest
from sqlalchemy import select

from elearning.database import db
from elearning.people import queries
from elearning.people.models import Unit, User
from elearning.people.rules import Person
from tests.factories import Make
from tests.people.views.adding import WELL
from tests.people.views.logged import log
from tests.visitor import Visitor

PERSONNUMMER = "19121212-1212"


def test_everybody_within_reach_is_listed(
    visitor: Visitor, keeper: Person, library: Unit, make: Make
) -> None:
    make.user(library, name="Åsa Öberg")
    make.user(name="Nils i Mora")

    page = visitor.get("/coordinator/people/").text

    assert ("Åsa Öberg" in page, "Karin Holm" in page, "Nils i Mora" in page) == (True, True, False)


@pytest.mark.parametrize(
    ("words", "found"),
    [("åsa", 1), ("ÖBERG", 1), ("åsa öberg", 1), ("4711", 1), ("asa@", 1), ("%", 0), ("bo", 0)],
)
def test_search_finds_names_addresses_and_numbers(
    visitor: Visitor, keeper: Person, library: Unit, words: str, found: int
) -> None:
    fields = {"name": "Åsa Öberg", "email": "asa@sater.se", "staff_id": "4711", "language": "sv"}
    visitor.post("/coordinator/people/new", unit=library.id, **fields)

    page = visitor.get("/coordinator/people/", query_string={"q": words}).text

    assert page.count("<strong>Åsa Öberg") == found


@pytest.mark.parametrize(
    ("query", "is_open"),
    [("", False), ("q=bo", False), ("unit={unit}", True), ("role=manager", True), ("left=1", True)],
)
def test_filters_are_open_where_something_but_words_is_asked(
    visitor: Visitor, keeper: Person, library: Unit, query: str, is_open: bool
) -> None:
    form = visitor.get(f"/coordinator/people/?{query.format(unit=library.id)}").text.split("<form")

    folded = next(each for each in form if 'role="search"' in each)
    assert ('<details class="fold no-print" open>' in folded) == is_open


def test_person_is_added_and_logged(visitor: Visitor, keeper: Person, library: Unit) -> None:
    answer = visitor.post("/coordinator/people/new", unit=library.id, **WELL)

    bo = db.session.scalars(select(User).where(User.email == "bo@sater.se")).one()
    assert answer.status_code == 303
    assert (bo.name, bo.unit_id, bo.staff_id) == ("Bo Ek", library.id, "4711")
    assert log() == [("person-added", "Bo Ek", "", "Säter › Biblioteket")]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": ""}, "Skriv ett namn."),
        ({"name": "   "}, "Skriv ett namn."),
        ({"email": "bo"}, "namn@kommunen.se"),
        ({"staff_id": PERSONNUMMER}, "Personnummer får inte sparas."),
        ({"name": f"Bo {PERSONNUMMER}"}, "Personnummer får inte sparas."),
        ({"unit": "0"}, "Välj en enhet."),
    ],
)
def test_wrong_details_are_refused_and_kept_on_the_page(
    visitor: Visitor, keeper: Person, library: Unit, changed: dict[str, str], told: str
) -> None:
    answer = visitor.post("/coordinator/people/new", **{"unit": library.id, **WELL, **changed})

    assert (answer.status_code, told in answer.text) == (422, True)
    assert PERSONNUMMER not in answer.text
    assert db.session.scalars(select(User).where(User.name.startswith("Bo"))).all() == []


def test_address_of_another_is_refused(visitor: Visitor, keeper: Person, library: Unit) -> None:
    answer = visitor.post(
        "/coordinator/people/new", unit=library.id, **WELL | {"email": keeper.email}
    )

    assert (answer.status_code, "Någon annan har den adressen." in answer.text) == (422, True)


def test_unit_beyond_reach_is_refused(visitor: Visitor, keeper: Person, make: Make) -> None:
    mora = make.root(make.organisation("Mora"))

    assert visitor.post("/coordinator/people/new", unit=mora.id, **WELL).status_code == 422


def test_change_tells_the_log_what_differs(
    visitor: Visitor, keeper: Person, library: Unit, make: Make
) -> None:
    bo = make.user(library, name="Bo Ek", email="bo@sater.se")

    visitor.post(f"/coordinator/people/{bo.id}", **WELL)
    visitor.post(f"/coordinator/people/{bo.id}", **WELL)

    assert log() == [("person-changed", "Bo Ek", "", "staff_id: 4711")]


def test_protected_person_is_not_told_of_in_the_log(
    visitor: Visitor, keeper: Person, library: Unit, make: Make
) -> None:
    bo = make.user(library, name="Bo Ek")

    visitor.post(f"/coordinator/people/{bo.id}", **WELL | {"name": "Alm", "is_protected": "1"})

    assert log() == [("person-changed", "Alm", "–", "–")]


def test_who_leaves_can_come_back(
    visitor: Visitor, keeper: Person, library: Unit, make: Make
) -> None:
    bo = make.user(library, name="Bo Ek")
    other = make.unit(library, "Bokbussen")

    visitor.post(f"/coordinator/people/{bo.id}/leave")
    gone = queries.person(bo.id)
    visitor.post(f"/coordinator/people/{bo.id}/move", unit=other.id)
    back = queries.person(bo.id)

    assert gone is not None and back is not None
    assert (gone.unit_id, back.unit_id) == (None, other.id)
    assert [line[0] for line in log()] == ["person-left", "person-returned"]
