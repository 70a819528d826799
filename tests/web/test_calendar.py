"""A Swedish day begins an hour or two before that of UTC."""

from datetime import UTC, date, datetime

import pytest

from elearning.web.calendar import day_of, midnight, monday_of


@pytest.mark.parametrize(
    ("day", "began_at"),
    [
        (date(2026, 11, 22), datetime(2026, 11, 21, 23, tzinfo=UTC)),
        (date(2026, 6, 28), datetime(2026, 6, 27, 22, tzinfo=UTC)),
        (date(2026, 3, 30), datetime(2026, 3, 29, 22, tzinfo=UTC)),  # after the shortest day
    ],
)
def test_day_begins_at_midnight_in_sweden(day: date, began_at: datetime) -> None:
    assert midnight(day) == began_at
    assert day_of(began_at) == day


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), date(2026, 11, 16)),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 25, 12, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 6, 28, 22, 0, tzinfo=UTC), date(2026, 6, 29)),
    ],
)
def test_week_begins_on_monday_in_sweden(now: datetime, monday: date) -> None:
    assert monday_of(now) == monday
