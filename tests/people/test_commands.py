"""flask people: the first organisation and the first people."""

from collections.abc import Callable

import pytest
from click.testing import Result
from sqlalchemy import select

from elearning.database import db
from elearning.people import queries
from elearning.people.models import AuditEntry, Organisation, Unit, User
from elearning.people.rules import Duty, Role
from tests.factories import Make

Flask = Callable[..., Result]


def test_add_organisation_makes_one(flask: Flask) -> None:
    result = flask("people", "add-organisation", "sater", "Säter", "--code", "2082")

    found = queries.organisation("sater")
    assert result.exit_code == 0
    assert found is not None
    assert (found.name, found.kind, found.code) == ("Säter", "municipality", "2082")


@pytest.mark.parametrize("wrong", [("sater", "Igen"), ("mora", "Mora", "--colour", "blue")])
def test_add_organisation_says_in_one_line_what_it_cannot_do(
    flask: Flask, make: Make, wrong: tuple[str, ...]
) -> None:
    make.organisation(slug="sater")

    result = flask("people", "add-organisation", *wrong)

    assert (result.exit_code, result.output) == (
        1,
        f"Error: {wrong[0]!r} exists already, or a value is not allowed.\n",
    )


def test_add_makes_an_account_in_the_whole_organisation(flask: Flask, make: Make) -> None:
    sater = make.organisation(slug="sater")

    result = flask("people", "add", "Amina@Sater.se", "Amina Yusuf", "--organisation", "sater")

    person = queries.person_by_email("amina@sater.se")
    assert result.exit_code == 0
    assert person is not None
    assert (person.name, person.unit_id, person.duties) == (
        "Amina Yusuf",
        make.root(sater).id,
        (),
    )


def test_add_gives_a_role_over_the_whole_organisation(flask: Flask, make: Make) -> None:
    root = make.root(make.organisation(slug="sater"))
    to = ("--organisation", "sater", "--role", "administrator")

    flask("people", "add", "amina@sater.se", "Amina Yusuf", *to)

    person = queries.person_by_email("amina@sater.se")
    assert person is not None
    assert person.duties == (Duty(Role.ADMINISTRATOR, root.id),)


def test_add_refuses_an_unknown_organisation(flask: Flask) -> None:
    result = flask("people", "add", "amina@sater.se", "Amina", "--organisation", "mora")

    assert (result.exit_code, result.output) == (1, "Error: There is no organisation 'mora'.\n")


def test_add_refuses_an_address_that_is_taken(flask: Flask, make: Make) -> None:
    make.user(make.root(make.organisation(slug="sater")), email="amina@sater.se")

    result = flask("people", "add", "amina@sater.se", "Amina", "--organisation", "sater")

    assert (result.exit_code, result.output) == (
        1,
        "Error: 'amina@sater.se' or the staff number has an account already.\n",
    )


def test_leave_shuts_the_door(flask: Flask, make: Make) -> None:
    make.user(email="amina@sater.se")

    result = flask("people", "leave", "Amina@Sater.se")

    person = queries.person_by_email("amina@sater.se")
    assert result.exit_code == 0
    assert person is not None
    assert not person.is_active


def test_erase_removes_the_account(flask: Flask, make: Make) -> None:
    make.user(email="amina@sater.se")

    result = flask("people", "erase", "amina@sater.se", "--yes")

    assert (result.exit_code, db.session.scalars(select(User)).all()) == (0, [])


def test_erase_asks_first(flask: Flask, make: Make) -> None:
    make.user(email="amina@sater.se")

    result = flask("people", "erase", "amina@sater.se")

    assert (result.exit_code, len(db.session.scalars(select(User)).all())) == (1, 1)


@pytest.mark.parametrize("deed", [("leave",), ("erase", "--yes")])
def test_unknown_address_is_told(flask: Flask, deed: tuple[str, ...]) -> None:
    result = flask("people", *deed, "nobody@sater.se")

    assert (result.exit_code, result.output) == (
        1,
        "Error: Nobody has the address 'nobody@sater.se'.\n",
    )


@pytest.fixture
def sater(app: object, make: Make) -> Organisation:
    return make.organisation("Säter", slug="sater")


@pytest.fixture
def north(sater: Organisation, make: Make) -> Unit:
    return make.unit(make.unit(sater, "Vård och omsorg"), "Hemtjänst/HVB Norr")


