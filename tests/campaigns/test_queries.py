"""Standings as they are asked for, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction

import pytest

from elearning.campaigns import queries
from elearning.campaigns.rules import Status, Tally
from elearning.course.tree import Course
from elearning.database import transaction
from elearning.people import actions as people
from elearning.people.models import Organisation
from elearning.people.rules import Person
from tests.campaigns.conftest import ENDS, STARTS, Race
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.statements import statements

Done = Callable[[Organisation], Person]


@pytest.fixture
def race(database: object, start: Callable[[], Race]) -> Race:
    """The race on each database."""
    return start()


def tally(slug: str, organisation: str) -> Tally:
    page = queries.leaderboard(slug, NOON)
    assert page is not None
    found = (each.tally for each in page.standings)
    return next(each for each in found if each.organisation == organisation)


def test_leaderboard_of_an_unknown_campaign_is_none(race: Race) -> None:
    assert queries.leaderboard("nej", NOON) is None


def test_leaderboard_counts_people_of_each_organisation(race: Race, done: Done) -> None:
    for organisation in (race.sater, race.sater, race.mora):
        done(organisation)

    page = queries.leaderboard("tavlingen", NOON)

    assert page is not None
    assert [(rank, tally.organisation, tally.share) for rank, tally in page.standings] == [
        (1, "Säter", Fraction(1, 10)),
        (2, "Mora", Fraction(1, 40)),
        (None, "Näringsliv AB", None),
    ]


def test_leaderboard_total_leaves_out_the_small(race: Race, done: Done) -> None:
    for organisation in (race.sater, race.small, race.small):
        done(organisation)

    page = queries.leaderboard("tavlingen", NOON)

    assert page is not None
    assert page.total_completed == 1


def test_leaderboard_counts_people_of_units_below(race: Race, done: Done, make: Make) -> None:
    done(make.unit(make.unit(race.sater, "Vård"), "Hemtjänst"))  # type: ignore[arg-type]

    assert tally("tavlingen", "Säter").completed == 1


def test_leaderboard_holds_what_was_known_of_the_headcount(race: Race) -> None:
    sater = tally("tavlingen", "Säter")

    assert (
        sater.headcount,
        sater.headcount_on.isoformat(),
        sater.headcount_source,
        sater.note,
    ) == (
        20,
        "2026-11-01",
        "Personalkontoret",
        "Steg ett",
    )


def test_leaderboard_counts_later_completions_apart(race: Race, done: Done, clock: Clock) -> None:
    done(race.sater)
    clock.now = ENDS

    done(race.sater)

    sater = tally("tavlingen", "Säter")
    assert (sater.completed, sater.completed_after) == (1, 1)


def test_frozen_standings_do_not_change_when_people_move(
    race: Race, done: Done, clock: Clock, make: Make
) -> None:
    person = done(race.sater)
    clock.now = ENDS

    with transaction():
        people.move(person.id, make.root(race.mora).id, clock.now)

    assert [tally("tavlingen", name).completed for name in ("Säter", "Mora")] == [1, 0]


def test_leaderboard_does_not_count_those_who_take_part_nowhere(
    race: Race, done: Done, make: Make
) -> None:
    done(make.organisation("Falun"))

    page = queries.leaderboard("tavlingen", NOON)

    assert page is not None
    assert page.total_completed == 0


def test_leaderboard_takes_two_statements(race: Race) -> None:
    with statements() as seen:
        queries.leaderboard("tavlingen", NOON)

    assert len(seen) == 2


@pytest.mark.parametrize(
    ("now", "status"),
    [(STARTS - timedelta(1), Status.UPCOMING), (NOON, Status.OPEN), (ENDS, Status.FROZEN)],
)
def test_campaigns_have_a_status(race: Race, now: object, status: Status) -> None:
    assert [each.status for each in queries.campaigns(now)] == [status]  # type: ignore[arg-type]


def test_campaigns_are_newest_first(race: Race, make: Make, course: Course) -> None:
    make.campaign(course, STARTS - timedelta(days=9), STARTS, slug="forra")

    assert [each.slug for each in queries.campaigns(NOON)] == ["tavlingen", "forra"]


def test_current_is_none_without_campaigns(database: object) -> None:
    assert queries.current(NOON) is None


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ({"forra": (-9, -8), "nu": (-5, 5), "nasta": (1, 9)}, "nu"),
        ({"forra": (-9, -8), "nyss": (-3, -2), "nasta": (1, 9)}, "nyss"),
        ({"nasta": (1, 9)}, "nasta"),
    ],
    ids=["open", "the latest that began", "coming"],
)
def test_current_is_the_campaign_to_show_first(
    database: object,
    make: Make,
    course: Course,
    periods: dict[str, tuple[int, int]],
    expected: str,
) -> None:
    for slug, (starts, ends) in periods.items():
        make.campaign(course, NOON + timedelta(starts), NOON + timedelta(ends), slug=slug)

    current = queries.current(NOON)

    assert current is not None
    assert current.slug == expected
