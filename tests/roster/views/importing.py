"""How the tests bring in a file, and what they see of it."""

import re
from io import BytesIO
from typing import Any

from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from elearning.database import db, transaction
from elearning.people.models import User
from elearning.roster.models import RosterImport
from elearning.roster.rules import State
from tests.roster.files import as_csv
from tests.visitor import Visitor

PATH = "/coordinator/import/"


def send(visitor: Visitor, data: Any, name: str = "Personal.csv") -> TestResponse:
    """Choose a file and send it."""
    visitor.get(PATH)
    content = data if isinstance(data, bytes) else as_csv(data).encode()
    return visitor.post(PATH, file=(BytesIO(content), name))


def sent(visitor: Visitor, data: Any) -> TestResponse:
    """The page that a good file leads to."""
    return visitor.follow(send(visitor, data))


def latest() -> RosterImport:
    db.session.expire_all()
    return db.session.scalars(select(RosterImport).order_by(RosterImport.id.desc())).first()  # type: ignore[return-value]


def employed() -> list[str]:
    statement = select(User.name).where(User.unit_id.is_not(None)).order_by(User.name)
    return list(db.session.scalars(statement))


def counts(page: TestResponse) -> dict[str, int]:
    """The counts of a page, by their words."""
    found = re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", page.text)
    return {words: int(number) for words, number in found}


def files(app: Flask) -> list[str]:
    folder = app.extensions["config"].instance / "imports"
    return sorted(file.suffix for file in folder.glob("*"))


def at_work(state: State = State.IMPORTING, percent: int = 20) -> int:
    """An import that a job is at, or was."""
    found = latest()
    with transaction():
        db.session.execute(update(RosterImport).values(state=state, percent=percent))
    return found.id
