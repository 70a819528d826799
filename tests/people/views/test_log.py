"""Administrators read, search and fetch the log."""

import pytest

from config import utc_now
from elearning.database import transaction
from elearning.people import actions
from elearning.people.models import Organisation, Unit
from elearning.people.rules import Deed, Person
from tests.people.views.adding import WELL
from tests.people.views.logged import log
from tests.visitor import Visitor


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
