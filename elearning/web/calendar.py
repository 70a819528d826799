"""The calendar in Sweden, where every day of the product begins and ends."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
FIRST_YEAR, LAST_YEAR = 2000, 2999  # that a form or an address may name; clocks overflow beyond


def day_of(instant: datetime) -> date:
    """The day that it is in Sweden."""
    return instant.astimezone(SWEDEN).date()


def is_within_reach(day: date) -> bool:
    """Whether a day is one that clocks can count to, and that anybody may mean."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def monday_of(instant: datetime) -> date:
    """The first day of the week that it is in Sweden."""
    day = day_of(instant)
    return day - timedelta(day.weekday())


def midnight(day: date) -> datetime:
    """The instant that a Swedish day begins."""
    return datetime.combine(day, time(), SWEDEN)
