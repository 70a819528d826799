"""flask campaigns: the leaderboard and the proof that it is right, on both databases."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, update

from elearning.campaigns import evidence, queries
from elearning.campaigns.exports import as_csv, as_json
from elearning.database import db, transaction
from elearning.learning.models import Completion
from elearning.people.models import Counted, Organisation, UnitCount
from elearning.people.rules import Person
from tests.campaigns.conftest import Race
from tests.conftest import NOON, command
from tests.factories import Make

Done = Callable[[Organisation], Person]
Run = Callable[..., Result]


@pytest.fixture
def race(database: Flask, start: Callable[[], Race], done: Done) -> Race:
    """The race on each database, with one who has completed in each organisation."""
    race = start()
    for organisation in (race.sater, race.mora, race.small):
        done(organisation)
    return race


@pytest.fixture
def run(database: Flask) -> Run:
    """flask campaigns …"""
    return lambda *arguments: command(database, "campaigns", *arguments)


def damages(race: Race, make: Make) -> dict[str, object]:
    return {
        "count": update(UnitCount).values(people=9),
        "evidence": delete(Completion),
        "counted": delete(Counted),
        "unit": update(Counted).values(unit_id=make.root(race.mora).id),
    }


def damage(statement: object) -> None:
    with transaction():
        db.session.execute(statement)  # type: ignore[call-overload]


def test_verify_of_what_is_well_exits_0(race: Race, run: Run) -> None:
    result = run("verify", "tavlingen")

    assert (result.exit_code, result.output) == (
        0,
        "tavlingen: every count equals the evidence\n",
    )


@pytest.mark.parametrize("kind", ["count", "evidence", "counted", "unit"])
def test_verify_of_damage_exits_1(race: Race, run: Run, make: Make, kind: str) -> None:
    damage(damages(race, make)[kind])

    assert run("verify", "tavlingen").exit_code == 1


def test_verify_tells_what_differs(race: Race, run: Run) -> None:
    damage(delete(Completion))

    told = "tavlingen (during): 3 people counted without a completion\n"
    assert run("verify", "tavlingen").output == told


def test_verify_changes_nothing(race: Race, run: Run) -> None:
    damage(update(UnitCount).values(people=9))

    run("verify", "tavlingen")

    assert len(evidence.differences(race.campaign, NOON)) == 1


@pytest.mark.parametrize("kind", ["count", "evidence", "counted", "unit"])
def test_verify_with_rebuild_mends(race: Race, run: Run, make: Make, kind: str) -> None:
    damage(damages(race, make)[kind])

    result = run("verify", "tavlingen", "--rebuild")

    assert (result.exit_code, result.output.splitlines()[-1]) == (1, "tavlingen: mended")
    assert evidence.differences(race.campaign, NOON) == []


def test_verify_of_what_is_well_has_nothing_to_mend(race: Race, run: Run) -> None:
    assert run("verify", "tavlingen", "--rebuild").exit_code == 0


@pytest.mark.parametrize("name", ["verify", "standings"])
def test_unknown_campaign_is_told(run: Run, name: str) -> None:
    result = run(name, "nej")

    assert (result.exit_code, result.output) == (1, "Error: There is no campaign 'nej'.\n")


def test_standings_as_json_are_those_of_the_page(race: Race, run: Run) -> None:
    page = queries.leaderboard("tavlingen", NOON)

    assert page is not None
    assert json.loads(run("standings", "tavlingen", "--format", "json").output) == as_json(page)


def test_standings_as_csv_are_those_of_the_page(race: Race, run: Run) -> None:
    page = queries.leaderboard("tavlingen", NOON)

    assert page is not None
    assert run("standings", "tavlingen").stdout_bytes.decode() == as_csv(page)


def test_create_makes_a_campaign_of_whole_swedish_days(database: Flask, run: Run) -> None:
    days = ("--starts-on", "2026-09-01", "--ends-on", "2026-11-30")

    result = run("create", "host-2026", "Hösten 2026", *days)

    (page,) = queries.campaigns(NOON)
    assert result.exit_code == 0
    assert (page.slug, page.name, page.course) == ("host-2026", "Hösten 2026", "provkurs")
    assert (page.starts_at.isoformat(), page.ends_at.isoformat()) == (
        "2026-08-31T22:00:00+00:00",
        "2026-11-30T23:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("slug", "last_day", "told"),
    [
        ("tavlingen", "2026-11-30", "Error: There is a campaign 'tavlingen' already.\n"),
        ("annan", "2026-08-31", "Error: The last day is before the first.\n"),
    ],
)
def test_create_says_in_one_line_what_it_cannot_do(
    race: Race, run: Run, slug: str, last_day: str, told: str
) -> None:
    result = run("create", slug, "X", "--starts-on", "2026-09-01", "--ends-on", last_day)

    assert (result.exit_code, result.output) == (1, told)


def joining(organisation: str) -> tuple[str, ...]:
    numbers = ("--headcount", "900", "--on", "2026-09-01", "--source", "Personalkontoret")
    return ("join", "tavlingen", organisation, *numbers)


def test_join_lets_an_organisation_take_part(race: Race, run: Run, make: Make) -> None:
    make.organisation("Falun", slug="falun")

    result = run(*joining("falun"))

    page = queries.leaderboard("tavlingen", NOON)
    assert result.exit_code == 0
    assert page is not None
    assert {tally.slug: tally.headcount for _, tally in page.standings}["falun"] == 900


@pytest.mark.parametrize(
    ("organisation", "told"),
    [
        ("sater", "Error: 'sater' takes part already.\n"),
        ("orsa", "Error: There is no organisation 'orsa'.\n"),
    ],
)
def test_join_says_in_one_line_what_it_cannot_do(
    race: Race, run: Run, organisation: str, told: str
) -> None:
    result = run(*joining(organisation))

    assert (result.exit_code, result.output) == (1, told)
