"""People, units and counts, as the rest of the house asks for them."""

import pytest
from flask import Flask

from elearning.database import transaction
from elearning.people import actions, counting, queries
from elearning.people.rules import Duty, Role, Scope
from tests.conftest import NOON
from tests.factories import Make
from tests.statements import statements

pytestmark = pytest.mark.usefixtures("database")


def test_person_has_unit_and_organisation(make: Make) -> None:
    sater = make.organisation("Säter", slug="sater")
    unit = make.unit(sater, "Biblioteket")

    person = make.user(unit)

    assert (person.unit_name, person.organisation_slug, person.organisation_name) == (
        "Biblioteket",
        "sater",
        "Säter",
    )


def test_person_without_roles_has_no_scopes(make: Make) -> None:
    assert make.user().duties == ()


def test_person_has_every_role_as_a_scope(make: Make) -> None:
    person = make.user()
    assert person.unit_id is not None
    with transaction():
        actions.assign(person.id, Role.COORDINATOR, person.unit_id)
        actions.assign(person.id, Role.ADMINISTRATOR, person.unit_id)

    found = queries.person(person.id)

    assert found is not None
    assert found.duties == (
        Duty(Role.ADMINISTRATOR, person.unit_id),
        Duty(Role.COORDINATOR, person.unit_id),
    )


def test_person_who_has_left_has_no_unit(make: Make) -> None:
    person = make.user()
    with transaction():
        actions.move(person.id, None, NOON)

    found = queries.person(person.id)

    assert found is not None
    assert (found.unit_id, found.unit_name, found.organisation_slug) == (None, "", "")


def test_person_with_an_unknown_id_is_none() -> None:
    assert queries.person(404) is None


@pytest.mark.parametrize("written", ["amina@sater.se", "AMINA@Sater.SE", "  amina@sater.se "])
def test_person_by_email_is_found_however_it_is_written(make: Make, written: str) -> None:
    person = make.user(email="Amina@sater.se")

    assert queries.person_by_email(written) == person


def test_person_by_an_unknown_email_is_none(make: Make) -> None:
    make.user(email="amina@sater.se")

    assert queries.person_by_email("erik@sater.se") is None


def test_person_takes_one_statement_however_many_roles(database: Flask, make: Make) -> None:
    person = make.user()
    assert person.unit_id is not None
    with transaction():
        actions.assign(person.id, Role.COORDINATOR, person.unit_id)

    with statements() as seen:
        queries.person(person.id)

    assert len(seen) == 1


def test_organisation_is_found_by_slug(make: Make) -> None:
    sater = make.organisation(slug="sater")

    assert queries.organisation("sater") == sater


def test_organisation_with_an_unknown_slug_is_none() -> None:
    assert queries.organisation("mora") is None


def test_root_unit_bears_the_name_of_the_organisation(make: Make) -> None:
    sater = make.organisation("Säter")
    make.unit(sater, "Biblioteket")

    assert queries.root_unit(sater.id).name == "Säter"


def test_path_holds_the_unit_and_every_ancestor(make: Make) -> None:
    root = make.root(make.organisation())
    care = make.unit(root, "Vård och omsorg")
    make.unit(root, "Biblioteket")
    home = make.unit(care, "Hemtjänst Norr")

    assert queries.path(home.id) == (root.id, care.id, home.id)


def test_path_of_nowhere_is_empty() -> None:
    assert queries.path(None) == ()


def test_kept_is_what_the_account_was_made_with(make: Make) -> None:
    assert queries.kept(make.user().id) == queries.Kept(None, "sv", False, NOON)


def test_unit_is_found_within_the_scope_alone(make: Make) -> None:
    root = make.root(make.organisation())
    north, south = make.unit(root, "Norr"), make.unit(root, "Söder")
    below = make.unit(north, "Hemtjänst")
    scope = Scope.over(north.id)

    found = [each for each in (root, north, below, south) if queries.unit(scope, each.id)]

    assert found == [north, below]


def test_counted_tells_what_for_and_where(make: Make) -> None:
    person = make.user(make.unit(make.organisation(), "Biblioteket"))
    with transaction():
        counting.open_counter("course:kurs", NOON, None)
        counting.count(person.id, ["course:kurs"], NOON)

    assert queries.counted(person.id) == [
        queries.CountedIn("course:kurs", counting.BEGINNING, None, "Biblioteket"),
        queries.CountedIn("employed", counting.BEGINNING, None, "Biblioteket"),
        queries.CountedIn("course:kurs", NOON, None, "Biblioteket"),
    ]


def test_shown_counts_leave_out_units_that_count_nobody(make: Make) -> None:
    root = make.root(make.organisation())
    person = make.user(make.unit(root))
    with transaction():
        counter = counting.open_counter("course:kurs", NOON, None)
        counting.count(person.id, ["course:kurs"], NOON)
        actions.move(person.id, root.id, NOON)

    assert queries.shown_counts(counter.id) == {root.id: 1}
