"""Whom an identity provider has vouched for, and what that is worth here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from elearning.signin.rules import LONGEST_ADDRESS

LONGEST = 80  # characters of a staff number that we have room for


class Match(StrEnum):
    """What tells an organisation's people apart in what its provider says."""

    VERIFIED_EMAIL = "verified-email"  # `email`, where `email_verified` is true
    EMAIL = "email"  # another claim that holds the address, which the organisation vouches for
    STAFF_ID = "staff-id"  # a claim that holds the employer's own number


class NotIdentified(Exception):
    """The provider's answer does not tell who somebody is."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody as their provider knows them. What is unknown is empty."""

    email: str  # lower case; only if it is vouched for
    staff_id: str
    name: str

    @property
    def domain(self) -> str:
        """What comes after the @."""
        return self.email.rpartition("@")[2]


def identity(claims: Mapping[str, Any], match: Match, claim: str) -> Identity:
    """Whom the claims are about. Raises NotIdentified where what is to be matched is missing.

    `email` counts only where the provider says that it is verified: anyone can write any address
    in a profile. Another claim counts because an administrator has chosen it.
    """
    verified = claims.get("email_verified") is True
    email = _text(claims, claim) if match is Match.EMAIL else _text(claims, "email") * verified
    staff_id = _text(claims, claim) if match is Match.STAFF_ID else ""
    known = Identity(_address(email), staff_id * (len(staff_id) <= LONGEST), _name(claims))
    if not (known.staff_id if match is Match.STAFF_ID else known.email):
        raise NotIdentified(match.value)
    return known


def home_of(lists_domain: int | None, provider_of: int | None) -> int | None:
    """The organisation where somebody new may be given an account, if anywhere.

    It is the one that lists their domain, and only its own provider, or that of the whole site
    (None), may vouch for them: another's could make up people in it.
    """
    return lists_domain if provider_of in {None, lists_domain} else None


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) and value.isprintable() else ""


def _address(email: str) -> str:
    email = email.lower()  # which may make it longer
    local, _, domain = email.rpartition("@")
    return email if local and "." in domain and len(email) <= LONGEST_ADDRESS else ""


def _name(claims: Mapping[str, Any]) -> str:
    parts = (_text(claims, "given_name"), _text(claims, "family_name"))
    return (_text(claims, "name") or " ".join(filter(None, parts)))[:200]
