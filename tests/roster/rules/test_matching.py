"""Whom a row is about: by staff id, then by address, and refused where the two disagree."""

import pytest

from elearning.roster.entries import Reason
from elearning.roster.matching import Known
from tests.roster.rules.planning import ANNA, BO, Row, planned, refusals


def test_staff_id_goes_before_address() -> None:
    change = planned([("1", "ny@b.se", "Anna Berg")], ANNA).changes[0]

    assert (change.before.id, change.after.email) == (10, "ny@b.se")


def test_address_is_enough() -> None:
    assert planned([("", "anna@b.se", "Anna Ek")], ANNA).changes[0].before.id == 10


def test_somebody_without_a_staff_id_gets_one() -> None:
    known = Known(10, "anna@b.se", "", "Anna Berg", 2, "sv", False)

    assert planned([("9", "anna@b.se", "Anna Berg")], known).changes[0].after.staff_id == "9"


def test_same_name_and_address_may_get_a_new_staff_id() -> None:
    assert planned([("9", "anna@b.se", "anna  berg")], ANNA).changes[0].after.staff_id == "9"


def test_another_name_with_the_address_and_another_staff_id_is_refused_by_name() -> None:
    made = planned([("9", "anna@b.se", "Anna Ek")], ANNA)

    assert refusals(made) == [(2, "mejl", Reason.ADDRESS_OF_ANOTHER, "Anna Berg")]
    assert made.gone == ()


def test_staff_id_that_the_file_still_has_is_not_replaced() -> None:
    cia = Known(12, "cia@b.se", "", "Cia Åberg", 2, "sv", False)

    made = planned([("1", "cia@b.se"), ("9", "anna@b.se", "Anna Berg")], ANNA, cia)

    assert refusals(made) == [
        (2, "mejl", Reason.ADDRESS_OF_ANOTHER, "Cia Åberg"),
        (3, "mejl", Reason.ADDRESS_OF_ANOTHER, "Anna Berg"),
    ]


def test_staff_id_of_one_and_address_of_another_is_refused_by_name() -> None:
    made = planned([("1", "bo@b.se", "Anna Berg")], ANNA, BO)

    assert refusals(made) == [(2, "mejl", Reason.ADDRESS_OF_ANOTHER, "Bo Ek")]


def test_two_may_swap_addresses() -> None:
    made = planned([("1", "bo@b.se"), ("2", "anna@b.se")], ANNA, BO)

    assert [(each.before.id, each.after.email) for each in made.changes] == [
        (10, "bo@b.se"),
        (11, "anna@b.se"),
    ]


def test_address_that_is_given_up_may_go_to_somebody_new() -> None:
    made = planned([("1", "ny@b.se"), ("9", "anna@b.se", "Anna Ek")], ANNA)

    assert ([each.before.id for each in made.changes], [each.row for each in made.new]) == (
        [10],
        [3],
    )


def test_address_is_not_free_when_the_row_that_gives_it_up_is_refused() -> None:
    rows = [("9", "anna@b.se", "Anna Ek"), ("1", "ny@b.se")]

    made = planned(rows, ANNA, elsewhere=frozenset({"ny@b.se"}))

    assert refusals(made) == [
        (2, "mejl", Reason.ADDRESS_OF_ANOTHER, "Anna Berg"),
        (3, "mejl", Reason.ADDRESS_ELSEWHERE, ""),
    ]


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (("3", "x@b.se", "Cia", ""), ("anstnr", Reason.SAME_STAFF_ID)),
        (("4", "cia@b.se", "Cia", ""), ("mejl", Reason.SAME_ADDRESS)),
    ],
)
def test_second_row_of_the_same_is_refused(second: Row, reason: tuple[str, Reason]) -> None:
    made = planned([("3", "cia@b.se", "Cia", ""), second])

    assert (len(made.new), refusals(made)) == (1, [(3, *reason, "2")])
