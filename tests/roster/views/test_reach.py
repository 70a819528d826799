"""A file changes no account that reaches further than whoever brings it."""

import pytest
from sqlalchemy import select

from elearning.database import db, transaction
from elearning.people import actions
from elearning.people import queries as people
from elearning.people.models import Organisation, User
from elearning.people.rules import Person, Role
from tests.conftest import Clock
from tests.factories import Make
from tests.roster.views.importing import PATH, latest, sent
from tests.visitor import Visitor


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ORGANISER, Role.AUTHOR])
@pytest.mark.usefixtures("coordinator")
def test_file_gives_no_other_address_to_one_who_reaches_further(
    visitor: Visitor, make: Make, sater: Organisation, role: Role
) -> None:
    eva = make.duty(make.user(make.root(sater), email="eva@sater.se", name="Eva Ek"), role)
    make.imported("Anställnings-id;E-post;Namn\r\n1;eva@sater.se;Eva Ek\r\n", sater)

    sent(visitor, [("Anställnings-id", "E-post", "Namn"), ("1", "thief@sater.se", "Eva Ek")])
    visitor.get(f"{PATH}{latest().id}/")
    visitor.post(f"{PATH}{latest().id}/confirm")

    assert db.session.scalar(select(User.email).where(User.id == eva.id)) == "eva@sater.se"


@pytest.mark.usefixtures("coordinator")
def test_refusal_says_that_a_role_reaches_further(
    visitor: Visitor, make: Make, sater: Organisation
) -> None:
    make.duty(make.user(make.root(sater), email="eva@sater.se", name="Eva"), Role.ADMINISTRATOR)

    page = sent(visitor, [("E-post", "Namn"), ("eva@sater.se", "Eva Ny")])

    assert (latest().refused, latest().gone) == (1, 0)
    assert "en roll som når längre än din" in page.text


@pytest.mark.usefixtures("coordinator")
def test_who_reaches_further_may_be_named_as_they_are(
    visitor: Visitor, make: Make, sater: Organisation
) -> None:
    make.duty(make.user(make.root(sater), email="eva@sater.se", name="Eva"), Role.ADMINISTRATOR)

    sent(visitor, [("E-post", "Namn"), ("eva@sater.se", "Eva")])

    assert (latest().refused, latest().unchanged) == (0, 1)


def test_coordinator_is_changed_by_the_file_of_one_who_reaches_as_far(
    visitor: Visitor, make: Make, sater: Organisation, coordinator: Person
) -> None:
    make.duty(make.user(make.root(sater), email="eva@sater.se", name="Eva"), Role.COORDINATOR)

    sent(visitor, [("E-post", "Namn"), ("eva@sater.se", "Eva Ny")])

    assert (latest().refused, latest().changed) == (0, 1)


@pytest.mark.usefixtures("coordinator")
def test_who_reaches_further_stays_though_the_file_does_not_name_them(
    visitor: Visitor, make: Make, sater: Organisation
) -> None:
    for role in (Role.ORGANISER, Role.AUTHOR, Role.ADMINISTRATOR):
        make.duty(make.user(make.root(sater)), role)

    sent(visitor, [("E-post", "Namn"), ("ny@sater.se", "Ny")])

    assert latest().gone == 0


@pytest.mark.usefixtures("coordinator")
def test_another_address_in_a_file_signs_out_whoever_came_in_by_the_old(
    visitor: Visitor, make: Make, sater: Organisation
) -> None:
    make.imported("Anställnings-id;E-post;Namn\r\n1;old@sater.se;Eva\r\n", sater)
    eva = people.person_by_email("old@sater.se")
    assert eva is not None
    reader = Visitor(visitor.app)
    reader.signin(eva)

    make.imported("Anställnings-id;E-post;Namn\r\n1;new@sater.se;Eva\r\n", sater)

    assert reader.get("/me").status_code == 302


def test_who_has_left_is_not_for_the_coordinator_of_a_part_to_bring_back(
    visitor: Visitor, make: Make, sater: Organisation, clock: Clock
) -> None:
    care = make.unit(sater, "Vård och omsorg")
    make.imported("Anställnings-id;E-post;Namn\r\n77;cia@sater.se;Cia Åberg\r\n", sater)
    cia = people.person_by_email("cia@sater.se")
    assert cia is not None
    with transaction():
        actions.move(cia.id, None, clock())
    visitor.signin(make.duty(make.user(care), Role.COORDINATOR, care))

    page = sent(visitor, [("Anställnings-id", "E-post", "Namn"), ("77", "thief@sater.se", "X")])
    visitor.post(f"{PATH}{latest().id}/confirm")

    kept = db.session.execute(select(User.email, User.unit_id).where(User.id == cia.id)).one()
    assert (tuple(kept), "Cia Åberg" in page.text) == (("cia@sater.se", None), False)


def test_file_does_not_tell_whose_an_address_outside_ones_part_is(
    visitor: Visitor, make: Make, sater: Organisation
) -> None:
    care, school = make.unit(sater, "Vård och omsorg"), make.unit(sater, "Skola")
    make.user(school, email="info@sater.se", name="Cia Åberg")
    make.user(care, email="bo@sater.se")
    make.imported("Anställnings-id;E-post;Namn\r\n1;bo@sater.se;Bo\r\n", sater)
    visitor.signin(make.duty(make.user(care), Role.COORDINATOR, care))

    page = sent(visitor, [("Anställnings-id", "E-post", "Namn"), ("1", "info@sater.se", "Bo")])

    assert (latest().refused, "Cia Åberg" in page.text) == (1, False)
