"""Säter, and somebody there whose evidence gets old."""

import pytest
from flask import Flask

from elearning.course.tree import Course
from elearning.people.models import Organisation
from elearning.people.rules import Person
from tests.factories import Make


@pytest.fixture
def sater(database: Flask, make: Make) -> Organisation:
    return make.organisation("Säter")


@pytest.fixture
def learner(sater: Organisation, make: Make, course: Course) -> Person:
    """Somebody who has finished the course."""
    person = make.user(make.root(sater))
    make.completed(person, course)
    return person
