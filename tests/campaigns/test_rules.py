"""Status, ranks and shares: as values, without an app."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest

from elearning.campaigns import rules
from elearning.campaigns.rules import Status, Tally

STARTS = datetime(2026, 9, 1, tzinfo=UTC)
ENDS = datetime(2026, 12, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def tally(name: str, completed: int, headcount: int, after: int = 0) -> Tally:
    return Tally(
        slug=name.casefold(),
        organisation=name,
        code="2082",
        completed=completed,
        completed_after=after,
        headcount=headcount,
        headcount_on=date(2026, 9, 1),
        headcount_source="Personalkontoret",
        note="",
    )


def ranks(*tallies: Tally) -> list[tuple[int | None, str]]:
    return [(each.rank, each.tally.organisation) for each in rules.standings(tallies)]


SOURCES = ["Personalkontoret", "SCB", "Personalkontoret", "Kolada"]


@pytest.mark.parametrize(("rows", "common"), [(1, ""), (2, ""), (3, "Personalkontoret"), (4, "")])
def test_source_is_common_when_more_than_half_of_several_have_it(rows: int, common: str) -> None:
    tallies = [
        replace(tally(f"Kommun {number}", 1, 20), headcount_source=source)
        for number, source in enumerate(SOURCES[:rows])
    ]

    found = rules.common_source(rules.standings(tallies))

    assert (found.text if found else "") == common


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (STARTS - TICK, Status.UPCOMING),
        (STARTS, Status.OPEN),
        (ENDS - TICK, Status.OPEN),
        (ENDS, Status.FROZEN),
    ],
    ids=["before the first instant", "the first", "the last", "after the last"],
)
def test_status_changes_at_the_exact_instant(now: datetime, expected: Status) -> None:
    assert rules.status(STARTS, ENDS, now) == expected


def test_standings_ties_share_a_rank_and_skip_the_next() -> None:
    assert ranks(
        tally("Dals-Ed", 0, 10),
        tally("Boden", 2, 60),
        tally("Ale", 30, 60),
        tally("Arboga", 1, 30),
    ) == [(1, "Ale"), (2, "Arboga"), (2, "Boden"), (4, "Dals-Ed")]


def test_standings_compare_exactly_the_nearest_shares_of_67_million_people() -> None:
    half = 33_554_431  # 2 * half + 1 is the largest headcount below 2 ** 26

    assert ranks(
        tally("Falun", half - 1, 2 * half - 1),
        tally("Säter", half, 2 * half + 1),
    ) == [(1, "Säter"), (2, "Falun")]


def test_standings_rank_those_where_nobody_has_completed() -> None:
    (standing,) = rules.standings([tally("Mora", 0, 1600)])

    assert (standing.rank, standing.tally.completed, standing.tally.share) == (1, 0, Fraction(0))


def test_standings_are_in_swedish_order_within_a_rank() -> None:
    names = ["Örebro", "Älvdalen", "Åre", "Zinkgruvan", "arboga", "Boden"]

    assert [name for _, name in ranks(*(tally(name, 1, 20) for name in names))] == [
        "arboga",
        "Boden",
        "Zinkgruvan",
        "Åre",
        "Älvdalen",
        "Örebro",
    ]


@pytest.mark.parametrize(("headcount", "rank"), [(9, None), (10, 1)])
def test_standings_hide_fewer_than_ten_employed(headcount: int, rank: int | None) -> None:
    (standing,) = rules.standings([tally("Näringsliv AB", 4, headcount)])

    assert standing.rank == rank


def test_standings_tell_no_figure_of_a_small_organisation() -> None:
    (standing,) = rules.standings([tally("Näringsliv AB", 4, 9, after=2)])

    told = standing.tally
    assert (told.completed, told.share, told.completed_after) == (None, None, None)


def test_standings_put_small_organisations_last_in_swedish_order() -> None:
    assert ranks(tally("Ö AB", 9, 9), tally("Å AB", 9, 9), tally("Mora", 0, 10)) == [
        (1, "Mora"),
        (None, "Å AB"),
        (None, "Ö AB"),
    ]


def test_standings_share_is_never_above_one() -> None:
    (standing,) = rules.standings([tally("Säter", 25, 20)])

    assert (standing.tally.share, standing.tally.completed) == (1, 25)


def test_standings_of_nobody_are_empty() -> None:
    assert rules.standings([]) == ()


def test_total_leaves_small_organisations_out() -> None:
    standings = rules.standings([tally("Säter", 7, 20), tally("Näringsliv AB", 4, 9)])

    assert rules.total_completed(standings) == 7


def test_total_of_nobody_is_zero() -> None:
    assert rules.total_completed(()) == 0
