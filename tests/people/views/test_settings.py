"""The settings of an organisation, which only those who administer the whole of it change."""

import pytest

from elearning.people.models import Organisation, Unit
from elearning.people.rules import Person, Role
from tests.conftest import Clock
from tests.factories import Make
from tests.people.views.logged import log
from tests.visitor import Visitor


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


def test_administrator_of_a_part_has_no_settings(
    visitor: Visitor, library: Unit, make: Make
) -> None:
    visitor.signin(make.duty(make.user(library, name="Bo Ek"), Role.ADMINISTRATOR, library))

    page = visitor.get("/admin/")

    assert ("Bo Ek" in page.text, 'name="colour"' in page.text) == (True, False)
    assert "läser loggen" in visitor.get("/admin/log").text
    assert visitor.get("/admin/log.csv").status_code == 404
    assert visitor.post("/admin/", name="X").status_code == 404
