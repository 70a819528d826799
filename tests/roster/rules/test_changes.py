"""What becomes of those whom a file names: new, changed, moved, returned or as they were."""

import pytest

from elearning.roster.entries import Reason
from elearning.roster.matching import Known
from elearning.roster.places import Place
from elearning.roster.rules import Kind
from tests.roster.rules.planning import ANNA, BO, HEADERS, Row, planned, refusals, same


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


def test_somebody_new_needs_a_name() -> None:
    assert refusals(planned([("3", "cia@b.se")])) == [(2, "namn", Reason.NO_NAME, "")]


@pytest.mark.parametrize(("says", "language"), [("English", "en"), ("", "sv"), ("svenska", "sv")])
def test_language(says: str, language: str) -> None:
    new = planned([("3", "", "Cia", "Vård", "", says)], headers=HEADERS).new[0]

    assert new.language == language


def test_every_row_is_told_once() -> None:
    rows = [same(ANNA), ("2", "ny@b.se"), ("3", "", "Cia"), ("3", "", "Cia"), ("", "", "Dan")]

    made = planned(rows, ANNA, BO)

    assert (made.unchanged, len(made.changes), len(made.new), len(made.refused)) == (1, 1, 1, 2)
