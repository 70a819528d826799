"""What these tests stand on."""

import pytest

from elearning.people.models import Unit
from tests.factories import Make


@pytest.fixture
def unit(make: Make) -> Unit:
    return make.unit(make.organisation("Säter"), "Köket")
