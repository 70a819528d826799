"""Where a path from a file leads in the tree of units."""

import pytest

from elearning.roster.places import Place, Places

TREE = (
    Place(1, None, "Säters kommun"),
    Place(2, 1, "Vård"),
    Place(3, 2, "Norr"),
    Place(4, 1, "Skola"),
    Place(5, 4, "Norr"),
)
WHOLE = {1, 2, 3, 4, 5}


def places(reach: set[int] = WHOLE, home: int | None = 1) -> Places:
    return Places(TREE, reach, home)


@pytest.mark.parametrize(
    ("path", "unit_id"),
    [
        (("Vård",), 2),
        (("vård", "NORR"), 3),
        (("Skola", " Norr "), 5),
        (("Säters kommun", "Skola"), 4),
        (("Säters kommun",), 1),
        (("Vård", "Vård", "Norr", "Norr"), 3),
    ],
)
def test_units_that_exist_are_found(path: tuple[str, ...], unit_id: int) -> None:
    assert (places().unit_id(path), places().made) == (unit_id, [])


def test_units_that_do_not_exist_are_made_once() -> None:
    tree = places()

    ids = [tree.unit_id(path) for path in (("Vård", "Ny", "Under"), ("vård", "ny"), ("Ny",))]

    assert ids == [-2, -1, -3]
    assert tree.made == [Place(-1, 2, "Ny"), Place(-2, -1, "Under"), Place(-3, 1, "Ny")]


def test_repeated_name_makes_one_unit() -> None:
    tree = places()

    assert (tree.unit_id(("Bygg", "Bygg", "Bygg")), tree.made) == (-1, [Place(-1, 1, "Bygg")])


def test_unit_that_bears_the_name_of_its_parent_is_found() -> None:
    tree = Places((*TREE, Place(6, 2, "Vård")), WHOLE | {6}, 1)

    assert [tree.unit_id(path) for path in (("Vård",), ("Vård", "Vård"))] == [2, 6]


@pytest.mark.parametrize(
    ("path", "is_reached"),
    [
        (("Vård",), True),
        (("Vård", "Ny"), True),
        (("Norr",), True),  # below the importer's own part
        (("Norr", "Ny"), True),
        (("Skola",), False),
        (("Skola", "Norr"), False),
        (("Bygg",), False),  # a part of the organisation that is new to us
    ],
)
def test_what_a_part_of_an_organisation_reaches(path: tuple[str, ...], is_reached: bool) -> None:
    assert places({2, 3}, 2).is_reached(path) == is_reached


@pytest.mark.parametrize("path", [("Vård", "Norr", "Ny"), ("Norr", "Ny")])
def test_new_unit_is_made_in_the_own_part(path: tuple[str, ...]) -> None:
    tree = places({2, 3}, 2)

    assert (tree.unit_id(path), tree.made) == (-1, [Place(-1, 3, "Ny")])


@pytest.mark.parametrize(("path", "is_reached"), [(("Skola",), False), (("Vård", "Norr"), True)])
def test_what_lies_outside_is_not_reached(path: tuple[str, ...], is_reached: bool) -> None:
    assert places({3, 5}, None).is_reached(path) == is_reached
