"""How somebody new asks for a letter and opens its link."""

from flask import Flask
from sqlalchemy import select

from elearning.database import db
from elearning.people.models import User
from tests.letters import letters, link
from tests.visitor import Visitor

NEW = "ny@sater.se"


def ask(visitor: Visitor, email: str) -> str:
    visitor.get("/signin/register")
    answer = visitor.post("/signin/register", email=email)
    assert answer.status_code == 200
    return answer.text


def arrive(app: Flask, visitor: Visitor, email: str = NEW) -> str:
    """Ask for a letter and open its link; gives the path."""
    ask(visitor, email)
    (letter,) = letters(app)
    path = link(letter)
    assert visitor.get(path).status_code == 200
    return path


def newcomer() -> User | None:
    return db.session.scalar(select(User).where(User.email == NEW))


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/me").status_code == 200
