"""Changing the tree of units from its pages."""

import pytest
from flask import Flask

from elearning.people import queries, staff
from elearning.people.models import Organisation, Unit
from elearning.people.rules import Role, Scope
from tests.factories import Make
from tests.people.views.logged import log
from tests.visitor import Visitor

UNITS = "/coordinator/people/units"


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    return make.organisation("Säter")


@pytest.fixture
def care(sater: Organisation, make: Make) -> Unit:
    return make.unit(sater, "Vård")


@pytest.fixture
def library(sater: Organisation, make: Make) -> Unit:
    return make.unit(sater, "Biblioteket")


@pytest.fixture(autouse=True)
def keeper(visitor: Visitor, sater: Organisation, care: Unit, make: Make) -> None:
    visitor.signin(make.duty(make.user(care), Role.COORDINATOR, make.root(sater)))
    visitor.get(f"{UNITS}/")


def names(make: Make, sater: Organisation) -> list[str]:
    """Every open unit."""
    scope = Scope.over(make.root(sater).id)
    return sorted(each.name for each in staff.branches(scope))


def test_tree_shows_how_many_are_employed(visitor: Visitor, care: Unit) -> None:
    page = visitor.get(f"{UNITS}/").text

    assert page.count('<span class="ledger-number">1</span>') == 2


def test_unit_is_renamed(visitor: Visitor, care: Unit, make: Make, sater: Organisation) -> None:
    visitor.post(f"{UNITS}/{care.id}/rename", name="Omsorg")

    assert names(make, sater) == ["Omsorg", "Säter"]
    assert log() == [("unit-renamed", "Vård", "Vård", "Omsorg")]


def test_unit_is_added_below(visitor: Visitor, care: Unit, make: Make, sater: Organisation) -> None:
    visitor.post(f"{UNITS}/{care.id}/add", new_name="Hemtjänst")

    assert names(make, sater) == ["Hemtjänst", "Säter", "Vård"]
    assert log() == [("unit-added", "Hemtjänst", "", "Vård")]


def test_name_beside_is_refused(visitor: Visitor, care: Unit, library: Unit) -> None:
    answer = visitor.post(f"{UNITS}/{library.id}/rename", name="Vård")

    assert (answer.status_code, "redan en enhet med det namnet" in answer.text) == (422, True)
    assert log() == []


def test_unit_is_moved(visitor: Visitor, care: Unit, library: Unit) -> None:
    visitor.post(f"{UNITS}/{library.id}/move", unit=care.id)

    assert queries.path(library.id) == tuple(sorted({*queries.path(care.id), library.id}))


@pytest.mark.parametrize("deed", ["move", "merge"])
def test_unit_goes_into_no_part_of_itself(
    visitor: Visitor, care: Unit, make: Make, deed: str
) -> None:
    below = make.unit(care, "Hemtjänst")

    answer = visitor.post(f"{UNITS}/{care.id}/{deed}", unit=below.id)

    assert (answer.status_code, "i en del av sig själv" in answer.text) == (422, True)


def test_unit_goes_up_in_another(
    visitor: Visitor, care: Unit, library: Unit, make: Make, sater: Organisation
) -> None:
    visitor.post(f"{UNITS}/{care.id}/merge", unit=library.id)

    scope = Scope.over(make.root(sater).id)
    assert names(make, sater) == ["Biblioteket", "Säter"]
    assert staff.headcounts(scope) == {make.root(sater).id: 1, library.id: 1}


def test_only_an_empty_unit_is_closed(visitor: Visitor, care: Unit, library: Unit) -> None:
    full = visitor.post(f"{UNITS}/{care.id}/close")
    empty = visitor.post(f"{UNITS}/{library.id}/close")
    again = visitor.post(f"{UNITS}/{library.id}/reopen")

    assert [each.status_code for each in (full, empty, again)] == [422, 303, 303]


def test_the_whole_organisation_stays(
    visitor: Visitor, care: Unit, make: Make, sater: Organisation
) -> None:
    answer = visitor.post(f"{UNITS}/{make.root(sater).id}/move", unit=care.id)

    assert answer.status_code == 422


