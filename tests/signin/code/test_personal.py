"""A personal code lets its person in, for as long as they choose."""

import pytest

from tests.factories import Make
from tests.signin.code.entering import enter
from tests.visitor import Visitor


def test_personal_code_lets_its_person_in(visitor: Visitor, personal_code: str) -> None:
    answer = enter(visitor, personal_code)

    assert (answer.status_code, answer.location) == (303, "/")
    assert "Kim Ek" in visitor.get("/me").text


def test_personal_code_leads_to_where_one_was_going(visitor: Visitor, personal_code: str) -> None:
    visitor.get("/modules/samtal/kunskapen")

    assert enter(visitor, personal_code).location == "/modules/samtal/kunskapen"


@pytest.mark.parametrize(("fields", "kept"), [({}, False), ({"keep": "1"}, True)])
def test_cookie_outlives_the_browser_by_choice_alone(
    visitor: Visitor, personal_code: str, fields: dict[str, str], kept: bool
) -> None:
    enter(visitor, personal_code, **fields)

    found = visitor.client.get_cookie("session")
    assert found is not None
    assert (found.expires is not None) == kept


def test_person_who_is_in_becomes_the_one_of_the_code(
    visitor: Visitor, make: Make, personal_code: str
) -> None:
    visitor.signin(make.user(name="Amina Yusuf"))
    told = "Amina Yusuf" in visitor.get("/signin/code").text

    enter(visitor, personal_code)

    page = visitor.get("/me").text
    assert (told, "Kim Ek" in page, "Amina Yusuf" in page) == (True, True, False)
