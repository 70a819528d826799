"""Säter and two of its units."""

import pytest
from flask import Flask

from elearning.people.models import Organisation, Unit
from tests.factories import Make


@pytest.fixture
def sater(database: Flask, make: Make) -> Organisation:
    return make.organisation("Säter")


@pytest.fixture
def care(sater: Organisation, make: Make) -> Unit:
    return make.unit(sater, "Vård")


@pytest.fixture
def library(sater: Organisation, make: Make) -> Unit:
    return make.unit(sater, "Biblioteket")
