"""A campaign around noon with three organisations, as most of these tests need it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from elearning.campaigns.models import Campaign
from elearning.course.tree import Course
from elearning.people.models import Organisation, Unit
from elearning.people.rules import Person
from tests.conftest import NOON
from tests.factories import Make

STARTS = NOON - timedelta(days=1)
ENDS = NOON + timedelta(days=1)


@dataclass
class Race:
    """A campaign and its organisations: large, and one too small for figures."""

    campaign: Campaign
    sater: Organisation
    mora: Organisation
    small: Organisation


@pytest.fixture
def start(make: Make, course: Course) -> Callable[[], Race]:
    """Begins the race on whatever database the test has."""

    def begin() -> Race:
        campaign = make.campaign(course, STARTS, ENDS)
        sater, mora = (
            make.organisation("Säter", slug="sater"),
            make.organisation("Mora", slug="mora"),
        )
        small = make.organisation("Näringsliv AB", slug="naringsliv")
        make.participation(campaign, sater, headcount=20, note="Steg ett")
        make.participation(campaign, mora, headcount=40)
        make.participation(campaign, small, headcount=9)
        return Race(campaign, sater, mora, small)

    return begin


@pytest.fixture
def race(app: object, start: Callable[[], Race]) -> Race:
    """The race on SQLite."""
    return start()


@pytest.fixture
def done(make: Make, course: Course) -> Callable[[Organisation | Unit], Person]:
    """Makes someone in an organisation or a unit who has completed the course now."""

    def complete(place: Organisation | Unit) -> Person:
        unit = make.root(place) if isinstance(place, Organisation) else place
        person = make.user(unit)
        make.completed(person, course)
        return person

    return complete
