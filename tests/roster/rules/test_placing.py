"""Which unit somebody comes to, and whom and where a file does not reach."""

from elearning.roster.entries import Reason
from elearning.roster.matching import Known
from tests.roster.rules.planning import ANNA, planned, refusals, same


def test_somebody_new_without_a_unit_goes_to_the_whole() -> None:
    assert planned([("3", "", "Cia")]).new[0].unit_id == 1


def test_who_has_no_unit_in_the_file_is_told_where_it_decides_where_they_come() -> None:
    left = Known(12, "", "5", "Dan", None, "sv", False)
    rows = [("3", "", "Cia"), ("4", "", "Eva", "Vård"), ("5", "", "Dan"), ("1", "", "Ny Anna")]

    made = planned(rows, ANNA, left)

    assert [(each.row, each.unit_id) for each in made.unplaced] == [(2, 1), (4, 1)]


def test_somebody_new_without_a_unit_is_refused_where_there_is_no_whole() -> None:
    made = planned([("3", "", "Cia")], reach=frozenset({2, 3}), home=None)

    assert refusals(made) == [(2, "sökväg", Reason.NO_UNIT, "")]


def test_people_and_units_outside_are_refused() -> None:
    far = Known(11, "bo@b.se", "2", "Bo Ek", 3, "sv", False, is_within=False)

    made = planned([same(far), ("5", "", "Cia", "Skola")], far, reach=frozenset({2, 7}), home=None)

    assert refusals(made) == [
        (2, "mejl", Reason.OUTSIDE, ""),
        (3, "sökväg", Reason.OUTSIDE, ""),
    ]
    assert (made.gone, made.employed) == ((), 0)
