"""Accounts at work, against a provider that can be told to lie: what is let in, and what is not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from structlog.testing import capture_logs
from werkzeug.test import TestResponse

from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people import queries as people_queries
from elearning.people.models import AuditEntry, Organisation, User
from elearning.people.rules import Person
from elearning.signin import opening
from elearning.signin.identity import Match
from elearning.signin.sealing import seal
from elearning.signin.settings import Provider
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.signin import issuer as issuers
from tests.signin.issuer import CLIENT, SECRET, Issuer
from tests.visitor import Visitor

AMINA = "amina@sater.se"
KNOWN = {"email": AMINA, "email_verified": True}


@pytest.fixture
def sater(make: Make) -> Organisation:
    return make.organisation("Säter", slug="sater")


@pytest.fixture
def amina(make: Make, sater: Organisation) -> Person:
    return make.user(make.root(sater), email=AMINA)


@pytest.fixture
def provide(app: Flask, make: Make, issuer: Issuer) -> Callable[..., Provider]:
    """Let an organisation's people sign in through the issuer."""

    def provide(organisation: Organisation, **changes: Any) -> Provider:
        provider = Provider(
            slug=organisation.slug,
            name=organisation.name,
            organisation_id=organisation.id,
            issuer=issuer.address,
            client_id=CLIENT,
            secret=seal(SECRET, app.extensions["config"].secret_key),
            match=Match.VERIFIED_EMAIL,
            claim="",
            makes_accounts=False,
            is_open=True,
        )
        actor = make.user(make.root(organisation), name="Anna Admin")
        with transaction():
            opening.keep_provider(replace(provider, **changes), None, actor, NOON)
        return provider

    return provide


@pytest.fixture
def whole_site(app: Flask, issuer: Issuer) -> Iterator[None]:
    """The issuer is everyone's, from the environment."""
    config = app.extensions["config"]
    app.extensions["config"] = replace(
        config,
        oidc_issuer=issuer.address,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    )
    yield
    app.extensions["config"] = config


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


LATER = int(NOON.timestamp())
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


def test_userinfo_tells_the_address_where_the_token_does_not(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    issuer.metadata = {"userinfo_endpoint": f"{issuer.address}/userinfo"}
    issuer.userinfo = KNOWN

    visitor.get(arrive(visitor, issuer))

    assert is_in(visitor)


def test_userinfo_about_somebody_else_lets_nobody_in(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    issuer.metadata = {"userinfo_endpoint": f"{issuer.address}/userinfo"}
    issuer.userinfo = KNOWN | {"sub": "43"}

    answer = visitor.get(arrive(visitor, issuer))

    assert (answer.status_code, is_in(visitor)) == (400, False)


def test_chosen_claim_may_hold_the_address(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater, match=Match.EMAIL, claim="preferred_username")

    answer = enter(visitor, issuer, email=None, preferred_username=AMINA)

    assert (answer.status_code, is_in(visitor)) == (303, True)


def test_chosen_claim_may_hold_the_employees_number(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater, match=Match.STAFF_ID, claim="employee")
    make.without_address(make.root(sater), "Kim", staff_id="0712")

    answer = enter(visitor, issuer, email=None, employee="0712")

    assert (answer.status_code, "Kim" in visitor.get("/me").text) == (303, True)


def test_employees_number_of_another_organisation_lets_nobody_in(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater, match=Match.STAFF_ID, claim="employee")
    make.without_address(make.root(make.organisation()), staff_id="0712")

    answer = enter(visitor, issuer, employee="0712")

    assert (answer.status_code, is_in(visitor)) == (403, False)


def list_domain(make: Make, organisation: Organisation, domain: str) -> None:
    actor = make.user(make.root(organisation))
    with transaction():
        opening.list_domain(organisation.id, domain, actor, NOON)


def newcomer() -> User | None:
    return db.session.scalar(select(User).where(User.email == "ny@sater.se"))


def test_somebody_new_is_given_an_account_in_the_root_unit(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater, makes_accounts=True)
    list_domain(make, sater, "sater.se")

    enter(visitor, issuer, email="Ny@sater.se", given_name="Leyla", family_name="Holm")

    user = newcomer()
    assert user is not None
    assert (user.name, user.unit_id, user.language) == ("Leyla Holm", make.root(sater).id, "sv")
    assert is_in(visitor)


def test_account_for_somebody_new_is_in_the_log(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater, makes_accounts=True)
    list_domain(make, sater, "sater.se")

    enter(visitor, issuer, email="ny@sater.se", name="Leyla Holm")

    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.deed, entry.subject, entry.after) == (
        "person-added",
        "Leyla Holm",
        "OpenID Connect",
    )


@pytest.mark.parametrize(
    ("makes_accounts", "listed_by", "claims"),
    [
        (False, "sater", {}),
        (True, "", {}),
        (True, "gagnef", {}),
        (True, "sater", {"email": "ny@evil.sater.se"}),
        (True, "sater", {"email_verified": False}),
    ],
    ids=["not wanted", "not listed", "listed by another", "below the domain", "not verified"],
)
def test_somebody_new_is_given_no_account(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
    makes_accounts: bool,
    listed_by: str,
    claims: dict[str, Any],
) -> None:
    provide(sater, makes_accounts=makes_accounts)
    other = make.organisation("Gagnef", slug="gagnef")
    if listed_by:
        list_domain(make, sater if listed_by == "sater" else other, "sater.se")
    before = len(db.session.scalars(select(User.id)).all())

    answer = enter(visitor, issuer, **({"email": "ny@sater.se"} | claims))

    assert (answer.status_code, is_in(visitor)) == (403, False)
    assert len(db.session.scalars(select(User.id)).all()) == before


def test_address_that_somebody_has_elsewhere_gives_no_account(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater, makes_accounts=True)
    list_domain(make, sater, "sater.se")
    make.user(email="ny@sater.se")

    answer = enter(visitor, issuer, email="ny@sater.se")

    assert (answer.status_code, is_in(visitor)) == (403, False)


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
