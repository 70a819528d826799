"""What is wrong in a sending, and the sendings of others."""

from datetime import date

import pytest

from elearning.database import transaction
from elearning.nudges import actions
from elearning.people.models import Unit
from elearning.people.rules import Person
from tests.conftest import Clock
from tests.factories import Make
from tests.nudges.views.writing import PATH
from tests.visitor import Visitor


@pytest.mark.parametrize(
    ("fields", "anchor"),
    [
        ({"sentence": "x" * 501}, "sentence"),
        ({"sentence": "Ring 811218-9876"}, "sentence"),
        ({"audience": "everyone"}, "audience"),
        ({"kind": "threat"}, "kind"),
        ({"unit": ""}, "unit"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    visitor: Visitor, coordinator: Person, unit: Unit, fields: dict[str, str], anchor: str
) -> None:
    right = {"unit": unit.id, "audience": "not-finished", "kind": "reminder"}

    answer = visitor.post(PATH, **{**right, **fields})

    assert answer.status_code == 422
    assert f'href="#{anchor}"' in answer.text
    assert "811218-9876" not in answer.text


def test_sendings_of_others_are_not_found(
    visitor: Visitor, make: Make, coordinator: Person, clock: Clock
) -> None:
    elsewhere = make.unit(make.organisation("Boden"))
    with transaction():
        wish = actions.Wish(elsewhere.id, "managers", "reminder", "", date(2026, 12, 1))  # type: ignore[arg-type]
        foreign = actions.draft(wish, coordinator.id, clock()).id

    seen = [
        visitor.get(f"{PATH}{foreign}/{page}").status_code
        for page in ("", "change", "letter.sv.html")
    ]
    done = [
        visitor.post(f"{PATH}{foreign}/{deed}").status_code
        for deed in ("confirm", "stop", "again", "change")
    ]
    into = visitor.post(PATH, unit=elsewhere.id, audience="managers", kind="reminder")

    assert seen == [404] * 3
    assert done == [404] * 4
    assert into.status_code == 422
