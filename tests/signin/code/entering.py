"""How a visitor of the tests enters a code, and what is seen of it."""

import re

from werkzeug.test import TestResponse

from tests.visitor import Visitor

NOBODYS = "K7MX-3PWD-9TCH"
ASKS_NAME = "/signin/code/account"


def enter(visitor: Visitor, code: str, **fields: str) -> TestResponse:
    visitor.get("/signin/code")
    return visitor.post("/signin/code", code=code, **fields)


def name(visitor: Visitor, name: str) -> TestResponse:
    visitor.get(ASKS_NAME)
    return visitor.post(ASKS_NAME, name=name)


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/me").status_code == 200


def said(answer: TestResponse) -> str:
    """The page without what was typed and what is random."""
    return re.sub(r'value="[^"]*"', "", answer.text)
