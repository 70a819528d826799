"""Organisations, units, accounts and roles; what follows for counts is in test_counting.py."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from elearning.database import db, transaction
from elearning.people import actions, queries
from elearning.people.models import Assignment, AuditEntry, Unit, User
from elearning.people.rules import SMALLEST_ALLOWED, Deed, Duty, Role
from tests.conftest import NOON
from tests.factories import Make

pytestmark = pytest.mark.usefixtures("database")


def test_add_organisation_makes_its_root_unit(make: Make) -> None:
    sater = make.organisation("Säter")

    root = queries.root_unit(sater.id)

    assert (root.name, root.parent_id, queries.path(root.id)) == ("Säter", None, (root.id,))


def test_add_organisation_refuses_a_slug_that_is_taken(make: Make) -> None:
    make.organisation(slug="sater")

    with pytest.raises(IntegrityError):
        make.organisation(slug="sater")


def test_add_organisation_refuses_an_unknown_kind() -> None:
    with pytest.raises(IntegrityError), transaction():
        actions.add_organisation("x", "X", "guild", code=None, colour="#000000")  # type: ignore[arg-type]


def test_organisation_has_one_root_only(make: Make) -> None:
    sater = make.organisation()

    with pytest.raises(IntegrityError), transaction():
        db.session.add(Unit(organisation_id=sater.id, parent_id=None, name="En till"))


def test_add_user_keeps_the_address_in_lower_case(make: Make) -> None:
    assert make.user(email=" Amina@Sater.SE ").email == "amina@sater.se"


def test_add_user_refuses_an_address_that_is_taken(make: Make) -> None:
    make.user(email="amina@sater.se")

    with pytest.raises(IntegrityError):
        make.user(email="AMINA@sater.se")


def test_sign_out_everywhere_changes_the_session_key(make: Make) -> None:
    before = make.user()

    with transaction():
        actions.sign_out_everywhere(before.id)

    after = queries.person(before.id)
    assert after is not None
    assert after.get_id() != before.get_id()


def test_sign_out_everywhere_leaves_others_alone(make: Make) -> None:
    amina, erik = make.user(), make.user()

    with transaction():
        actions.sign_out_everywhere(amina.id)

    assert queries.person(erik.id) == erik


def test_assign_twice_is_as_good_as_once(make: Make) -> None:
    person = make.user()
    assert person.unit_id is not None
    for _ in range(2):
        with transaction():
            actions.assign(person.id, Role.COORDINATOR, person.unit_id)

    found = queries.person(person.id)

    assert found is not None
    assert found.duties == (Duty(Role.COORDINATOR, person.unit_id),)


def test_assign_refuses_an_unknown_role(make: Make) -> None:
    person = make.user()
    assert person.unit_id is not None

    with pytest.raises(IntegrityError), transaction():
        actions.assign(person.id, "king", person.unit_id)  # type: ignore[arg-type]


def test_unassign_takes_one_role_back(make: Make) -> None:
    person = make.duty(make.duty(make.user(), Role.AUTHOR), Role.MANAGER)
    assert person.unit_id is not None

    with transaction():
        actions.unassign(person.id, Role.AUTHOR, person.unit_id)

    found = queries.person(person.id)
    assert found is not None
    assert found.duties == (Duty(Role.MANAGER, person.unit_id),)


def test_who_leaves_loses_their_roles_and_keeps_their_employer(make: Make) -> None:
    person = make.duty(make.user(), Role.MANAGER)

    with transaction():
        actions.move(person.id, None, NOON)

    user = db.session.get_one(User, person.id)
    assert (user.organisation_id, user.left_at) == (person.organisation_id, NOON)
    assert db.session.scalars(select(Assignment)).all() == []


def test_who_moves_to_another_employer_belongs_to_it(make: Make) -> None:
    person, mora = make.user(), make.organisation("Mora")

    with transaction():
        actions.move(person.id, make.root(mora).id, NOON)

    user = db.session.get_one(User, person.id)
    assert (user.organisation_id, user.left_at) == (mora.id, None)


def test_units_beside_each_other_have_different_names(make: Make) -> None:
    root = make.root(make.organisation())
    make.unit(root, "Biblioteket")

    with pytest.raises(IntegrityError):
        make.unit(root, "Biblioteket")


def test_staff_id_is_unique_within_an_employer(make: Make) -> None:
    sater, mora = make.root(make.organisation()), make.root(make.organisation())
    with transaction():
        for unit in (sater, mora):
            actions.add_user(None, "N", unit.id, NOON, staff_id="4711")

    with pytest.raises(IntegrityError), transaction():
        actions.add_user(None, "N", sater.id, NOON, staff_id="4711")


def test_log_keeps_names_as_they_were(make: Make) -> None:
    person = make.user(name="Amina Yusuf")
    assert person.organisation_id is not None
    with transaction():
        actions.log(
            person.organisation_id, person, Deed.UNIT_RENAMED, "Hemtjänst", NOON, after="Norr"
        )
        actions.erase(person.id, NOON)

    (entry,) = db.session.scalars(select(AuditEntry))

    assert (entry.actor_id, entry.actor_name, entry.deed, entry.subject) == (
        None,
        "Amina Yusuf",
        "unit-renamed",
        "Hemtjänst",
    )
    assert (entry.before, entry.after, entry.at) == ("", "Norr", NOON)


def test_organisation_cannot_show_groups_below_the_limit(make: Make) -> None:
    sater = make.organisation()

    with pytest.raises(IntegrityError), transaction():
        sater.smallest_shown = SMALLEST_ALLOWED - 1


def test_decision_on_names_has_a_date(make: Make) -> None:
    sater = make.organisation()

    with pytest.raises(IntegrityError), transaction():
        sater.names_decision = "KS 2026/41"
