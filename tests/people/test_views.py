"""Keeping people: within one's reach, and every deed in the log."""

import pytest
from flask import Flask
from sqlalchemy import select

from config import utc_now
from elearning.database import db, transaction
from elearning.people import actions, queries
from elearning.people.models import AuditEntry, Organisation, Unit, User
from elearning.people.rules import Deed, Duty, Person, Role
from tests.conftest import Clock
from tests.factories import Make
from tests.visitor import Visitor

WELL = {"name": "Bo Ek", "email": "bo@sater.se", "staff_id": "4711", "language": "sv"}
PERSONNUMMER = "19121212-1212"


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    return make.organisation("Säter")


@pytest.fixture
def library(sater: Organisation, make: Make) -> Unit:
    return make.unit(sater, "Biblioteket")


@pytest.fixture
def keeper(visitor: Visitor, library: Unit, sater: Organisation, make: Make) -> Person:
    """The coordinator of Säter, signed in."""
    person = make.duty(make.user(library, name="Karin Holm"), Role.COORDINATOR, make.root(sater))
    visitor.signin(person)
    visitor.get("/coordinator/people/")
    return person


def log() -> list[tuple[str, str, str, str]]:
    lines = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(each.deed, each.subject, each.before, each.after) for each in lines]


def test_everybody_within_reach_is_listed(
    visitor: Visitor, keeper: Person, library: Unit, make: Make
) -> None:
    make.user(library, name="Åsa Öberg")
    make.user(name="Nils i Mora")

    page = visitor.get("/coordinator/people/").text

    assert ("Åsa Öberg" in page, "Karin Holm" in page, "Nils i Mora" in page) == (True, True, False)


@pytest.mark.parametrize(
    ("words", "found"),
    [("åsa", 1), ("ÖBERG", 1), ("åsa öberg", 1), ("4711", 1), ("asa@", 1), ("%", 0), ("bo", 0)],
)
def test_search_finds_names_addresses_and_numbers(
    visitor: Visitor, keeper: Person, library: Unit, words: str, found: int
) -> None:
    fields = {"name": "Åsa Öberg", "email": "asa@sater.se", "staff_id": "4711", "language": "sv"}
    visitor.post("/coordinator/people/new", unit=library.id, **fields)

    page = visitor.get("/coordinator/people/", query_string={"q": words}).text

    assert page.count("<strong>Åsa Öberg") == found


@pytest.mark.parametrize(
    ("query", "is_open"),
    [("", False), ("q=bo", False), ("unit={unit}", True), ("role=manager", True), ("left=1", True)],
)
def test_filters_are_open_where_something_but_words_is_asked(
    visitor: Visitor, keeper: Person, library: Unit, query: str, is_open: bool
) -> None:
    form = visitor.get(f"/coordinator/people/?{query.format(unit=library.id)}").text.split("<form")

    folded = next(each for each in form if 'role="search"' in each)
    assert ('<details class="fold no-print" open>' in folded) == is_open


def test_person_is_added_and_logged(visitor: Visitor, keeper: Person, library: Unit) -> None:
    answer = visitor.post("/coordinator/people/new", unit=library.id, **WELL)

    bo = db.session.scalars(select(User).where(User.email == "bo@sater.se")).one()
    assert answer.status_code == 303
    assert (bo.name, bo.unit_id, bo.staff_id) == ("Bo Ek", library.id, "4711")
    assert log() == [("person-added", "Bo Ek", "", "Säter › Biblioteket")]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": ""}, "Skriv ett namn."),
        ({"name": "   "}, "Skriv ett namn."),
        ({"email": "bo"}, "namn@kommunen.se"),
        ({"staff_id": PERSONNUMMER}, "Personnummer får inte sparas."),
        ({"name": f"Bo {PERSONNUMMER}"}, "Personnummer får inte sparas."),
        ({"unit": "0"}, "Välj en enhet."),
    ],
)
def test_wrong_details_are_refused_and_kept_on_the_page(
    visitor: Visitor, keeper: Person, library: Unit, changed: dict[str, str], told: str
) -> None:
    answer = visitor.post("/coordinator/people/new", **{"unit": library.id, **WELL, **changed})

    assert (answer.status_code, told in answer.text) == (422, True)
    assert PERSONNUMMER not in answer.text
    assert db.session.scalars(select(User).where(User.name.startswith("Bo"))).all() == []


