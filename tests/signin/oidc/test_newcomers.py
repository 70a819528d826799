"""Accounts for somebody new: where they are given, and where not."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from elearning.database import db
from elearning.people.models import AuditEntry, Organisation, User
from elearning.signin.identity import Match
from elearning.signin.settings import Provider
from tests.factories import Make
from tests.signin.issuer import Issuer
from tests.signin.oidc.entering import enter, is_in, list_domain, newcomer
from tests.visitor import Visitor


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


@pytest.mark.parametrize("number", ["198112189876", "19811218-9876", 8112189876])
def test_personal_identity_number_is_never_kept_as_a_staff_number(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
    number: object,
) -> None:
    provide(sater, makes_accounts=True, match=Match.STAFF_ID, claim="personalNumber")
    list_domain(make, sater, "sater.se")

    answer = enter(visitor, issuer, email="ny@sater.se", personalNumber=number)

    assert (answer.status_code, newcomer()) == (403, None)


def test_personal_identity_number_in_a_name_is_hidden(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater, makes_accounts=True)
    list_domain(make, sater, "sater.se")

    enter(visitor, issuer, email="ny@sater.se", name="Leyla 19811218-9876")

    user = newcomer()
    assert user is not None
    assert user.name == "Leyla ••••••••••"
