"""How somebody comes in through the identity provider of the tests."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from elearning.database import db, transaction
from elearning.people.models import Organisation, User
from elearning.signin import opening
from tests.conftest import NOON
from tests.factories import Make
from tests.signin.issuer import Issuer
from tests.visitor import Visitor

AMINA = "amina@sater.se"


KNOWN = {"email": AMINA, "email_verified": True}


def arrive(visitor: Visitor, issuer: Issuer, path: str = "/signin/organisation/sater") -> str:
    """Go to the provider and sign in there; gives where one is sent back."""
    answer = visitor.get(path)
    assert answer.status_code == 302, answer.text
    return issuer.consent(answer.location)


def enter(visitor: Visitor, issuer: Issuer, **claims: Any) -> TestResponse:
    """The whole way, with claims put over those of the ID token."""
    issuer.claims = KNOWN | claims
    return visitor.get(arrive(visitor, issuer))


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/me").status_code == 200


LATER = int(NOON.timestamp())


def list_domain(make: Make, organisation: Organisation, domain: str) -> None:
    actor = make.user(make.root(organisation))
    with transaction():
        opening.list_domain(organisation.id, domain, actor, NOON)


def newcomer() -> User | None:
    return db.session.scalar(select(User).where(User.email == "ny@sater.se"))
