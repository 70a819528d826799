"""Whom a provider's claims are about, and what they are worth."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.signin.identity import Identity, Match, NotIdentified, home_of, identity

VERIFIED = {"email": "Amina@Sater.se", "email_verified": True}
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
NAMES = ("email", "email_verified", "name", "given_name", "family_name", "employee")


def test_verified_address_is_an_identity() -> None:
    assert identity(VERIFIED, Match.VERIFIED_EMAIL, "") == Identity("amina@sater.se", "", "")


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": "amina@sater.se"},
        {"email": "amina@sater.se", "email_verified": False},
        {"email": "amina@sater.se", "email_verified": "true"},
        {"email": "amina@sater.se", "email_verified": 1},
        {"email": "", "email_verified": True},
        {"email": "amina", "email_verified": True},
        {"email": "@sater.se", "email_verified": True},
        {"email": "amina@localhost", "email_verified": True},
        {"email": ["amina@sater.se"], "email_verified": True},
        {"email": "amina@sater.se\n", "email_verified": True},
        {"email": "a" * 250 + "@sater.se", "email_verified": True},
    ],
)
def test_address_that_is_not_vouched_for_is_none(claims: dict[str, Any]) -> None:
    with pytest.raises(NotIdentified):
        identity(claims, Match.VERIFIED_EMAIL, "")


def test_chosen_claim_holds_the_address_and_email_does_not() -> None:
    claims = {"email": "other@evil.se", "upn": "Amina@sater.se"}

    assert identity(claims, Match.EMAIL, "upn").email == "amina@sater.se"


def test_address_that_grows_beyond_our_room_in_small_letters_is_none() -> None:
    grows = f"{'İ' * 64}@{'a' * 60}.{'b' * 60}.{'c' * 60}.se"

    assert (len(grows) <= 254, len(grows.lower()) > 254) == (True, True)
    with pytest.raises(NotIdentified):
        identity({"upn": grows}, Match.EMAIL, "upn")


@pytest.mark.parametrize("number", ["0712", 712, " 0712 "])
def test_chosen_claim_holds_the_number(number: object) -> None:
    found = identity({"employee": number}, Match.STAFF_ID, "employee")

    assert (found.staff_id, found.email) == (str(number).strip(), "")


@pytest.mark.parametrize("number", [None, "", True, ["0712"], {"a": 1}, 7.5, "7" * 81])
def test_number_that_is_none_identifies_nobody(number: object) -> None:
    with pytest.raises(NotIdentified):
        identity(VERIFIED | {"employee": number}, Match.STAFF_ID, "employee")


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "Amina Yusuf"}, "Amina Yusuf"),
        ({"given_name": "Amina", "family_name": "Yusuf"}, "Amina Yusuf"),
        ({"family_name": "Yusuf"}, "Yusuf"),
        ({"name": "x" * 300}, "x" * 200),
        ({"name": 12}, "12"),
        ({}, ""),
    ],
)
def test_name_is_what_the_provider_says(claims: dict[str, Any], name: str) -> None:
    assert identity(VERIFIED | claims, Match.VERIFIED_EMAIL, "").name == name


@given(st.dictionaries(st.sampled_from(NAMES), values), st.sampled_from(Match))
def test_whatever_a_provider_says_identifies_somebody_or_nobody(
    claims: dict[str, Any], match: Match
) -> None:
    try:
        found = identity(claims, match, "employee")
    except NotIdentified:
        return

    matched = found.staff_id if match is Match.STAFF_ID else found.email
    assert matched.strip() == matched != ""


@given(st.dictionaries(st.sampled_from(NAMES), values))
def test_no_address_is_an_identity_unless_it_is_verified(claims: dict[str, Any]) -> None:
    try:
        identity(claims, Match.VERIFIED_EMAIL, "")
    except NotIdentified:
        return

    assert claims["email_verified"] is True


@pytest.mark.parametrize(
    ("lists_domain", "provider_of", "home"),
    [(1, 1, 1), (1, None, 1), (1, 2, None), (None, 1, None), (None, None, None)],
)
def test_somebody_new_belongs_where_their_domain_is_listed(
    lists_domain: int | None, provider_of: int | None, home: int | None
) -> None:
    assert home_of(lists_domain, provider_of) == home
