"""Who becomes a manager by a file, and who is no longer one."""

import pytest

from elearning.roster.matching import Known
from tests.roster.rules.planning import HEADERS, Row, planned, same


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
