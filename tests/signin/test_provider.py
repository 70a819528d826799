"""Accounts at work, against a certified provider (npm oidc-provider), by the real clock."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from config import utc_now
from elearning.database import transaction
from elearning.people.rules import Person
from elearning.signin import opening
from elearning.signin.identity import Match
from elearning.signin.sealing import seal
from elearning.signin.settings import Provider
from tests.conftest import empty
from tests.conftest import running as running_app
from tests.factories import Make
from tests.server.idp import CLIENT, SECRET, Idp
from tests.server.idp import running as running_idp
from tests.visitor import Visitor

DOOR = "/signin/organisation/sater"
CALLBACK = f"http://127.0.0.1:8000{DOOR}/callback"
AMINA, UNVERIFIED = "amina@sater.se", "unverified@sater.se"


@pytest.fixture(scope="module")
def idp() -> Iterator[Idp]:
    with running_idp(CALLBACK) as idp:
        yield idp


@pytest.fixture(scope="module")
def the_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application whose clock is that of the provider."""
    folder = tmp_path_factory.mktemp("provider")
    with running_app(f"sqlite:///{folder}/data.sqlite", folder, utc_now) as app:  # type: ignore[arg-type]
        yield app


@pytest.fixture
def amina(the_app: Flask, idp: Idp) -> Iterator[Person]:
    """Somebody whose organisation signs in at the provider, as does one with another address."""
    make = Make(utc_now)
    with the_app.app_context():
        sater = make.organisation(slug="sater")
        person = make.user(make.root(sater), email=AMINA)
        make.user(make.root(sater), email=UNVERIFIED)
        sealed = seal(SECRET, the_app.extensions["config"].secret_key)
        match, claim = Match.VERIFIED_EMAIL, ""
        provider = Provider(
            "sater", "Säter", sater.id, idp.issuer, CLIENT, sealed, match, claim, False, True
        )
        with transaction():
            opening.keep_provider(provider, None, person, utc_now())
        yield person
        empty()


def arrive(visitor: Visitor, idp: Idp, email: str) -> dict[str, str]:
    """Go to the provider and sign in there; gives what one is sent back with."""
    back = idp.consent(visitor.get(DOOR).location, email)
    assert back.startswith(f"{CALLBACK}?")
    return dict(parse_qsl(urlsplit(back).query))


def come_back(visitor: Visitor, answer: dict[str, str]) -> int:
    return visitor.get(f"{DOOR}/callback", query_string=answer).status_code


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/me").status_code == 200


def test_certified_provider_lets_a_person_in(the_app: Flask, amina: Person, idp: Idp) -> None:
    visitor = Visitor(the_app)

    status = come_back(visitor, arrive(visitor, idp, AMINA))

    assert (status, amina.name in visitor.get("/me").text) == (303, True)


def test_address_that_the_provider_has_not_verified_lets_nobody_in(
    the_app: Flask, amina: Person, idp: Idp
) -> None:
    visitor = Visitor(the_app)

    status = come_back(visitor, arrive(visitor, idp, UNVERIFIED))

    assert (status, is_in(visitor)) == (403, False)


def test_code_is_not_taken_twice(the_app: Flask, amina: Person, idp: Idp) -> None:
    visitor, thief = Visitor(the_app), Visitor(the_app)
    used = arrive(visitor, idp, AMINA)
    come_back(visitor, used)
    own = arrive(thief, idp, AMINA)

    status = come_back(thief, own | {"code": used["code"]})

    assert (status, is_in(thief)) == (400, False)


def test_code_is_not_taken_without_its_verifier(the_app: Flask, amina: Person, idp: Idp) -> None:
    visitor = Visitor(the_app)
    answer = arrive(visitor, idp, AMINA)
    with visitor.client.session_transaction() as session:
        session["oidc"] = session["oidc"] | {"verifier": "x" * 64}

    status = come_back(visitor, answer)

    assert (status, is_in(visitor)) == (400, False)


def test_nonce_of_another_attempt_is_not_taken(the_app: Flask, amina: Person, idp: Idp) -> None:
    visitor = Visitor(the_app)
    answer = arrive(visitor, idp, AMINA)
    with visitor.client.session_transaction() as session:
        session["oidc"] = session["oidc"] | {"nonce": "of-another-attempt"}

    status = come_back(visitor, answer)

    assert (status, is_in(visitor)) == (400, False)


def test_provider_refuses_us_without_pkce(the_app: Flask, amina: Person, idp: Idp) -> None:
    address = Visitor(the_app).get(DOOR).location
    bare = "&".join(each for each in address.split("&") if not each.startswith("code_challenge"))

    back = dict(parse_qsl(urlsplit(idp.consent(bare, AMINA)).query))

    assert (back["error"], "code" in back) == ("invalid_request", False)
