"""What administrators alone do to people: give and take roles, and erase."""

from elearning.people import queries
from elearning.people.models import Unit
from elearning.people.rules import Duty, Person, Role
from tests.factories import Make
from tests.people.views.logged import log
from tests.visitor import Visitor


def test_coordinator_gives_no_roles_and_erases_nobody(
    visitor: Visitor, keeper: Person, library: Unit, make: Make
) -> None:
    bo = make.user(library)

    answers = [
        visitor.post(f"/coordinator/people/{bo.id}/{deed}", role="manager", unit=library.id)
        for deed in ("duties", "duties/take", "erase")
    ]

    assert [each.status_code for each in answers] == [403, 403, 403]


def test_administrator_gives_and_takes_roles(
    visitor: Visitor, chief: Person, library: Unit, make: Make
) -> None:
    bo = make.user(library, name="Bo Ek")

    visitor.post(f"/coordinator/people/{bo.id}/duties", role="manager", unit=library.id)
    given = queries.person(bo.id)
    visitor.post(f"/coordinator/people/{bo.id}/duties/take", role="manager", unit=library.id)

    assert given is not None
    assert given.duties == (Duty(Role.MANAGER, library.id),)
    assert log() == [
        ("role-given", "Bo Ek", "", "manager: Säter › Biblioteket"),
        ("role-taken", "Bo Ek", "manager: Säter › Biblioteket", ""),
    ]


def test_role_beyond_reach_cannot_be_given(
    visitor: Visitor, chief: Person, library: Unit, make: Make
) -> None:
    bo, mora = make.user(library), make.root(make.organisation("Mora"))

    answer = visitor.post(f"/coordinator/people/{bo.id}/duties", role="manager", unit=mora.id)

    assert (answer.status_code, log()) == (422, [])


def test_last_administrator_stays_one(visitor: Visitor, chief: Person) -> None:
    fields = {"role": "administrator", "unit": chief.unit_id}
    answer = visitor.post(f"/coordinator/people/{chief.id}/duties/take", **fields)

    assert (answer.status_code, "Någon måste administrera" in answer.text) == (422, True)
    assert log() == []


def test_erasing_needs_the_name_and_leaves_none(
    visitor: Visitor, chief: Person, library: Unit, make: Make
) -> None:
    bo = make.user(library, name="Bo Ek")

    refused = visitor.post(f"/coordinator/people/{bo.id}/erase", erase_name="Bo")
    erased = visitor.post(f"/coordinator/people/{bo.id}/erase", erase_name="Bo Ek")

    assert (refused.status_code, erased.status_code) == (422, 303)
    assert queries.person(bo.id) is None
    assert log() == [("person-erased", "–", "", "")]
