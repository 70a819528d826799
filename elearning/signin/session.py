"""The signed session cookie: who is signed in, since when they were last here, for how long."""

from datetime import UTC, datetime

from flask import Flask, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, login_user, logout_user
from itsdangerous import URLSafeTimedSerializer

from elearning.people import queries as people
from elearning.people.rules import Person
from elearning.signin.rules import IDLE_OWN, is_idle, is_over, is_worth_noting
from elearning.web.request import now


class SignedCookies(SecureCookieSessionInterface):
    """Flask's, but its signer is made once, not at every reading and writing of a cookie."""

    def __init__(self, app: Flask) -> None:
        self._signer = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """The one signer; it keeps nothing of what it signs."""
        return self._signer


def begin(person: Person, *, keep: bool) -> str:
    """Sign a person in with a new session; gives where they were going, else the start page.

    Nothing of the visitor's earlier session survives but that.
    """
    going_to = str(session.get("next") or url_for("home.home"))
    session.clear()
    session.permanent = keep  # else the cookie goes when the browser closes
    session["keep"] = keep
    session["began_at"] = session["seen_at"] = int(now().timestamp())
    login_user(person)
    return going_to


def end() -> None:
    """Sign out on this device, and forget what it was shown."""
    logout_user()
    session.clear()


def init_app(app: Flask) -> None:
    """Recognise who is signed in, at every request."""
    app.session_interface = SignedCookies(app)
    app.config["PERMANENT_SESSION_LIFETIME"] = IDLE_OWN
    manager = LoginManager(app)
    manager.session_protection = None  # phones change network all the time; idle limits protect
    manager.user_loader(_load)


def _load(session_id: str) -> Person | None:
    """The person of this session; None if it has rested too long or was ended elsewhere."""
    user_id, _, session_key = session_id.partition(".")
    began_at = datetime.fromtimestamp(session.get("began_at", 0), UTC)
    seen_at = datetime.fromtimestamp(session.get("seen_at", 0), UTC)
    if is_over(began_at, now()) or is_idle(seen_at, now(), keep=session.get("keep", False)):
        return None
    person = people.person(int(user_id))
    if person is None or person.session_key != session_key or not person.is_active:
        return None
    if is_worth_noting(seen_at, now()):
        session["seen_at"] = int(now().timestamp())
    return person
