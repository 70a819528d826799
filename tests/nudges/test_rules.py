"""Who gets a letter, and when."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.nudges import rules
from elearning.nudges.rules import Audience, Figure, Reader, Why
from elearning.web.calendar import SWEDEN

INSTANTS = st.integers(0, 10 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
READERS = st.builds(Reader, *[st.booleans()] * 7)
ANYONE = Reader(
    has_left=False,
    is_protected=False,
    has_finished=False,
    has_started=False,
    has_address=True,
    has_unsubscribed=False,
    is_recent=False,
)


@given(INSTANTS)
def test_letters_go_from_seven_to_eighteen_in_sweden(now: datetime) -> None:
    there = rules.opens_at(now).astimezone(SWEDEN)

    assert time(7) <= there.time() < time(18)


@given(INSTANTS)
def test_letters_wait_no_longer_than_until_the_next_morning(now: datetime) -> None:
    waits = rules.opens_at(now) - now

    assert timedelta() <= waits <= timedelta(hours=14)  # 18 to 07, and an hour when clocks go back


@given(INSTANTS)
def test_hour_that_opens_is_not_quiet(now: datetime) -> None:
    assert not rules.is_quiet(rules.opens_at(now))


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (datetime(2026, 11, 24, 16, 59, tzinfo=UTC), datetime(2026, 11, 24, 16, 59, tzinfo=UTC)),
        (datetime(2026, 11, 24, 17, 0, tzinfo=UTC), datetime(2026, 11, 25, 6, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 4, 59, tzinfo=UTC), datetime(2026, 7, 1, 5, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 20, 0, tzinfo=UTC), datetime(2026, 10, 25, 6, 0, tzinfo=UTC)),
    ],
    ids=["one minute to six", "six in winter", "before seven in summer", "the clocks go back"],
)
def test_opening_follows_swedish_clocks(now: datetime, opens: datetime) -> None:
    assert rules.opens_at(now) == opens


@given(READERS, st.sampled_from(Audience))
def test_nobody_is_written_to_who_must_not_be(reader: Reader, audience: Audience) -> None:
    is_free = not (
        reader.has_left
        or reader.is_protected
        or reader.has_finished
        or reader.has_unsubscribed
        or reader.is_recent
    )

    assert rules.why_not(reader, audience) is not None or (is_free and reader.has_address)


@given(READERS)
def test_begun_and_not_started_share_those_who_have_not_finished(reader: Reader) -> None:
    begun = rules.why_not(reader, Audience.BEGUN) is None
    not_started = rules.why_not(reader, Audience.NOT_STARTED) is None

    assert begun + not_started == (rules.why_not(reader, Audience.NOT_FINISHED) is None)


@pytest.mark.parametrize("audience", Audience)
def test_anyone_is_written_to(audience: Audience) -> None:
    reader = (
        ANYONE
        if audience is not Audience.BEGUN
        else Reader(
            False,
            False,
            False,
            True,
            True,
            False,
            False,  # noqa: FBT003 - in the order above
        )
    )

    assert rules.why_not(reader, audience) is None


@given(st.lists(st.tuples(READERS, st.integers(1, 500))), st.sampled_from(Audience))
def test_reach_counts_everyone_once(crowd: list[tuple[Reader, int]], audience: Audience) -> None:
    found = rules.reach(crowd, audience)

    assert found.people == sum(people for _, people in crowd)
    assert found.letters + sum(people for _, people in found.without) == found.people


@given(INSTANTS, st.integers(0, 200))
def test_tries_end_after_three_days(first: datetime, tries: int) -> None:
    late = first + timedelta(days=3)

    assert rules.next_try(tries + 1, first, late) is None


@given(INSTANTS, st.integers(1, 200), st.floats(0, 2.99))
def test_tries_go_on_until_then_and_never_at_night(
    first: datetime, tries: int, days: float
) -> None:
    now = first + timedelta(days=days)

    again = rules.next_try(tries, first, now)

    assert again is not None
    assert again >= now + timedelta(minutes=1)
    assert not rules.is_quiet(again)


def test_tries_come_further_and_further_apart() -> None:
    waits = [rules.BACK_OFF[min(tries, len(rules.BACK_OFF)) - 1] for tries in range(1, 8)]

    assert [each.total_seconds() / 60 for each in waits] == [1, 5, 30, 120, 360, 720, 720]


@pytest.mark.parametrize(
    ("number", "group", "is_whole", "told"),
    [
        (7, 19, True, Figure(0, is_about=False, is_few=True)),
        (7, 20, True, Figure(7, is_about=False, is_few=False)),
        (214, 226, True, Figure(214, is_about=False, is_few=False)),
        (214, 226, False, Figure(210, is_about=True, is_few=False)),
        (4, 226, False, Figure(0, is_about=False, is_few=True)),
    ],
)
def test_figure_tells_nothing_of_few(number: int, group: int, is_whole: bool, told: Figure) -> None:
    assert rules.figure(number, group, 10, is_whole=is_whole) == told


def test_reasons_are_told_in_one_order() -> None:
    crowd = [(Reader(False, False, True, True, True, False, False), 3)]  # noqa: FBT003

    assert rules.reach(crowd, Audience.NOT_STARTED).without == ((Why.FINISHED, 3),)
