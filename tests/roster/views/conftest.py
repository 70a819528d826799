"""What these tests stand on."""

import pytest
from flask import Flask

from elearning.people.models import Organisation
from elearning.people.rules import Person, Role
from tests.factories import Make
from tests.visitor import Visitor


@pytest.fixture
def sater(make: Make) -> Organisation:
    """The coordinator's organisation."""
    return make.organisation("Säter", slug="sater")


@pytest.fixture
def coordinator(make: Make, sater: Organisation, visitor: Visitor) -> Person:
    """Signed in with the visitor."""
    person = make.duty(
        make.user(make.root(sater), email="johan@sater.se", name="Johan"), Role.COORDINATOR
    )
    visitor.signin(person)
    return person


@pytest.fixture(autouse=True)
def no_files(app: Flask) -> None:
    """Nothing left of other tests."""
    for file in (app.extensions["config"].instance / "imports").glob("*"):
        file.unlink()