def test_address_of_another_is_refused(visitor: Visitor, keeper: Person, library: Unit) -> None:
    answer = visitor.post(
        "/coordinator/people/new", unit=library.id, **WELL | {"email": keeper.email}
    )

    assert (answer.status_code, "Någon annan har den adressen." in answer.text) == (422, True)


def test_unit_beyond_reach_is_refused(visitor: Visitor, keeper: Person, make: Make) -> None:
    mora = make.root(make.organisation("Mora"))

    assert visitor.post("/coordinator/people/new", unit=mora.id, **WELL).status_code == 422


def test_change_tells_the_log_what_differs(
    visitor: Visitor, keeper: Person, library: Unit, make: Make
) -> None:
    bo = make.user(library, name="Bo Ek", email="bo@sater.se")

    visitor.post(f"/coordinator/people/{bo.id}", **WELL)
    visitor.post(f"/coordinator/people/{bo.id}", **WELL)

    assert log() == [("person-changed", "Bo Ek", "", "staff_id: 4711")]


def test_protected_person_is_not_told_of_in_the_log(
    visitor: Visitor, keeper: Person, library: Unit, make: Make
) -> None:
    bo = make.user(library, name="Bo Ek")

    visitor.post(f"/coordinator/people/{bo.id}", **WELL | {"name": "Alm", "is_protected": "1"})

    assert log() == [("person-changed", "Alm", "–", "–")]


def test_who_leaves_can_come_back(
    visitor: Visitor, keeper: Person, library: Unit, make: Make
) -> None:
    bo = make.user(library, name="Bo Ek")
    other = make.unit(library, "Bokbussen")

    visitor.post(f"/coordinator/people/{bo.id}/leave")
    gone = queries.person(bo.id)
    visitor.post(f"/coordinator/people/{bo.id}/move", unit=other.id)
    back = queries.person(bo.id)

    assert gone is not None and back is not None
    assert (gone.unit_id, back.unit_id) == (None, other.id)
    assert [line[0] for line in log()] == ["person-left", "person-returned"]


def test_coordinator_gives_no_roles_and_erases_nobody(
    visitor: Visitor, keeper: Person, library: Unit, make: Make
) -> None:
    bo = make.user(library)

    answers = [
        visitor.post(f"/coordinator/people/{bo.id}/{deed}", role="manager", unit=library.id)
        for deed in ("duties", "duties/take", "erase")
    ]

    assert [each.status_code for each in answers] == [403, 403, 403]


@pytest.fixture
def chief(visitor: Visitor, sater: Organisation, make: Make) -> Person:
    """The administrator of Säter, signed in."""
    person = make.duty(make.user(make.root(sater), name="Ada Lund"), Role.ADMINISTRATOR)
    visitor.signin(person)
    visitor.get("/admin/")
    return person


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


def test_settings_are_kept_and_logged(visitor: Visitor, chief: Person, sater: Organisation) -> None:
    answer = visitor.post(
        "/admin/",
        name="Säter",
        colour="#24527a",
        smallest_shown="12",
        names_decision="KS 2026/41",
        names_decided_on="2026-11-02",
    )

    assert answer.status_code == 303
    assert log() == [
        ("setting-changed", "smallest_shown", "10", "12"),
        ("setting-changed", "names_decision", "", "KS 2026/41"),
        ("setting-changed", "names_decided_on", "", "2026-11-02"),
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"smallest_shown": "4"}, "Skriv ett tal från 5"),
        ({"colour": "#ffee00"}, "Vit text går inte att läsa"),
        ({"colour": "blå"}, "Skriv färgen som"),
        ({"names_decision": "KS 1"}, "Skriv både beslutets"),
    ],
)
def test_wrong_settings_are_refused(
    visitor: Visitor, chief: Person, changed: dict[str, str], told: str
) -> None:
    fields = {"name": "Säter", "colour": "#24527a", "smallest_shown": "10", **changed}
    answer = visitor.post("/admin/", **fields)

    assert (answer.status_code, told in answer.text, log()) == (422, True, [])


