"""Who is gone because a file does not name them, and when that needs a second thought."""

import pytest

from elearning.roster.columns import recognised
from elearning.roster.entries import Reader
from elearning.roster.matching import Known
from elearning.roster.places import Places
from elearning.roster.rules import plan
from elearning.roster.table import Line
from tests.roster.rules.planning import ANNA, BO, HEADERS, TREE, planned, same


def test_whom_the_file_does_not_name_is_gone() -> None:
    assert planned([same(ANNA)], ANNA, BO).gone == (BO,)


@pytest.mark.parametrize(
    "person",
    [
        Known(11, "bo@b.se", "2", "Alias", 2, "sv", is_protected=True),
        Known(11, "bo@b.se", "2", "Bo Ek", 2, "sv", False, stays=True),
        Known(11, "bo@b.se", "2", "Bo Ek", None, "sv", False),
        Known(11, "bo@b.se", "2", "Bo Ek", 3, "sv", False, is_within=False),
    ],
    ids=["protected", "administrator", "left", "outside"],
)
def test_some_are_never_gone(person: Known) -> None:
    assert planned([same(ANNA)], ANNA, person).gone == ()


def test_who_is_named_in_a_refused_row_is_not_gone() -> None:
    reader = Reader(HEADERS[:3], recognised(HEADERS[:3]))
    lines = [Line(2, ("1", "", "••")), Line(3, ("", "bo@b.se", "••"), hidden=(2,))]

    made = plan(lines, reader, [ANNA, BO], Places(TREE, {1, 2, 3}, 1))

    assert (len(made.refused), made.gone) == (1, ())


@pytest.mark.parametrize(("leaving", "needed"), [(2, False), (3, True)])
def test_more_than_a_fifth_needs_the_name(leaving: int, needed: bool) -> None:
    people = [Known(n, "", str(n), f"P{n}", 2, "sv", False) for n in range(1, 11)]

    made = planned([same(each) for each in people[leaving:]], *people)

    assert (len(made.gone), made.needs_name) == (leaving, needed)
