"""Units are found level by level or by their words, in one's organisation alone."""

import pytest
from flask import Flask

from elearning.database import db, transaction
from elearning.people.models import Organisation, Unit
from tests.conftest import NOON
from tests.factories import Make
from tests.signin.register.registering import arrive, newcomer
from tests.statements import statements
from tests.visitor import Visitor


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
