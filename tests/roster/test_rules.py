"""What a file would change: one rule, from people and rows to a plan."""

from collections.abc import Sequence

import pytest

from elearning.roster.columns import recognised
from elearning.roster.entries import Reader, Reason
from elearning.roster.matching import Known
from elearning.roster.places import Place, Places
from elearning.roster.rules import Kind, Plan, plan
from elearning.roster.table import Line

HEADERS = ("anstnr", "mejl", "namn", "sökväg", "chef", "språk", "skyddad")
TREE = (Place(1, None, "Säter"), Place(2, 1, "Vård"), Place(3, 1, "Skola"))
ANNA = Known(10, "anna@b.se", "1", "Anna Berg", 2, "sv", False)
BO = Known(11, "bo@b.se", "2", "Bo Ek", 2, "sv", False)
Row = tuple[str, ...]


def planned(
    rows: Sequence[Row],
    *people: Known,
    reach: frozenset[int] = frozenset({1, 2, 3}),
    home: int | None = 1,
    elsewhere: frozenset[str] = frozenset(),
    headers: tuple[str, ...] = HEADERS[:4],
) -> Plan:
    """The plan for rows that begin with the first of the headers; they are numbered from 2."""
    lines = [
        Line(number, (*row, *("" for _ in headers[len(row) :])))
        for number, row in enumerate(rows, start=2)
    ]
    reader = Reader(headers, recognised(headers))
    return plan(lines, reader, people, Places(TREE, reach, home), elsewhere)


def refusals(made: Plan) -> list[tuple[int, str, Reason, str]]:
    return [(each.row, each.column, each.reason, each.other) for each in made.refused]


def same(person: Known, **other: str) -> Row:
    """The row of somebody as they are."""
    names = {1: "Säter", 2: "Vård", 3: "Skola", None: ""}
    row = {
        "anstnr": person.staff_id,
        "mejl": person.email,
        "namn": person.name,
        "sökväg": names[person.unit_id],
    }
    return tuple({**row, **other}.values())


def test_somebody_nobody_knows_is_new() -> None:
    made = planned([("3", "cia@b.se", "Cia Åberg", "Vård/Ny")], ANNA, BO)

    assert [(new.row, new.name, new.unit_id) for new in made.new] == [(2, "Cia Åberg", -1)]
    assert made.units == (Place(-1, 2, "Ny"),)


def test_those_who_are_as_the_file_says_are_unchanged() -> None:
    made = planned([same(ANNA), same(BO)], ANNA, BO)

    assert (made.unchanged, made.new, made.changes, made.gone) == (2, (), (), ())


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (same(ANNA, namn="Anna Ek"), Kind.CHANGED),
        (same(ANNA, mejl="anna.ek@b.se"), Kind.CHANGED),
        (same(ANNA, **{"sökväg": "Skola"}), Kind.MOVED),
        (same(ANNA, namn="Anna Ek", **{"sökväg": "Skola"}), Kind.MOVED),
    ],
)
def test_what_becomes_of_somebody_we_know(row: Row, kind: Kind) -> None:
    assert [(each.kind, each.before.id) for each in planned([row], ANNA, BO).changes] == [
        (kind, 10)
    ]


def test_empty_cells_change_nothing() -> None:
    assert planned([("1", "", "", ""), ("", "bo@b.se")], ANNA, BO).unchanged == 2


def test_who_has_left_returns() -> None:
    left = Known(12, "cia@b.se", "3", "Cia Åberg", None, "sv", False)

    change = planned([("3", "", "", "Skola")], left).changes[0]

    assert (change.kind, change.after.unit_id) == (Kind.RETURNED, 3)


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


def test_somebody_protected_is_not_named_in_a_refusal() -> None:
    hidden = Known(11, "bo@b.se", "2", "Medarbetare K7QX", 2, "sv", is_protected=True)

    assert refusals(planned([("1", "bo@b.se", "Anna Berg")], ANNA, hidden))[0][3] == ""


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


def test_somebody_new_needs_a_name() -> None:
    assert refusals(planned([("3", "cia@b.se")])) == [(2, "namn", Reason.NO_NAME, "")]


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


def test_protected_are_never_renamed() -> None:
    hidden = Known(10, "anna@b.se", "1", "Medarbetare K7QX", 2, "sv", is_protected=True)

    change = planned([same(hidden, namn="Anna Berg", **{"sökväg": "Skola"})], hidden).changes[0]

    assert (change.kind, change.after.name) == (Kind.MOVED, "Medarbetare K7QX")


def test_name_of_somebody_newly_protected_is_given_up() -> None:
    row = (*same(ANNA), "", "", "ja")

    after = planned([row], ANNA, headers=HEADERS).changes[0].after

    assert (after.name, after.is_protected) == ("", True)


def test_somebody_new_and_protected_needs_no_name() -> None:
    new = planned([("3", "", "Cia", "Vård", "", "", "ja")], headers=HEADERS).new[0]

    assert (new.name, new.is_protected) == ("", True)


def test_file_does_not_take_protection_away() -> None:
    hidden = Known(10, "anna@b.se", "1", "Medarbetare K7QX", 2, "sv", is_protected=True)

    assert planned([(*same(hidden), "", "", "nej")], hidden, headers=HEADERS).unchanged == 1


def managing(row: Row, person: Known) -> tuple[bool, frozenset[int]]:
    """Whether they become a manager of their unit, and of which they are no longer one."""
    made = planned([row], person, headers=HEADERS[:5])
    return (
        (made.changes[0].after.manages, made.changes[0].no_longer)
        if made.changes
        else (
            False,
            frozenset(),
        )
    )


@pytest.mark.parametrize(
    ("manages", "unit", "says", "becomes", "no_longer"),
    [
        (frozenset(), "Vård", "ja", True, set()),
        (frozenset({2}), "Vård", "ja", False, set()),
        (frozenset({2}), "Vård", "", False, {2}),
        (frozenset({2}), "Skola", "ja", True, {2}),
        (frozenset({2}), "Skola", "nej", False, {2}),
        (frozenset({3}), "Vård", "nej", False, set()),  # given by hand over another unit
        (frozenset(), "Vård", "nej", False, set()),
    ],
)
def test_managers_follow_the_file(
    manages: frozenset[int], unit: str, says: str, becomes: bool, no_longer: set[int]
) -> None:
    person = Known(10, "anna@b.se", "1", "Anna Berg", 2, "sv", False, manages=manages)

    assert managing((*same(person, **{"sökväg": unit}), says), person) == (becomes, no_longer)


def test_without_a_column_managers_stay() -> None:
    person = Known(10, "anna@b.se", "1", "Anna Berg", 2, "sv", False, manages=frozenset({2}))

    assert planned([same(person)], person).unchanged == 1


@pytest.mark.parametrize(("says", "language"), [("English", "en"), ("", "sv"), ("svenska", "sv")])
def test_language(says: str, language: str) -> None:
    new = planned([("3", "", "Cia", "Vård", "", says)], headers=HEADERS).new[0]

    assert new.language == language


def test_every_row_is_told_once() -> None:
    rows = [same(ANNA), ("2", "ny@b.se"), ("3", "", "Cia"), ("3", "", "Cia"), ("", "", "Dan")]

    made = planned(rows, ANNA, BO)

    assert (made.unchanged, len(made.changes), len(made.new), len(made.refused)) == (1, 1, 1, 2)
