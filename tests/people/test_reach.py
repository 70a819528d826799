"""Nobody comes to more than they were given by keeping the account of another."""

import pytest
from flask import Flask, current_app

from elearning.database import db, transaction
from elearning.people import actions, queries
from elearning.people.models import Organisation, Unit, User
from elearning.people.rules import Person, Role
from tests.conftest import NOON
from tests.factories import Make
from tests.letters import letters
from tests.visitor import Visitor

WELL = {"name": "Bo Ek", "email": "ny@sater.se", "staff_id": "", "language": "sv"}


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    return make.organisation("Säter")


@pytest.fixture
def library(sater: Organisation, make: Make) -> Unit:
    return make.unit(sater, "Biblioteket")


def come(visitor: Visitor, person: Person) -> None:
    visitor.signin(person)
    visitor.get("/me")


def keeper(make: Make, sater: Organisation, role: Role, unit: Unit | None = None) -> Person:
    return make.duty(make.user(make.root(sater), name="Karin Holm"), role, unit)


def address(person: Person) -> str | None:
    return db.session.get_one(User, person.id).email


@pytest.mark.parametrize("role", list(Role))
def test_coordinator_changes_nobody_who_has_a_role(
    visitor: Visitor, make: Make, sater: Organisation, library: Unit, role: Role
) -> None:
    bo = make.duty(make.user(library, email="bo@sater.se"), role, library)
    come(visitor, keeper(make, sater, Role.COORDINATOR))

    answers = [
        visitor.post(f"/coordinator/people/{bo.id}", **WELL),
        visitor.post(f"/coordinator/people/{bo.id}/leave"),
    ]

    assert [each.status_code for each in answers] == [403, 403]
    assert address(bo) == "bo@sater.se"
    assert 'name="email"' not in visitor.get(f"/coordinator/people/{bo.id}").text


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_administrator_changes_those_whom_they_gave_a_role(
    visitor: Visitor, make: Make, sater: Organisation, library: Unit, role: Role
) -> None:
    bo = make.duty(make.user(library), role, library)
    come(visitor, keeper(make, sater, Role.ADMINISTRATOR))

    answer = visitor.post(f"/coordinator/people/{bo.id}", **WELL)

    assert (answer.status_code, address(bo)) == (303, "ny@sater.se")


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.AUTHOR])
def test_role_over_the_whole_site_is_not_the_administrators_to_use(
    visitor: Visitor, make: Make, sater: Organisation, library: Unit, role: Role
) -> None:
    bo = make.duty(make.user(library), role, library)
    come(visitor, keeper(make, sater, Role.ADMINISTRATOR))

    before = visitor.post(f"/coordinator/people/{bo.id}", **WELL).status_code
    visitor.post(f"/coordinator/people/{bo.id}/duties/take", role=role, unit=library.id)
    after = visitor.post(f"/coordinator/people/{bo.id}", **WELL).status_code

    assert (before, after) == (403, 303)


def test_administrator_of_a_part_changes_nobody_who_reaches_further(
    visitor: Visitor, make: Make, sater: Organisation, library: Unit
) -> None:
    ada = make.duty(make.user(library), Role.ADMINISTRATOR)
    come(visitor, make.duty(make.user(library), Role.ADMINISTRATOR, library))

    answers = [
        visitor.post(f"/coordinator/people/{ada.id}", **WELL),
        visitor.post(f"/coordinator/people/{ada.id}/leave"),
        visitor.post(f"/coordinator/people/{ada.id}/erase", erase_name=ada.name),
        visitor.post(
            f"/coordinator/people/{ada.id}/duties/take",
            role="administrator",
            unit=make.root(sater).id,
        ),
    ]

    assert [each.status_code for each in answers] == [403, 403, 403, 404]


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.AUTHOR])
def test_role_over_the_whole_site_is_given_from_the_command_line_alone(
    visitor: Visitor, make: Make, sater: Organisation, library: Unit, role: Role
) -> None:
    bo = make.user(library)
    come(visitor, keeper(make, sater, Role.ADMINISTRATOR))

    answer = visitor.post(f"/coordinator/people/{bo.id}/duties", role=role, unit=library.id)

    assert (answer.status_code, "Välj en roll." in answer.text) == (422, True)
    assert queries.person(bo.id) == bo


