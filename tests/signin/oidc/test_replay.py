"""An answer or a code does once, for the one who asked."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from elearning.people.models import Organisation
from elearning.people.rules import Person
from elearning.signin.settings import Provider
from tests.conftest import Clock
from tests.factories import Make
from tests.signin.issuer import Issuer
from tests.signin.oidc.entering import AMINA, KNOWN, arrive, enter, is_in
from tests.visitor import Visitor


def test_code_that_is_replayed_lets_nobody_in(
    app: Flask,
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    issuer.claims = KNOWN
    used = dict(parse_qsl(urlsplit(arrive(visitor, issuer)).query))
    visitor.get("/signin/organisation/sater/callback", query_string=used)
    thief = Visitor(app)
    own = dict(parse_qsl(urlsplit(arrive(thief, issuer)).query))

    stolen = own | {"code": used["code"]}
    answer = thief.get("/signin/organisation/sater/callback", query_string=stolen)

    assert (answer.status_code, is_in(thief)) == (400, False)


def test_code_of_somebody_else_is_useless_without_their_verifier(
    app: Flask,
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    issuer.claims = KNOWN
    theirs = dict(parse_qsl(urlsplit(arrive(visitor, issuer)).query))
    thief = Visitor(app)
    own = dict(parse_qsl(urlsplit(arrive(thief, issuer)).query))

    stolen = own | {"code": theirs["code"]}
    answer = thief.get("/signin/organisation/sater/callback", query_string=stolen)

    assert (answer.status_code, is_in(thief)) == (400, False)


def test_answer_that_is_replayed_lets_nobody_in(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    issuer.claims = KNOWN
    back = arrive(visitor, issuer)
    visitor.get(back)
    visitor.get("/")
    visitor.post("/signout")

    answer = visitor.get(back)

    assert (answer.status_code, is_in(visitor)) == (400, False)


def test_answer_to_nobodys_question_lets_nobody_in(
    app: Flask,
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    issuer.claims = KNOWN
    of_another = arrive(Visitor(app), issuer)

    answer = visitor.get(of_another)

    assert (answer.status_code, is_in(visitor)) == (400, False)


@pytest.mark.parametrize(
    "change",
    [{"state": "guessed"}, {"iss": "https://evil.example"}, {"error": "access_denied"}],
    ids=lambda change: next(iter(change)),
)
def test_answer_that_was_changed_lets_nobody_in(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
    change: dict[str, str],
) -> None:
    provide(sater)
    issuer.claims = KNOWN
    honest = dict(parse_qsl(urlsplit(arrive(visitor, issuer)).query))

    answer = visitor.get("/signin/organisation/sater/callback", query_string=honest | change)

    assert (answer.status_code, is_in(visitor)) == (400, False)


def test_answer_does_not_do_for_another_organisation(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    gagnef = make.organisation("Gagnef", slug="gagnef")
    make.user(make.root(gagnef), email=AMINA)
    provide(sater)
    provide(gagnef)
    issuer.claims = KNOWN
    back = arrive(visitor, issuer)

    answer = visitor.get(back.replace("/sater/", "/gagnef/"))

    assert (answer.status_code, is_in(visitor)) == (400, False)
    assert "/token" not in issuer.asked  # the code was not given away


def test_attempt_is_used_up_by_an_answer_that_fails(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    issuer.claims = KNOWN
    honest = arrive(visitor, issuer)
    visitor.get("/signin/organisation/sater/callback?state=guessed&code=x")

    answer = visitor.get(honest)

    assert (answer.status_code, is_in(visitor)) == (400, False)


@pytest.mark.parametrize(("minutes", "status"), [(29.9, 303), (30, 400)])
def test_attempt_lasts_half_an_hour(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
    clock: Clock,
    minutes: float,
    status: int,
) -> None:
    provide(sater)
    issuer.claims = KNOWN
    back = arrive(visitor, issuer)

    clock.advance(minutes=minutes)

    assert visitor.get(back).status_code == status


def test_token_endpoint_that_leads_elsewhere_is_not_followed(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    issuer.token_redirect = f"{issuer.address}/elsewhere"

    answer = enter(visitor, issuer)

    assert (answer.status_code, "/elsewhere" in issuer.asked) == (400, False)
