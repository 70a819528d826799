"""What cannot be done to units, and what can be done to closed ones."""

from collections.abc import Callable

import pytest

from elearning.database import db, transaction
from elearning.people import queries, units
from elearning.people.models import Organisation, Unit
from tests.conftest import NOON
from tests.factories import Make

Deed = Callable[[Unit, Unit, Unit], object]
REFUSED: dict[str, tuple[Deed, type[units.UnitRefused]]] = {
    "move the whole": (lambda root, a, _: units.move(root, a), units.IsRoot),
    "merge the whole": (lambda root, a, _: units.merge(root, a, NOON), units.IsRoot),
    "close the whole": (lambda root, _, __: units.close(root, NOON), units.IsRoot),
    "rename the whole": (lambda root, _, __: units.rename(root, "X"), units.IsRoot),
    "move under itself": (lambda _, a, __: units.move(a, a), units.BelowItself),
    "move below itself": (lambda _, a, b: units.move(a, b), units.BelowItself),
    "merge below itself": (lambda _, a, b: units.merge(a, b, NOON), units.BelowItself),
    "close what has units": (lambda _, a, __: units.close(a, NOON), units.NotEmpty),
    "take a name": (lambda root, a, _: units.add(root, a.name), units.NameTaken),
}


@pytest.mark.parametrize("deed", REFUSED)
def test_what_cannot_be_done_is_refused(make: Make, sater: Organisation, deed: str) -> None:
    root = make.root(sater)
    above = make.unit(root, "Vård")
    below = make.unit(above, "Norr")
    act, why = REFUSED[deed]

    with pytest.raises(why), transaction():
        act(root, above, below)

    assert queries.path(below.id) == (root.id, above.id, below.id)


def test_unit_of_another_organisation_cannot_be_moved_here(make: Make, care: Unit) -> None:
    mora = make.unit(make.organisation("Mora"), "Skolan")

    with pytest.raises(units.BelowItself), transaction():
        units.move(mora, care)


@pytest.mark.parametrize("deed", ["add", "rename", "move", "merge", "close"])
def test_closed_unit_can_only_be_opened(make: Make, care: Unit, library: Unit, deed: str) -> None:
    with transaction():
        units.close(care, NOON)
    act = {
        "add": lambda: units.add(care, "Norr"),
        "rename": lambda: units.rename(care, "Omsorg"),
        "move": lambda: units.move(care, library),
        "merge": lambda: units.merge(library, care, NOON),
        "close": lambda: units.close(care, NOON),
    }[deed]

    with pytest.raises(units.IsClosed), transaction():
        act()


def test_unit_is_opened_only_below_what_is_open(make: Make, care: Unit) -> None:
    north = make.unit(care, "Norr")
    with transaction():
        units.close(north, NOON)
        units.close(care, NOON)

    with pytest.raises(units.IsClosed), transaction():
        units.reopen(north)
    with transaction():
        units.reopen(care)
        units.reopen(north)

    assert (care.closed_at, north.closed_at) == (None, None)


def test_unit_is_not_opened_where_its_name_is_taken(make: Make, care: Unit) -> None:
    with transaction():
        units.close(care, NOON)
    make.unit(db.session.get_one(Unit, care.parent_id), "Vård")

    with pytest.raises(units.NameTaken), transaction():
        units.reopen(care)
