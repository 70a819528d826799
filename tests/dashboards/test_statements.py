"""SQL statements per page do not grow with units and people."""

import pytest
from flask import Flask

from elearning.people.rules import Role
from tests.dashboards.crowds import Crowd
from tests.dashboards.test_views import decide_on_names, signed_in
from tests.factories import Make
from tests.statements import statements

ASKED = {  # statements of each page; those about the visitor are among them
    "": 6,
    ".csv": 6,
    ".xlsx": 6,
    "/trend": 7,
    "/trend.csv": 7,
    "/report": 8,
    "/report.pdf": 7,
    "/names": 4,
}


@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_do_not_grow_with_units(app: Flask, make: Make, crowd: Crowd, many: int) -> None:
    organisation = make.organisation("Säter")
    root = make.root(organisation)
    crowd.staff(root, 30, 10)
    for number in range(many):
        make.user(make.unit(root, f"Enhet {number}"))
    visitor = signed_in(app, make.duty(make.user(root), Role.COORDINATOR, root))
    decide_on_names(organisation.id)
    unit = f"/coordinator/units/{root.id}"

    asked = {}
    for page in ASKED:
        with statements() as seen:
            assert visitor.get(unit + page).status_code == 200
        asked[page] = len(seen)

    assert asked == ASKED


def test_overview_asks_for_its_unit_besides(app: Flask, make: Make, crowd: Crowd) -> None:
    root = make.root(make.organisation("Säter"))
    crowd.staff(root, 30, 10)
    visitor = signed_in(app, make.duty(make.user(root), Role.COORDINATOR, root))

    with statements() as seen:
        assert visitor.get("/coordinator/").status_code == 200

    assert len(seen) == ASKED[""] + 1