def log() -> list[tuple[str, str, str, str, str]]:
    lines = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(each.actor_name, each.deed, each.subject, each.before, each.after) for each in lines]


def test_add_takes_everything_that_is_kept(flask: Flask, north: Unit) -> None:
    result = flask(
        *("people", "add", "", "Alm", "--organisation", "sater", "--staff-id", "4711"),
        *("--unit", "vård och omsorg › Hemtjänst/HVB Norr", "--protected", "--language", "en"),
    )

    user = db.session.scalars(select(User)).one()
    assert (result.exit_code, result.output) == (0, "")
    assert (user.email, user.name, user.unit_id, user.staff_id) == (None, "Alm", north.id, "4711")
    assert (user.language, user.is_protected) == ("en", True)
    assert log() == [
        ("", "person-added", "Alm", "", "Säter › Vård och omsorg › Hemtjänst/HVB Norr")
    ]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--unit", "Skolan"), "There is no unit 'Skolan'."),
        (("--staff-id", "19121212-1212"), "Personal identity numbers must not be stored."),
    ],
)
def test_add_refuses_what_cannot_be(
    flask: Flask, north: Unit, options: tuple[str, str], told: str
) -> None:
    to = ("--organisation", "sater")

    result = flask("people", "add", "amina@sater.se", "Amina", *to, *options)

    assert (result.exit_code, result.output) == (1, f"Error: {told}\n")
    assert db.session.scalars(select(User)).all() == []


def test_role_is_given_and_taken_over_a_unit(flask: Flask, north: Unit, make: Make) -> None:
    make.user(north, email="amina@sater.se", name="Amina Yusuf")
    over = ("people", "role", "amina@sater.se", "manager", "--unit", "Vård och omsorg")

    given = (flask(*over), queries.person_by_email("amina@sater.se"))
    taken = (flask(*over, "--take"), queries.person_by_email("amina@sater.se"))

    assert [result.exit_code for result, _ in (given, taken)] == [0, 0]
    assert [person.duties for _, person in (given, taken) if person] == [
        (Duty(Role.MANAGER, north.parent_id or 0),),
        (),
    ]
    assert log() == [
        ("", "role-given", "Amina Yusuf", "", "manager: Säter › Vård och omsorg"),
        ("", "role-taken", "Amina Yusuf", "manager: Säter › Vård och omsorg", ""),
    ]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_given_over_the_whole(
    flask: Flask, sater: Organisation, make: Make, role: Role
) -> None:
    make.user(make.root(sater), email="amina@sater.se")

    flask("people", "role", "amina@sater.se", role.value)

    person = queries.person_by_email("amina@sater.se")
    assert person is not None
    assert person.duties == (Duty(role, make.root(sater).id),)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nobody@sater.se", "manager"), "Nobody has the address 'nobody@sater.se'."),
        (("amina@sater.se", "manager", "--unit", "Skolan"), "There is no unit 'Skolan'."),
        (
            ("amina@sater.se", "manager", "--take"),
            "'amina@sater.se' does not have that role there.",
        ),
    ],
)
def test_role_says_in_one_line_what_it_cannot_do(
    flask: Flask, sater: Organisation, make: Make, words: tuple[str, ...], told: str
) -> None:
    make.user(make.root(sater), email="amina@sater.se")

    result = flask("people", "role", *words)

    assert (result.exit_code, result.output) == (1, f"Error: {told}\n")


def test_role_is_not_given_to_one_who_has_left(
    flask: Flask, sater: Organisation, make: Make
) -> None:
    make.user(make.root(sater), email="amina@sater.se", name="Amina")
    flask("people", "leave", "amina@sater.se")

    result = flask("people", "role", "amina@sater.se", "manager")

    assert (result.exit_code, result.output) == (
        1,
        "Error: 'amina@sater.se' no longer works here.\n",
    )
    assert log() == [("", "person-left", "Amina", "Säter", "")]


def test_erase_is_in_the_log_without_a_name(flask: Flask, sater: Organisation, make: Make) -> None:
    make.user(make.root(sater), email="amina@sater.se")

    flask("people", "erase", "amina@sater.se", "--yes")

    assert log() == [("", "person-erased", "–", "", "")]
