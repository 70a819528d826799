"""Providers that are closed, astray or silent, and what the log tells."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from structlog.testing import capture_logs

from elearning.people import queries as people_queries
from elearning.people.models import Organisation
from elearning.people.rules import Person
from elearning.signin.sealing import seal
from elearning.signin.settings import Provider
from tests.factories import Make
from tests.signin.issuer import SECRET, Issuer
from tests.signin.oidc.entering import AMINA, KNOWN, arrive, enter, is_in, list_domain, newcomer
from tests.visitor import Visitor


@pytest.mark.parametrize("path", ["", "/callback"])
@pytest.mark.parametrize("slug", ["nobody", "sater", "gagnef"])
def test_door_that_is_not_open_is_404(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    provide: Callable[..., Provider],
    slug: str,
    path: str,
) -> None:
    provide(sater, is_open=False)
    make.organisation("Gagnef", slug="gagnef")

    assert visitor.get(f"/signin/organisation/{slug}{path}").status_code == 404


def test_door_of_the_whole_site_is_404_without_a_provider(visitor: Visitor) -> None:
    assert [visitor.get(f"/signin/oidc{end}").status_code for end in ("", "/callback")] == [404] * 2


@pytest.mark.usefixtures("whole_site")
def test_provider_of_the_whole_site_lets_anyone_in_whom_we_know(
    visitor: Visitor, make: Make, issuer: Issuer
) -> None:
    make.user(email=AMINA)
    issuer.claims = KNOWN

    visitor.get(arrive(visitor, issuer, "/signin/oidc"))

    assert is_in(visitor)


@pytest.mark.usefixtures("whole_site")
def test_provider_of_the_whole_site_gives_accounts_where_a_domain_is_listed(
    visitor: Visitor, make: Make, sater: Organisation, issuer: Issuer
) -> None:
    list_domain(make, sater, "sater.se")
    issuer.claims = KNOWN | {"email": "ny@sater.se"}

    visitor.get(arrive(visitor, issuer, "/signin/oidc"))

    user = newcomer()
    assert user is not None
    assert (user.name, user.organisation_id) == ("ny", sater.id)


def test_provider_that_calls_itself_something_else_is_not_asked(
    visitor: Visitor, sater: Organisation, issuer: Issuer, provide: Callable[..., Provider]
) -> None:
    provide(sater)
    issuer.metadata = {"issuer": "https://evil.example"}

    assert visitor.get("/signin/organisation/sater").status_code == 503


@pytest.mark.parametrize(
    "about",
    [
        {"token_endpoint": "http://169.254.169.254/token"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"userinfo_endpoint": "gopher://127.0.0.1/"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://name:word@idp.example/"},
        {"id_token_signing_alg_values_supported": ["HS256", "none"]},
    ],
    ids=lambda about: "-".join(map(str, next(iter(about.items()))))[:40],
)
def test_provider_that_leads_astray_is_not_asked(
    visitor: Visitor,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
    about: dict[str, Any],
) -> None:
    provide(sater)
    issuer.metadata = about

    assert visitor.get("/signin/organisation/sater").status_code == 503


def test_provider_that_does_not_answer_is_left_alone_for_a_while(
    visitor: Visitor, sater: Organisation, issuer: Issuer, provide: Callable[..., Provider]
) -> None:
    provide(sater)
    issuer.metadata = {"issuer": None}

    statuses = [visitor.get("/signin/organisation/sater").status_code for _ in range(3)]

    assert (statuses, len(issuer.asked)) == ([503] * 3, 1)


def test_provider_is_asked_about_itself_once(
    visitor: Visitor, sater: Organisation, issuer: Issuer, provide: Callable[..., Provider]
) -> None:
    provide(sater)

    for _ in range(3):
        visitor.get("/signin/organisation/sater")

    assert issuer.asked == ["/.well-known/openid-configuration"]


def test_secret_that_was_sealed_with_another_key_lets_nobody_in(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater, secret=seal(SECRET, "an older SECRET_KEY"))

    answer = enter(visitor, issuer)

    assert (answer.status_code, is_in(visitor)) == (400, False)


def test_log_tells_why_and_nothing_about_anyone(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)

    with capture_logs() as told:
        enter(visitor, issuer, nonce="stolen")
        enter(visitor, issuer, email_verified=False)

    assert told == [
        {"event": "oidc_refused", "log_level": "warning", "provider": "sater", "reason": reason}
        for reason in ("id token: InvalidClaimError", "claim: verified-email")
    ]


@pytest.mark.parametrize("many", [1, 3, 100])
def test_door_is_on_the_sign_in_page(
    visitor: Visitor, make: Make, provide: Callable[..., Provider], many: int
) -> None:
    for number in range(many):
        provide(make.organisation(f"Kommun {number}", slug=f"kommun-{number}"))

    page = visitor.get("/signin").text

    shown = sum(f'href="/signin/organisation/kommun-{number}"' in page for number in range(many))
    assert (shown, 'href="/signin/organisations"' in page) == (
        (many, False) if many <= 5 else (0, True)
    )


def test_all_doors_are_on_a_page_of_their_own(
    visitor: Visitor, make: Make, provide: Callable[..., Provider]
) -> None:
    for name in ("Örebro", "Ale", "Åre"):
        provide(make.organisation(name, slug=name.lower()))

    page = visitor.get("/signin/organisations").text

    assert sorted(("Ale", "Åre", "Örebro"), key=page.index) == ["Ale", "Åre", "Örebro"]


def test_provider_is_not_told_in_a_traceback(
    app: Flask, sater: Organisation, provide: Callable[..., Provider]
) -> None:
    provider = provide(sater)

    assert provider.secret not in repr(provider)
    assert people_queries.organisation("sater") is not None
