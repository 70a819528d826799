"""Tokens that lie, and addresses that do not count, let nobody in."""

from collections.abc import Callable
from typing import Any

import pytest

from elearning.database import transaction
from elearning.people import actions as people
from elearning.people.models import Organisation
from elearning.people.rules import Person
from elearning.signin.settings import Provider
from tests.conftest import NOON
from tests.factories import Make
from tests.signin import issuer as issuers
from tests.signin.issuer import CLIENT, Issuer
from tests.signin.oidc.entering import LATER, enter, is_in
from tests.visitor import Visitor

LIES: dict[str, dict[str, Any]] = {
    "another audience": {"aud": "somebody-else"},
    "another audience in a list": {"aud": ["somebody-else"]},
    "two audiences and nobody authorised": {"aud": [CLIENT, "somebody-else"]},
    "another authorised party": {"aud": [CLIENT, "somebody-else"], "azp": "somebody-else"},
    "no audience": {"aud": None},
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "another nonce": {"nonce": "of-another-attempt"},
    "no nonce": {"nonce": None},
    "expired": {"exp": LATER - 61},
    "no expiry": {"exp": None},
    "expiry that is no number": {"exp": "tomorrow"},
    "issued in the future": {"iat": LATER + 120},
    "not valid yet": {"nbf": LATER + 120},
    "nobody": {"sub": None},
    "another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_token_that_lies_lets_nobody_in(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
    lie: dict[str, Any],
) -> None:
    provide(sater)

    answer = enter(visitor, issuer, **lie)

    assert (answer.status_code, is_in(visitor)) == (400, False)


@pytest.mark.parametrize(
    "sign",
    [
        issuers.unsigned,
        issuers.signed_by_public_key,
        lambda claims: issuers.signed(claims, by="another"),
        lambda claims: issuers.signed(claims, by="another", kid="another"),
        lambda claims: issuers.signed(claims)[:-8] + "AAAAAAAA",
        lambda _: "no.token.at-all",
        lambda _: "",
    ],
    ids=["none", "hmac", "other key", "unknown key", "broken", "nonsense", "empty"],
)
def test_token_that_is_not_signed_by_the_provider_lets_nobody_in(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
    sign: Callable[[dict[str, Any]], str],
) -> None:
    provide(sater)
    issuer.sign = sign

    answer = enter(visitor, issuer)

    assert (answer.status_code, is_in(visitor)) == (400, False)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_address_that_is_not_verified_lets_nobody_in(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
    verified: object,
) -> None:
    provide(sater)

    answer = enter(visitor, issuer, email_verified=verified)

    assert (answer.status_code, is_in(visitor)) == (403, False)


def test_address_of_another_organisation_lets_nobody_in(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    make.user(email="erik@hedemora.se")

    answer = enter(visitor, issuer, email="erik@hedemora.se")

    assert (answer.status_code, is_in(visitor)) == (403, False)


def test_one_who_has_left_is_not_let_in(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    with transaction():
        people.move(amina.id, None, NOON)

    answer = enter(visitor, issuer)

    assert (answer.status_code, is_in(visitor)) == (403, False)
