"""Organisations, units, accounts and roles; what follows for counts is in test_counting.py."""

import pytest
from sqlalchemy.exc import IntegrityError

from elearning.database import db, transaction
from elearning.people import actions, queries
from elearning.people.models import Unit
from elearning.people.rules import Duty, Role
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
