"""What administrators decide about the doors: domains, and a provider of identity."""

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearning.database import db
from elearning.people.models import AuditEntry, Organisation
from elearning.people.rules import Person, Role
from elearning.signin.models import IdentityProvider, OrganisationDomain
from elearning.signin.sealing import unseal
from tests.factories import Make
from tests.signin.issuer import CLIENT, SECRET, Issuer
from tests.visitor import Visitor

DOORS = "/admin/signin/sater"


@pytest.fixture
def sater(make: Make) -> Organisation:
    return make.organisation("Säter", slug="sater")


@pytest.fixture
def boss(make: Make, sater: Organisation) -> Person:
    return make.duty(make.user(make.root(sater), name="Anna Admin"), Role.ADMINISTRATOR)


@pytest.fixture
def admin(visitor: Visitor, boss: Person) -> Visitor:
    visitor.signin(boss)
    visitor.get(DOORS)
    return visitor


def domains() -> list[str]:
    return list(db.session.scalars(select(OrganisationDomain.domain)))


def stored() -> IdentityProvider | None:
    db.session.expire_all()
    return db.session.scalar(select(IdentityProvider))


def save(visitor: Visitor, at: Issuer, **fields: str) -> TestResponse:
    usual = {
        "issuer": at.address,
        "client_id": CLIENT,
        "secret": SECRET,
        "match": "verified-email",
        "claim": "",
        "is_open": "1",
    }
    return visitor.post(f"{DOORS}/provider", **{**usual, **fields})


def log() -> list[tuple[str, str, str, str]]:
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(each.actor_name, each.subject, each.before, each.after) for each in entries]


def test_single_organisation_is_shown_at_once(admin: Visitor) -> None:
    assert admin.get("/admin/signin").location == DOORS


def test_several_organisations_are_listed(admin: Visitor, make: Make, boss: Person) -> None:
    make.duty(boss, Role.ADMINISTRATOR, make.root(make.organisation("Gagnef", slug="gagnef")))

    page = admin.get("/admin/signin").text

    assert [f'href="/admin/signin/{slug}"' in page for slug in ("sater", "gagnef")] == [True] * 2


def test_part_of_an_organisation_decides_nothing(
    visitor: Visitor, make: Make, sater: Organisation
) -> None:
    unit = make.unit(sater)
    visitor.signin(make.duty(make.user(unit), Role.ADMINISTRATOR, unit))

    assert (visitor.get("/admin/signin").status_code, visitor.get(DOORS).status_code) == (200, 404)


def test_domain_is_listed_and_removed(admin: Visitor) -> None:
    added = admin.post(f"{DOORS}/domains", domain=" @Sater.SE ")
    after = domains()
    admin.get(DOORS)
    removed = admin.post(f"{DOORS}/domains/remove", domain="sater.se")

    assert (added.status_code, after, removed.status_code, domains()) == (
        303,
        ["sater.se"],
        303,
        [],
    )
    assert log() == [
        ("Anna Admin", "domain", "", "sater.se"),
        ("Anna Admin", "domain", "sater.se", ""),
    ]


@pytest.mark.parametrize(
    "typed",
    ["", "sater", "http://sater.se", "sater.se/x", "-a.se", "1.2.3.4", "gmail.com", "a b.se"],
)
def test_domain_that_is_none_is_422_and_kept(admin: Visitor, typed: str) -> None:
    answer = admin.post(f"{DOORS}/domains", domain=typed)

    assert (answer.status_code, 'href="#domain"' in answer.text, domains()) == (422, True, [])
    assert f'value="{typed}"' in answer.text


def test_domain_is_listed_by_one_organisation(app: Flask, admin: Visitor, make: Make) -> None:
    admin.post(f"{DOORS}/domains", domain="sater.se")
    gagnef = make.organisation("Gagnef", slug="gagnef")
    other = Visitor(app)
    other.signin(make.duty(make.user(make.root(gagnef)), Role.ADMINISTRATOR))
    other.get("/admin/signin/gagnef")

    taken = other.post("/admin/signin/gagnef/domains", domain="sater.se")
    other.post("/admin/signin/gagnef/domains/remove", domain="sater.se")

    assert (taken.status_code, domains()) == (422, ["sater.se"])


def test_provider_is_saved_when_it_answers(app: Flask, admin: Visitor, issuer: Issuer) -> None:
    answer = save(admin, issuer, makes_accounts="1")

    found = stored()
    assert found is not None
    assert (answer.status_code, found.issuer, found.client_id) == (303, issuer.address, CLIENT)
    assert (found.matches, found.makes_accounts, found.is_open) == ("verified-email", True, True)
    key = app.extensions["config"].secret_key
    assert (unseal(found.sealed_secret, key), SECRET in found.sealed_secret) == (SECRET, False)


