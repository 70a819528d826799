"""A municipality to follow up."""

from dataclasses import dataclass

import pytest
from flask import Flask

from elearning.course.tree import Course
from elearning.people.models import Organisation, Unit
from elearning.people.rules import Person, Role
from tests.dashboards.crowds import Crowd
from tests.factories import Make
from tests.visitor import Visitor


@pytest.fixture
def crowd(make: Make, course: Course) -> Crowd:
    return Crowd(make, course)


@dataclass(frozen=True)
class Town:
    """Säter: care (60: a home of 40 and one of 20), and a library of 25. Smallest group: 10."""

    organisation: Organisation
    root: Unit
    care: Unit
    large_home: Unit  # 40 people, 10 have completed and 10 are under way
    small_home: Unit  # 20 people, 10 have completed
    library: Unit  # 25 people, nobody has begun


@pytest.fixture
def town(make: Make, crowd: Crowd) -> Town:
    organisation = make.organisation("Säter")
    root = make.root(organisation)
    care = make.unit(root, "Vård och omsorg")
    large = crowd.unit(care, "Gården", 40, 10, 10)
    small = crowd.unit(care, "Ängen", 20, 10)
    library = crowd.unit(root, "Biblioteket", 25)
    return Town(organisation, root, care, large, small, library)


@pytest.fixture
def coordinator(make: Make, town: Town) -> Person:
    """Somebody who coordinates all of Säter, and is one of 26 at the library."""
    return make.duty(make.user(town.library, name="Johan Nilsson"), Role.COORDINATOR)


@pytest.fixture
def manager(make: Make, town: Town) -> Person:
    """The manager of care, who is one of 41 at Gården."""
    return make.duty(make.user(town.large_home, name="Eva Berg"), Role.MANAGER, town.care)


@pytest.fixture
def follower(app: Flask, coordinator: Person) -> Visitor:
    """The coordinator, signed in."""
    visitor = Visitor(app)
    visitor.signin(coordinator)
    return visitor
