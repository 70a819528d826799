"""The product as it is served, but in the middle of a working day: letters wait at night.

The environment's CLOCK_AHEAD says by how many seconds every process of a site is ahead.
"""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from config import Config, utc_now
from elearning import create_app


def ahead_of(now: datetime) -> float:
    """Seconds from an instant to the next Monday, 11.00 UTC."""
    monday = (now + timedelta(days=7 - now.weekday())).date()
    return (datetime(monday.year, monday.month, monday.day, 11, tzinfo=UTC) - now).total_seconds()


if "CLOCK_AHEAD" in os.environ:
    _ahead = timedelta(seconds=float(os.environ["CLOCK_AHEAD"]))
    app = create_app(replace(Config.from_environment(os.environ), clock=lambda: utc_now() + _ahead))
