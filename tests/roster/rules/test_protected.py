"""Somebody protected is neither named nor renamed by a file."""

from elearning.roster.matching import Known
from elearning.roster.rules import Kind
from tests.roster.rules.planning import ANNA, HEADERS, planned, refusals, same


def test_somebody_protected_is_not_named_in_a_refusal() -> None:
    hidden = Known(11, "bo@b.se", "2", "Medarbetare K7QX", 2, "sv", is_protected=True)

    assert refusals(planned([("1", "bo@b.se", "Anna Berg")], ANNA, hidden))[0][3] == ""


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