def test_own_details_may_be_changed_and_oneself_not_sent_away(
    visitor: Visitor, make: Make, sater: Organisation
) -> None:
    karin = keeper(make, sater, Role.ADMINISTRATOR)
    keeper(make, sater, Role.ADMINISTRATOR)
    come(visitor, karin)

    changed = visitor.post(f"/coordinator/people/{karin.id}", **WELL | {"name": "Karin Holm"})
    left = visitor.post(f"/coordinator/people/{karin.id}/leave")
    erased = visitor.post(f"/coordinator/people/{karin.id}/erase", erase_name="Karin Holm")

    assert [each.status_code for each in (changed, left, erased)] == [303, 403, 403]
    assert visitor.get("/me").status_code == 200


def test_other_address_signs_out_and_is_told_to_the_old_one(
    visitor: Visitor, make: Make, sater: Organisation, library: Unit
) -> None:
    bo = make.user(library, email="bo@sater.se", name="Bo Ek")
    there = Visitor(visitor.app)
    there.signin(bo)
    come(visitor, keeper(make, sater, Role.COORDINATOR))

    visitor.post(f"/coordinator/people/{bo.id}", **WELL)

    (letter,) = [each for each in letters(current_app) if each["To"] == "bo@sater.se"]
    assert letter["Subject"] == "Ditt konto på Bemötandelyftet har fått en annan adress"
    assert ("Karin Holm" in letter.get_content(), "ny@sater.se" in letter.get_content()) == (
        True,
        False,
    )
    assert there.get("/me").status_code == 302


def test_protected_person_gets_no_letter(
    visitor: Visitor, make: Make, sater: Organisation, library: Unit
) -> None:
    with transaction():
        bo = actions.add_user("bo@sater.se", "Alm", library.id, NOON, is_protected=True).id
    come(visitor, keeper(make, sater, Role.COORDINATOR))

    visitor.post(f"/coordinator/people/{bo}", **WELL | {"is_protected": "1"})

    assert [each for each in letters(current_app) if each["To"] == "bo@sater.se"] == []


@pytest.mark.parametrize(
    "path",
    [
        "/coordinator/people/99999999999",
        "/coordinator/people/?page=0",
        "/coordinator/people/?page=2",
        "/coordinator/people/?page=99999999999999999999",
        "/coordinator/people/units/99999999999",
        "/coordinator/people/units/99999999999/place",
        "/admin/log?page=0",
        "/admin/log?page=99999999999999999999",
    ],
)
def test_numbers_that_nothing_has_are_not_found(
    visitor: Visitor, make: Make, sater: Organisation, path: str
) -> None:
    come(visitor, keeper(make, sater, Role.ADMINISTRATOR))

    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/coordinator/people/?unit=99999999999",
        "/coordinator/people/?unit=-99999999999",
        "/coordinator/people/new?unit=99999999999",
        "/admin/log?from=9999-12-31&until=9999-12-31",
        "/admin/log?until=0001-01-01",
        "/admin/log?deed=nothing&q=%25",
    ],
)
def test_odd_questions_are_answered(
    visitor: Visitor, make: Make, sater: Organisation, path: str
) -> None:
    come(visitor, keeper(make, sater, Role.ADMINISTRATOR))

    assert visitor.get(path).status_code == 200


def test_link_sent_to_the_old_address_opens_nothing_after_it_is_changed(
    visitor: Visitor, make: Make, sater: Organisation, library: Unit
) -> None:
    bo = make.user(library, email="bo@sater.se")
    come(visitor, keeper(make, sater, Role.COORDINATOR))
    reader = Visitor(visitor.app)
    token = reader.link(bo)

    visitor.post(f"/coordinator/people/{bo.id}", **WELL)

    assert reader.get(f"/signin/link/{token}").status_code == 410


def test_who_is_given_a_role_is_signed_out_where_another_may_have_come_in(
    visitor: Visitor, make: Make, sater: Organisation, library: Unit
) -> None:
    bo = make.user(library, email="bo@sater.se")
    other = Visitor(visitor.app)
    other.signin(bo)
    come(visitor, keeper(make, sater, Role.ADMINISTRATOR))

    answer = visitor.post(
        f"/coordinator/people/{bo.id}/duties", role="administrator", unit=library.id
    )

    assert answer.status_code == 303
    assert other.get("/admin/").status_code == 302


def test_who_gives_oneself_a_role_stays_signed_in(
    visitor: Visitor, make: Make, sater: Organisation, library: Unit
) -> None:
    karin = keeper(make, sater, Role.ADMINISTRATOR)
    come(visitor, karin)

    visitor.post(f"/coordinator/people/{karin.id}/duties", role="manager", unit=library.id)

    assert visitor.get("/admin/").status_code == 200
