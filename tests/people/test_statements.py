"""SQL statements per page do not grow with people, units or lines of the log."""

import pytest

from elearning.people.rules import Role
from tests.factories import Make
from tests.statements import statements
from tests.visitor import Visitor

PEOPLE = "/coordinator/people"
ASKED = {  # statements of each page; the one about the visitor is among them
    "/": 3,
    "/?q=anna&role=manager&unit={unit}": 4,
    "/?left=1": 3,
    "/new": 2,
    "/{person}": 7,
    "/{person}/duties": 4,
    "/units/": 4,
    "/units/{unit}": 4,
    "/units/{unit}/place": 4,
    "/units/{unit}/place?how=merge&unit={other}": 7,
}
ADMIN = {"/admin/": 3, "/admin/log": 3, "/admin/log.csv": 4}


@pytest.mark.parametrize("many", [1, 3, 100])
def test_statements_do_not_grow(app: object, visitor: Visitor, make: Make, many: int) -> None:
    sater = make.organisation("Säter")
    unit, other = make.unit(sater, "Vård"), make.unit(sater, "Biblioteket")
    unit_id, other_id = unit.id, other.id
    for number in range(many):
        person = make.user(make.unit(unit, f"Grupp {number}"), name="Anna Ek")
        make.duty(person, Role.MANAGER, unit)
    visitor.signin(make.duty(make.user(make.root(sater)), Role.ADMINISTRATOR))
    for _ in range(many):
        visitor.get("/admin/log.csv")

    asked = {}
    for page in (*ASKED, *ADMIN):
        path = page if page in ADMIN else PEOPLE + page
        path = path.format(unit=unit_id, other=other_id, person=person.id)
        with statements() as seen:
            answer = visitor.get(path)
        assert answer.status_code == 200
        asked[page] = len(seen)

    assert asked == ASKED | ADMIN
