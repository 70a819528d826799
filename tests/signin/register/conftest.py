"""What the tests of the door for somebody new with an address at work stand on."""

import pytest
from flask import Flask

from elearning.database import transaction
from elearning.people.models import Organisation, Unit
from elearning.signin import opening
from tests.conftest import NOON
from tests.factories import Make


@pytest.fixture
def sater(app: Flask, make: Make) -> Organisation:
    """An organisation that has listed its domain."""
    organisation = make.organisation("Säter", slug="sater")
    boss = make.user(make.root(organisation), name="Anna Admin")
    with transaction():
        opening.list_domain(organisation.id, "sater.se", boss, NOON)
    return organisation


@pytest.fixture
def kitchen(make: Make, sater: Organisation) -> Unit:
    return make.unit(make.unit(sater, "Vård och omsorg"), "Köket")
