"""People of the loaded country with valid sessions, made as the product makes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Engine, text

from config import Config
from elearning import create_app
from elearning.demo import country
from elearning.people.rules import Person
from elearning.signin.session import begin

_PEOPLE = text(
    "SELECT u.id, u.session_key, u.unit_id FROM participation p "
    "JOIN campaign c ON c.id = p.campaign_id JOIN unit t ON t.organisation_id = p.organisation_id "
    'JOIN "user" u ON u.unit_id = t.id WHERE c.slug = :slug AND NOT EXISTS '
    "(SELECT 1 FROM counted d WHERE d.user_id = u.id AND d.counter_id = c.counter_id) "
    "ORDER BY u.session_key"
)


@dataclass(frozen=True)
class Reader:
    """Somebody who has not completed the course. `token` is for their forms."""

    id: int
    unit_id: int
    cookie: str
    token: str


def application(settings: Mapping[str, str]) -> Flask:
    """The product in this process: it signs cookies and knows the course."""
    return create_app(Config.from_environment(settings))


def readers(app: Flask, engine: Engine) -> list[Reader]:
    """Everyone in the country who has not completed, in no order that means anything."""
    with engine.connect() as connection:
        rows = connection.execute(_PEOPLE, {"slug": country.SLUG}).all()
    return [reader(app, *row) for row in rows]


def reader(app: Flask, user_id: int, session_key: str, unit_id: int) -> Reader:
    """Somebody signed in."""
    nobody = ("", 0, "", "", "")  # what the cookie does not tell
    person = Person(user_id, "", "", session_key, unit_id, *nobody)
    with app.test_request_context():
        begin(person, keep=False)
        token = generate_csrf()
        signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return Reader(user_id, unit_id, str(signer.dumps(dict(session))), token)
