"""Codes as they are typed or come with the drawing, and what cannot be one."""

import pytest

from tests.signin.code.entering import NOBODYS, enter, is_in
from tests.visitor import Visitor


def test_code_is_taken_as_it_is_typed(visitor: Visitor, personal_code: str) -> None:
    typed = f"  {personal_code.lower().replace('-', ' ').replace('5', 's').replace('8', 'b')} "

    assert enter(visitor, typed).status_code == 303


def test_page_fills_in_the_code_of_the_drawing(visitor: Visitor) -> None:
    page = visitor.get("/signin/code", query_string={"code": "k7mx3pwd9tch"}).text

    assert f'value="{NOBODYS}"' in page


def test_page_of_the_drawing_uses_nothing_up(visitor: Visitor, personal_code: str) -> None:
    for _ in range(3):
        visitor.get("/signin/code", query_string={"code": personal_code})

    assert (is_in(visitor), enter(visitor, personal_code).status_code) == (False, 303)


@pytest.mark.parametrize("given", ["<script>", "å" * 1000, "", "%00"])
def test_page_bears_any_drawing(visitor: Visitor, given: str) -> None:
    page = visitor.get("/signin/code", query_string={"code": given})

    assert (page.status_code, "<script>" in page.text) == (200, False)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("K7MX-3PWD-9TCA", "Bokstaven A finns inte i någon kod. Titta på lappen en gång till."),
        ("KAMX-3PWD-9TCE", "Bokstäverna A och E finns inte i någon kod. Titta på lappen en gång"),
        ("K7MX-3PWD", "En kod har tolv bokstäver och siffror."),
    ],
)
def test_what_cannot_stand_in_a_code_is_told(visitor: Visitor, typed: str, told: str) -> None:
    assert told in enter(visitor, typed).text


@pytest.mark.parametrize("typed", ["", "K7MX", "not a code at all", NOBODYS + "X"])
def test_what_cannot_be_a_code_is_422_and_kept(visitor: Visitor, typed: str) -> None:
    answer = enter(visitor, typed)

    assert (answer.status_code, 'href="#code"' in answer.text) == (422, True)
    assert f'value="{typed}"' in answer.text