def test_smallest_group_is_changed_once_in_thirty_days(
    visitor: Visitor, chief: Person, sater: Organisation, clock: Clock
) -> None:
    fields = {"name": "Säter", "colour": "#24527a"}
    visitor.post("/admin/", smallest_shown="20", **fields)

    at_once = visitor.post("/admin/", smallest_shown="10", **fields)
    as_it_is = visitor.post("/admin/", smallest_shown="20", **fields)
    clock.advance(days=30)
    visitor.signin(chief)
    visitor.get("/admin/")
    later = visitor.post("/admin/", smallest_shown="10", **fields)

    assert [each.status_code for each in (at_once, as_it_is, later)] == [422, 303, 303]
    assert "Från och med den 22 december 2026 kan den ändras igen." in at_once.text
    assert [line[2:] for line in log()] == [("10", "20"), ("20", "10")]


def test_log_is_read_and_fetched(visitor: Visitor, chief: Person, library: Unit) -> None:
    visitor.get("/coordinator/people/new")
    visitor.post("/coordinator/people/new", unit=library.id, **WELL | {"name": "=Bo"})

    page = visitor.get("/admin/log").text
    table = visitor.get("/admin/log.csv")

    assert ("Konto skapat" in page, "=Bo" in page) == (True, True)
    assert table.text.splitlines()[1].split(";") == [
        "2026-11-22 13:00:00",
        "Ada Lund",
        "Konto skapat",
        "'=Bo",
        "",
        "Säter › Biblioteket",
    ]
    assert [line[0] for line in log()] == ["person-added", "data-exported"]


@pytest.mark.parametrize(
    ("subject", "told"),
    [("goal", ">Mål</td>"), ("report: Biblioteket", ">Månadsrapport: Biblioteket</td>")],
)
def test_log_names_settings_in_the_readers_language(
    visitor: Visitor, chief: Person, sater: Organisation, subject: str, told: str
) -> None:
    with transaction():
        actions.log(sater.id, chief, Deed.SETTING_CHANGED, subject, utc_now())

    assert told in visitor.get("/admin/log").text


@pytest.mark.parametrize(
    "query", ["deed=person-left", "q=nisse", "from=2026-11-23", "until=2026-11-21"]
)
def test_log_is_searched(visitor: Visitor, chief: Person, library: Unit, query: str) -> None:
    visitor.get("/coordinator/people/new")
    visitor.post("/coordinator/people/new", unit=library.id, **WELL)

    assert "Inga rader" in visitor.get(f"/admin/log?{query}").text


@pytest.mark.parametrize(
    ("query", "is_open"), [("", False), ("q=bo", False), ("deed=person-left", True)]
)
def test_filters_of_the_log_are_open_where_something_but_a_name_is_asked(
    visitor: Visitor, chief: Person, query: str, is_open: bool
) -> None:
    form = visitor.get(f"/admin/log?{query}").text.split('role="search"')[1]

    assert ('<details class="fold no-print" open>' in form) == is_open


def test_administrator_of_a_part_has_no_settings(
    visitor: Visitor, library: Unit, make: Make
) -> None:
    visitor.signin(make.duty(make.user(library, name="Bo Ek"), Role.ADMINISTRATOR, library))

    page = visitor.get("/admin/")

    assert ("Bo Ek" in page.text, 'name="colour"' in page.text) == (True, False)
    assert "läser loggen" in visitor.get("/admin/log").text
    assert visitor.get("/admin/log.csv").status_code == 404
    assert visitor.post("/admin/", name="X").status_code == 404
