"""An administrator of Säter, signed in on all these pages."""

import pytest
from flask import Flask

from elearning.people.models import Organisation
from elearning.people.rules import Person, Role
from tests.factories import Make
from tests.visitor import Visitor


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    return make.organisation("Säters kommun", slug="sater")


@pytest.fixture(autouse=True)
def keeper(visitor: Visitor, sater: Organisation, make: Make) -> Person:
    """The administrator of Säter, signed in."""
    person = make.duty(make.user(make.root(sater), name="Karin Holm"), Role.ADMINISTRATOR)
    visitor.signin(person)
    visitor.get("/admin/")
    return person
