"""flask signin link: the way in when no mail arrives."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from click.testing import Result

from elearning.database import transaction
from elearning.people import actions as people
from tests.conftest import NOON
from tests.factories import Make
from tests.visitor import Visitor

Flask = Callable[..., Result]


def test_link_is_printed_as_a_whole_address(flask: Flask, make: Make) -> None:
    make.user(email="amina@sater.se")

    result = flask("signin", "link", "amina@sater.se")

    assert result.exit_code == 0
    assert result.output.startswith("http://127.0.0.1:8000/signin/link/")
    assert result.output.count("\n") == 1


def test_link_signs_its_person_in(flask: Flask, make: Make, visitor: Visitor) -> None:
    make.user(email="amina@sater.se")
    path = urlsplit(flask("signin", "link", "amina@sater.se").output.strip()).path

    visitor.get(path)
    visitor.post(path)

    assert visitor.data("/me/data.json")["person"]["email"] == "amina@sater.se"


@pytest.mark.parametrize("left", [False, True], ids=["unknown", "has left"])
def test_link_is_refused(flask: Flask, make: Make, left: bool) -> None:
    if left:
        person = make.user(email="amina@sater.se")
        with transaction():
            people.move(person.id, None, NOON)

    result = flask("signin", "link", "amina@sater.se")

    assert (result.exit_code, result.output) == (
        1,
        "Error: Nobody who may sign in has that address.\n",
    )
