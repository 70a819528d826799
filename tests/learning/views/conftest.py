"""What the tests of a learner's pages stand on. The trial course is in Swedish."""

import pytest
from flask import Flask

from elearning.people.rules import Person
from tests.factories import Make
from tests.learning.views.pages import QUIZ
from tests.visitor import Visitor


@pytest.fixture
def amina(app: Flask, make: Make) -> Person:
    return make.user()


@pytest.fixture
def learner(visitor: Visitor, amina: Person) -> Visitor:
    """Amina, signed in, with the page of the quiz before her."""
    visitor.signin(amina)
    visitor.get(QUIZ)
    return visitor