@pytest.mark.parametrize("deed", ["rename", "add", "move", "merge", "close", "reopen"])
def test_foreign_unit_is_not_there(visitor: Visitor, make: Make, deed: str) -> None:
    mora = make.root(make.organisation("Mora"))

    assert (
        visitor.post(f"{UNITS}/{mora.id}/{deed}", name="X", new_name="X", unit=mora.id).status_code
        == 404
    )


@pytest.mark.parametrize("how", ["move", "merge"])
def test_consequences_are_told_before_anything_is_done(
    visitor: Visitor, care: Unit, library: Unit, make: Make, how: str
) -> None:
    make.unit(care, "Hemtjänst")
    make.duty(make.user(care, name="Bo Ek"), Role.MANAGER, care)

    page = visitor.get(f"{UNITS}/{care.id}/place?how={how}&unit={library.id}")

    assert "2 personer följer med." in page.text
    assert "1 enhet under den följer med." in page.text
    assert ("Bo Ek är inte längre chef" in page.text) == (how == "merge")
    assert f'action="{UNITS}/{care.id}/{how}"' in page.text
    assert log() == []


def test_unit_is_not_offered_itself_nor_what_is_below_it(
    visitor: Visitor, care: Unit, library: Unit, make: Make
) -> None:
    below = make.unit(care, "Hemtjänst")

    page = visitor.get(f"{UNITS}/{care.id}/place").text

    offered = {each: f'value="{each}"' in page for each in (care.id, below.id, library.id)}
    assert offered == {care.id: False, below.id: False, library.id: True}


@pytest.mark.parametrize("unit", ["", "0", "99999999999", "x"])
def test_no_unit_is_told(visitor: Visitor, care: Unit, unit: str) -> None:
    answer = visitor.get(f"{UNITS}/{care.id}/place?how=move&unit={unit}")

    assert (answer.status_code, "Välj en enhet." in answer.text) == (422, True)


@pytest.mark.parametrize("deed", ["move", "merge"])
def test_unit_beyond_reach_is_no_place(visitor: Visitor, care: Unit, make: Make, deed: str) -> None:
    mora = make.root(make.organisation("Mora"))

    answer = visitor.post(f"{UNITS}/{care.id}/{deed}", unit=mora.id)

    assert (answer.status_code, log()) == (422, [])


def test_whole_organisation_has_no_other_place(
    visitor: Visitor, make: Make, sater: Organisation
) -> None:
    assert visitor.get(f"{UNITS}/{make.root(sater).id}/place").status_code == 404


def test_log_tells_from_where_to_where(visitor: Visitor, care: Unit, library: Unit) -> None:
    visitor.post(f"{UNITS}/{library.id}/move", unit=care.id)

    assert log() == [("unit-moved", "Biblioteket", "Säter", "Säter › Vård")]


def test_log_tells_which_roles_ended(
    visitor: Visitor, care: Unit, library: Unit, make: Make
) -> None:
    make.duty(make.user(library, name="Bo Ek"), Role.MANAGER, library)

    visitor.post(f"{UNITS}/{library.id}/merge", unit=care.id)

    assert log() == [
        ("unit-merged", "Biblioteket", "", "Säter › Vård"),
        ("role-taken", "Bo Ek", "manager: Biblioteket", ""),
    ]


def test_what_was_typed_is_kept(visitor: Visitor, care: Unit, library: Unit) -> None:
    renamed = visitor.post(f"{UNITS}/{library.id}/rename", name="Vård").text
    added = visitor.post(f"{UNITS}/{care.id}/add", new_name="19121212-1212 Norr").text

    assert 'name="name" type="text" value="Vård"' in renamed
    assert 'name="new_name" type="text" value="•••••••••• Norr"' in added


def test_units_are_searched_where_they_are_many(
    visitor: Visitor, care: Unit, library: Unit, make: Make
) -> None:
    few = visitor.get(f"{UNITS}/").text
    for number in range(12):
        make.unit(care, f"Grupp {number}")

    many = visitor.get(f"{UNITS}/").text
    found = visitor.get(f"{UNITS}/?q=vård+11").text

    assert ['role="search"' in each for each in (few, many, found)] == [False, True, True]
    assert ("Grupp 11" in found, "Biblioteket" in found) == (True, False)