def test_secret_is_neither_shown_nor_logged(admin: Visitor, issuer: Issuer) -> None:
    save(admin, issuer)
    page = admin.get(DOORS).text

    found = stored()
    assert found is not None
    hidden = (SECRET, found.sealed_secret)
    assert [each in page for each in hidden] == [False] * 2
    assert [each in str(log()) for each in hidden] == [False] * 2


def test_log_tells_what_was_decided(admin: Visitor, issuer: Issuer) -> None:
    save(admin, issuer)
    admin.get(DOORS)
    save(admin, issuer, match="staff-id", claim="employee", is_open="")

    first = f"{issuer.address}, {CLIENT}, verified-email: email, open"
    second = f"{issuer.address}, {CLIENT}, staff-id: employee"
    assert log() == [
        ("Anna Admin", "OpenID Connect", "", first),
        ("Anna Admin", "OpenID Connect", first, second),
    ]


def test_secret_that_is_not_typed_stays(admin: Visitor, issuer: Issuer) -> None:
    save(admin, issuer)
    before = stored()
    assert before is not None
    sealed = before.sealed_secret

    save(admin, issuer, secret="", is_open="")

    after = stored()
    assert after is not None
    assert (after.sealed_secret, after.is_open) == (sealed, False)


def test_secret_does_not_follow_to_another_client(admin: Visitor, issuer: Issuer) -> None:
    save(admin, issuer)

    save(admin, issuer, secret="", client_id="another")

    found = stored()
    assert found is not None
    assert (found.client_id, found.sealed_secret) == ("another", "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issuer", ""),
        ("issuer", "http://idp.example"),
        ("issuer", "idp.example"),
        ("issuer", "https://name:word@idp.example"),
        ("issuer", "https://" + "x" * 300),
        ("client_id", ""),
        ("claim", ""),
    ],
)
def test_value_that_is_none_is_422_and_kept(
    admin: Visitor, issuer: Issuer, field: str, value: str
) -> None:
    answer = save(admin, issuer, **{"match": "email", "claim": "upn", field: value})

    assert (answer.status_code, f'href="#{field}"' in answer.text, stored()) == (422, True, None)
    assert f'value="{value}"' in answer.text
    assert SECRET not in answer.text


def test_way_to_recognise_that_is_none_is_422(admin: Visitor, issuer: Issuer) -> None:
    answer = save(admin, issuer, match="shoe-size", claim="x")

    assert (answer.status_code, 'href="#match"' in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({"issuer": "https://elsewhere.example"}, "kallar sig något annat"),
        ({"token_endpoint": None}, "svarar inte som OpenID Connect ska"),
    ],
    ids=["issuer", "endpoint"],
)
def test_provider_that_answers_wrong_is_422(
    admin: Visitor, issuer: Issuer, about: dict[str, object], told: str
) -> None:
    issuer.metadata = about

    answer = save(admin, issuer)

    assert (answer.status_code, told in answer.text, stored()) == (422, True, None)


def test_provider_can_be_closed(admin: Visitor, issuer: Issuer) -> None:
    save(admin, issuer)
    admin.get(DOORS)

    answer = admin.post(f"{DOORS}/provider/remove")

    assert (answer.status_code, stored()) == (303, None)
    assert log()[-1][1:] == (
        "OpenID Connect",
        f"{issuer.address}, {CLIENT}, verified-email: email, open",
        "",
    )


def test_provider_that_is_none_cannot_be_closed(admin: Visitor) -> None:
    assert admin.post(f"{DOORS}/provider/remove").status_code == 404


def test_page_tells_where_the_provider_sends_people_back(admin: Visitor) -> None:
    assert "http://127.0.0.1:8000/signin/organisation/sater/callback" in admin.get(DOORS).text


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.AUTHOR, None])
def test_doors_are_kept_by_administrators(
    visitor: Visitor, make: Make, sater: Organisation, role: Role | None
) -> None:
    person = make.user(make.root(sater))
    visitor.signin(make.duty(person, role) if role else person)
    visitor.get("/me")

    statuses = [
        visitor.get("/admin/signin").status_code,
        visitor.get(DOORS).status_code,
        visitor.post(f"{DOORS}/domains", domain="sater.se").status_code,
        visitor.post(f"{DOORS}/provider").status_code,
    ]

    assert statuses == [403] * 4


def test_another_organisation_is_404(admin: Visitor, make: Make) -> None:
    make.organisation("Gagnef", slug="gagnef")
    other = "/admin/signin/gagnef"

    statuses = [
        admin.get(other).status_code,
        admin.post(f"{other}/domains", domain="sater.se").status_code,
        admin.post(f"{other}/domains/remove", domain="sater.se").status_code,
        admin.post(f"{other}/provider").status_code,
        admin.post(f"{other}/provider/remove").status_code,
        admin.get("/admin/signin/nobody").status_code,
    ]

    assert (statuses, domains()) == ([404] * 6, [])
