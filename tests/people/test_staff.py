"""Looking for people within a scope, on both databases."""

import pytest
from flask import Flask

from elearning.database import transaction
from elearning.people import actions, queries, staff, units
from elearning.people.models import Organisation, Unit
from elearning.people.rules import Role, Scope
from elearning.people.staff import Search
from tests.conftest import NOON
from tests.factories import Make


@pytest.fixture
def sater(database: Flask, make: Make) -> Organisation:
    return make.organisation("Säter")


@pytest.fixture
def library(sater: Organisation, make: Make) -> Unit:
    return make.unit(sater, "Biblioteket")


@pytest.fixture
def whole(sater: Organisation, make: Make) -> Scope:
    return Scope.over(make.root(sater).id)


def names(scope: Scope, search: Search, page: int = 1) -> list[str]:
    return [each.name for each in staff.members(scope, search, page)[0]]


@pytest.mark.parametrize(
    "words", ["åsa", "ÅSA", "öberg", "ÖB", "Åsa ÖBERG", "öberg åsa", "asa@", "A-47", "a-4"]
)
def test_search_finds_however_it_is_written(
    make: Make, library: Unit, whole: Scope, words: str
) -> None:
    with transaction():
        actions.add_user("asa@sater.se", "Åsa Öberg", library.id, NOON, staff_id="A-47")
    make.user(library, name="Bo Ek")

    assert names(whole, Search(words)) == ["Åsa Öberg"]


@pytest.mark.parametrize("words", ["%", "_", "åsa ek", "asaö", "/"])
def test_search_finds_nothing_that_is_not_there(
    make: Make, library: Unit, whole: Scope, words: str
) -> None:
    make.user(library, name="Åsa Öberg", email="asa@sater.se")
    make.user(library, name="Bo Ek", email="bo@sater.se")

    assert staff.members(whole, Search(words), 1) == ([], 0)


def test_people_come_in_swedish_order(make: Make, library: Unit, whole: Scope) -> None:
    for name in ("Östen", "Ärla", "Åsa", "zara", "Anna", "anders"):
        make.user(library, name=name)

    assert names(whole, Search()) == ["anders", "Anna", "zara", "Åsa", "Ärla", "Östen"]


def test_pages_hold_everybody_once(make: Make, library: Unit, whole: Scope) -> None:
    people = [make.user(library, name="Kim Lund") for _ in range(staff.PAGE + 7)]

    pages = [staff.members(whole, Search(), page) for page in (1, 2, 3)]

    assert [(len(found), number) for found, number in pages] == [(50, 57), (7, 57), (0, 0)]
    assert {each.id for found, _ in pages for each in found} == {each.id for each in people}


def test_search_stays_within_the_scope(make: Make, sater: Organisation, library: Unit) -> None:
    make.user(library, name="Anna i biblioteket")
    make.user(make.unit(library, "Bokbussen"), name="Anna i bokbussen")
    make.user(make.unit(sater, "Skolan"), name="Anna i skolan")
    scope = Scope.over(library.id)

    assert names(scope, Search("anna")) == ["Anna i biblioteket", "Anna i bokbussen"]


def test_search_keeps_to_a_unit_and_all_below_it(
    make: Make, library: Unit, whole: Scope, sater: Organisation
) -> None:
    bus = make.unit(library, "Bokbussen")
    make.user(bus, name="Bo")
    make.user(make.root(sater), name="Ada")

    assert names(whole, Search(unit_id=library.id)) == ["Bo"]


def test_search_keeps_to_a_role(make: Make, library: Unit, whole: Scope) -> None:
    make.duty(make.user(library, name="Bo"), Role.MANAGER, library)
    make.user(library, name="Ada")

    assert names(whole, Search(role=Role.MANAGER)) == ["Bo"]


def test_who_has_left_is_listed_for_the_whole_organisation_alone(
    make: Make, library: Unit, whole: Scope
) -> None:
    bo = make.user(library, name="Bo")
    make.user(library, name="Ada")
    with transaction():
        actions.move(bo.id, None, NOON)

    assert names(whole, Search(has_left=True)) == ["Bo"]
    assert names(Scope.over(library.id), Search(has_left=True)) == []


def test_scope_of_nothing_finds_nobody(make: Make, library: Unit) -> None:
    make.user(library)

    assert staff.members(Scope.over(), Search(), 1) == ([], 0)


def test_unit_places_are_the_open_units_of_the_scope(
    make: Make, sater: Organisation, library: Unit
) -> None:
    make.unit(sater, "Vård")
    children, closed = make.unit(library, "Barn"), make.unit(library, "Stängt")
    with transaction():
        units.close(closed, NOON)

    places = staff.unit_places(Scope.over(library.id))

    assert [(each.id, each.title) for each in places] == [
        (library.id, "Biblioteket"),
        (children.id, "Biblioteket › Barn"),
    ]


def test_open_unit_is_within_the_scope_and_not_closed(
    make: Make, sater: Organisation, library: Unit
) -> None:
    care, closed = make.unit(sater, "Vård"), make.unit(library, "Stängt")
    with transaction():
        units.close(closed, NOON)
    scope = Scope.over(library.id)

    found = [queries.open_unit(scope, each) for each in (library.id, care.id, closed.id, 0, None)]

    assert [each.id if each else None for each in found] == [library.id, None, None, None, None]
