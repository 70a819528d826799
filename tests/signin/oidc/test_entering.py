"""Somebody whom the provider knows comes in, with an attempt that has secrets of its own."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from elearning.people.models import Organisation
from elearning.people.rules import Person
from elearning.signin.sealing import seal
from elearning.signin.settings import Provider
from tests.signin.issuer import CLIENT, SECRET, Issuer
from tests.signin.oidc.entering import enter, is_in
from tests.visitor import Visitor


def test_visitor_is_sent_with_code_pkce_state_and_nonce(
    visitor: Visitor, sater: Organisation, issuer: Issuer, provide: Callable[..., Provider]
) -> None:
    provide(sater)

    url = urlsplit(visitor.get("/signin/organisation/sater").location)

    asked = dict(parse_qsl(url.query))
    secrets = {name: asked.pop(name) for name in ("state", "nonce", "code_challenge")}
    assert f"{url.scheme}://{url.netloc}{url.path}" == f"{issuer.address}/auth"
    assert asked == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": "http://127.0.0.1:8000/signin/organisation/sater/callback",
        "scope": "openid email profile",
        "code_challenge_method": "S256",
    }
    assert [len(each) >= 32 for each in secrets.values()] == [True, True, True]


def test_every_attempt_has_secrets_of_its_own(
    visitor: Visitor, sater: Organisation, provide: Callable[..., Provider]
) -> None:
    provide(sater)

    attempts = [
        dict(parse_qsl(urlsplit(visitor.get("/signin/organisation/sater").location).query))
        for _ in range(2)
    ]

    same = {name for name in attempts[0] if attempts[0][name] == attempts[1][name]}
    assert same & {"state", "nonce", "code_challenge"} == set()


def test_known_person_is_let_in(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)

    answer = enter(visitor, issuer)

    assert (answer.status_code, answer.location, is_in(visitor)) == (303, "/", True)


def test_person_comes_where_they_were_going(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    visitor.get("/modules/samtal/kunskapen")

    assert enter(visitor, issuer).location == "/modules/samtal/kunskapen"


def test_address_is_matched_however_it_is_capitalised(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)

    assert enter(visitor, issuer, email="Amina@SATER.se").status_code == 303


@pytest.mark.parametrize(
    ("offered", "secret", "shown_in"),
    [
        (None, SECRET, "header"),
        (["client_secret_basic", "client_secret_post"], SECRET, "body"),
        (["client_secret_basic", "client_secret_post"], "Q~plain-1.2_", "header"),
        (["client_secret_post"], "Q~plain-1.2_", "body"),
        (["client_secret_basic"], SECRET, "header"),
    ],
)
def test_secret_is_shown_where_the_provider_reads_it(
    app: Flask,
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
    offered: list[str] | None,
    secret: str,
    shown_in: str,
) -> None:
    issuer.secret = secret
    issuer.metadata = {"token_endpoint_auth_methods_supported": offered}
    provide(sater, secret=seal(secret, app.extensions["config"].secret_key))

    answer = enter(visitor, issuer)

    assert (answer.status_code, issuer.secret_shown_in) == (303, shown_in)
