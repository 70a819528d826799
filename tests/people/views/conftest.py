"""Säter with its library, and who keeps its people, signed in."""

import pytest
from flask import Flask

from elearning.people.models import Organisation, Unit
from elearning.people.rules import Person, Role
from tests.factories import Make
from tests.visitor import Visitor


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    return make.organisation("Säter")


@pytest.fixture
def library(sater: Organisation, make: Make) -> Unit:
    return make.unit(sater, "Biblioteket")


@pytest.fixture
def keeper(visitor: Visitor, library: Unit, sater: Organisation, make: Make) -> Person:
    """The coordinator of Säter, signed in."""
    person = make.duty(make.user(library, name="Karin Holm"), Role.COORDINATOR, make.root(sater))
    visitor.signin(person)
    visitor.get("/coordinator/people/")
    return person


@pytest.fixture
def chief(visitor: Visitor, sater: Organisation, make: Make) -> Person:
    """The administrator of Säter, signed in."""
    person = make.duty(make.user(make.root(sater), name="Ada Lund"), Role.ADMINISTRATOR)
    visitor.signin(person)
    visitor.get("/admin/")
    return person
