"""Organisers make campaigns, and let organisations take part."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.campaigns import queries
from elearning.campaigns.models import Campaign, Participation
from elearning.database import db
from elearning.people.models import AuditEntry, Organisation
from elearning.people.rules import Role
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.statements import statements
from tests.visitor import Visitor

KEPT = "/admin/campaigns/"
WELL = {
    "name": "Dalarna 2027",
    "slug": "dalarna-2027",
    "starts_on": "2027-01-01",
    "ends_on": "2027-03-31",
}
JOINING = {
    "organisation": "mora",
    "headcount": "1 600".replace(" ", ""),
    "headcount_on": "2026-11-01",
    "headcount_source": "Personalkontoret",
}


@pytest.fixture
def mora(app: Flask, make: Make) -> Organisation:
    return make.organisation("Mora", slug="mora")


@pytest.fixture(autouse=True)
def organiser(visitor: Visitor, mora: Organisation, make: Make) -> None:
    sater = make.organisation("Säter", slug="sater")
    visitor.signin(make.duty(make.user(make.root(sater), name="Olle Org"), Role.ORGANISER))
    visitor.get(f"{KEPT}new")


def log() -> list[tuple[int, str, str, str]]:
    lines = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(each.organisation_id, each.deed, each.subject, each.after) for each in lines]


def test_campaign_runs_over_whole_swedish_days(visitor: Visitor) -> None:
    answer = visitor.post(f"{KEPT}new", **WELL)

    found = queries.leaderboard("dalarna-2027", NOON)
    assert answer.status_code == 303
    assert found is not None
    assert (found.name, found.course) == ("Dalarna 2027", "provkurs")
    assert (found.starts_at.isoformat(), found.ends_at.isoformat()) == (
        "2026-12-31T23:00:00+00:00",
        "2027-03-31T22:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"name": ""}, "Skriv ett namn."),
        ({"name": " \t"}, "Skriv ett namn."),
        ({"slug": " "}, "Skriv det som ska stå sist i adressen."),
        ({"name": "19121212-1212"}, "Personnummer får inte sparas."),
        ({"slug": "Dalarna 2027"}, "Skriv små bokstäver"),
        ({"slug": "x.json"}, "Skriv små bokstäver"),
        ({"ends_on": "2026-12-31"}, "Den sista dagen är före den första."),
        ({"starts_on": ""}, "Välj den första dagen"),
        ({"ends_on": ""}, "Välj den sista dagen"),
        ({"starts_on": "i vår"}, "Skriv dagen som"),
        ({"ends_on": "9999-12-31"}, "Skriv dagen som"),
        ({"starts_on": "0001-01-01"}, "Skriv dagen som"),
    ],
)
def test_wrong_campaign_is_refused_and_kept_on_the_page(
    visitor: Visitor, changed: dict[str, str], told: str
) -> None:
    answer = visitor.post(f"{KEPT}new", **WELL | changed)

    assert (answer.status_code, told in answer.text) == (422, True)
    assert ("Not a valid" in answer.text, "19121212" in answer.text) == (False, False)
    assert db.session.scalars(select(Campaign)).all() == []


def test_address_that_is_taken_is_refused(visitor: Visitor) -> None:
    visitor.post(f"{KEPT}new", **WELL)

    answer = visitor.post(f"{KEPT}new", **WELL)

    assert (answer.status_code, "redan en tävling" in answer.text) == (422, True)


def test_address_that_is_taken_at_the_same_moment_is_refused(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.post(f"{KEPT}new", **WELL)
    monkeypatch.setattr(queries, "campaign", lambda _: None)  # what the other had not saved yet

    answer = visitor.post(f"{KEPT}new", **WELL)

    assert (answer.status_code, "redan en tävling" in answer.text) == (422, True)


def test_organisation_takes_part_and_its_log_tells(visitor: Visitor, mora: Organisation) -> None:
    visitor.post(f"{KEPT}new", **WELL)

    answer = visitor.post(f"{KEPT}dalarna-2027/participations", **JOINING)

    kept = db.session.scalars(select(Participation)).one()
    assert answer.status_code == 303
    assert (kept.organisation_id, kept.headcount, kept.headcount_source) == (
        mora.id,
        1600,
        "Personalkontoret",
    )
    assert log()[1:] == [(mora.id, "campaign-joined", "Dalarna 2027", "1600")]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"organisation": "falun"}, "Välj en organisation."),
        ({"headcount": "0"}, "Skriv hur många"),
        ({"headcount": "många"}, "Skriv hur många"),
        ({"headcount": "99999999999"}, "Skriv hur många"),
        ({"headcount_on": "2026-11-23"}, "Den kan inte ligga framåt"),
        ({"headcount_source": ""}, "Skriv var antalet kommer från."),
        ({"headcount_source": " "}, "Skriv var antalet kommer från."),
    ],
)
def test_wrong_participation_is_refused(
    visitor: Visitor, changed: dict[str, str], told: str
) -> None:
    visitor.post(f"{KEPT}new", **WELL)

    answer = visitor.post(f"{KEPT}dalarna-2027/participations", **JOINING | changed)

    assert (answer.status_code, told in answer.text) == (422, True)
    assert db.session.scalars(select(Participation)).all() == []


def test_organisation_takes_part_once(visitor: Visitor) -> None:
    visitor.post(f"{KEPT}new", **WELL)

    answers = [visitor.post(f"{KEPT}dalarna-2027/participations", **JOINING) for _ in range(2)]

    assert [each.status_code for each in answers] == [303, 422]


def test_nobody_joins_a_campaign_that_is_over(visitor: Visitor, clock: Clock) -> None:
    visitor.post(f"{KEPT}new", **WELL | {"starts_on": "2026-11-01", "ends_on": "2026-11-21"})

    page = visitor.get(f"{KEPT}dalarna-2027")
    answer = visitor.post(f"{KEPT}dalarna-2027/participations", **JOINING)

    assert ("Siffrorna ändras aldrig." in page.text, answer.status_code) == (True, 404)


def test_campaign_that_is_not_is_not_found(visitor: Visitor) -> None:
    assert visitor.get(f"{KEPT}ingen").status_code == 404


@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_do_not_grow_with_organisations(visitor: Visitor, make: Make, many: int) -> None:
    visitor.post(f"{KEPT}new", **WELL)
    campaign = queries.campaign("dalarna-2027")
    assert campaign is not None
    for number in range(many):
        make.participation(campaign, make.organisation(f"Kommun {number}"))
        make.organisation(f"Utanför {number}")

    with statements() as seen:
        visitor.get(f"{KEPT}dalarna-2027")

    assert len(seen) == 4
