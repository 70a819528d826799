"""Säter, what it tells about data, and somebody of Säter who is signed in."""

import pytest
from flask import Flask

from elearning.care import keeping
from elearning.care.keeping import Notice
from elearning.care.rules import Basis
from elearning.database import transaction
from elearning.people.models import Organisation
from elearning.people.rules import Person
from tests.conftest import NOON
from tests.factories import Make
from tests.visitor import Visitor

NOTICE = Notice(
    "Kommunstyrelsen",
    "Växeln",
    "kontakt@sater.example",
    "Ombudet",
    Basis.PUBLIC_INTEREST,
    "Enligt plan.",
)


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    return make.organisation("Säters kommun", slug="sater")


@pytest.fixture
def learner(visitor: Visitor, sater: Organisation, make: Make) -> Person:
    """Somebody who is signed in."""
    person = make.user(make.root(sater))
    visitor.signin(person)
    return person


@pytest.fixture
def told(sater: Organisation, make: Make) -> None:
    """What Säter tells about data."""
    keeper = make.user(make.root(sater))
    with transaction():
        keeping.keep_notice(sater.id, NOTICE, keeper, NOON)
