"""What organisations have decided about their doors: domains, and providers of identity."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Select, select

from elearning.database import db
from elearning.people import queries as people
from elearning.people.alphabet import as_listed
from elearning.people.models import Organisation, Unit
from elearning.people.rules import Scope
from elearning.signin.identity import Match
from elearning.signin.models import IdentityProvider, OrganisationDomain


@dataclass(frozen=True, slots=True)
class Provider:
    """Where an organisation's people, or everyone, sign in with an account at work."""

    slug: str  # of the organisation; "": the whole site's
    name: str  # of the organisation
    organisation_id: int | None  # None: the whole site's
    issuer: str
    client_id: str
    secret: str = field(repr=False)  # sealed, but for the whole site's; "": none
    match: Match
    claim: str
    makes_accounts: bool
    is_open: bool

    @property
    def is_ours(self) -> bool:
        """Whether those who run the site have set it, not an organisation."""
        return self.organisation_id is None


_PROVIDER = select(
    Organisation.slug,
    Organisation.name,
    Organisation.id,
    IdentityProvider.issuer,
    IdentityProvider.client_id,
    IdentityProvider.sealed_secret,
    IdentityProvider.matches,
    IdentityProvider.claim,
    IdentityProvider.makes_accounts,
    IdentityProvider.is_open,
).join(Organisation, Organisation.id == IdentityProvider.organisation_id)
_OPEN_PROVIDERS = _PROVIDER.where(IdentityProvider.is_open).order_by(Organisation.id)
_ANY_DOMAIN = select(OrganisationDomain.domain).limit(1)


def open_providers() -> list[Provider]:
    """Those that the sign-in page offers, by the name of their organisation."""
    found = db.session.connection().execute(_OPEN_PROVIDERS)
    return sorted(map(_provider, found), key=lambda each: as_listed(each.name))


def open_provider(slug: str) -> Provider | None:
    """The provider of an organisation, if it is open."""
    return _one(_PROVIDER.where(Organisation.slug == slug, IdentityProvider.is_open))


def provider(scope: Scope, organisation_id: int) -> Provider | None:
    """What an organisation within the scope has set, open or not."""
    return _one(
        _PROVIDER.where(Organisation.id == organisation_id, Organisation.id.in_(_whole(scope)))
    )


def _one(statement: Select[Any]) -> Provider | None:
    row = db.session.execute(statement).one_or_none()
    return _provider(row) if row else None


def _provider(row: Row[Any]) -> Provider:
    slug, name, organisation_id, issuer, client_id, secret, matches, *more = row
    match = Match(matches)
    return Provider(slug, name, organisation_id, issuer, client_id, secret, match, *more)


def organisations(scope: Scope) -> list[Organisation]:
    """The organisations that lie wholly within the scope, by name."""
    statement = select(Organisation).where(Organisation.id.in_(_whole(scope)))
    found = db.session.scalars(statement.order_by(Organisation.id))
    return sorted(found, key=lambda each: as_listed(each.name))


def organisation(scope: Scope, slug: str) -> Organisation | None:
    """The organisation with this slug, if it lies wholly within the scope."""
    return db.session.scalar(
        select(Organisation).where(Organisation.slug == slug, Organisation.id.in_(_whole(scope)))
    )


def _whole(scope: Scope) -> Select[tuple[int]]:
    """The ids of the organisations whose root unit is within the scope."""
    return select(Unit.organisation_id).where(
        Unit.parent_id.is_(None), Unit.id.in_(people.within(scope))
    )


def domains(organisation_id: int) -> list[str]:
    """The domains of an organisation's addresses, in order."""
    statement = select(OrganisationDomain.domain).where(
        OrganisationDomain.organisation_id == organisation_id
    )
    return list(db.session.scalars(statement.order_by(OrganisationDomain.domain)))


def domain_holder(domain: str) -> int | None:
    """The id of the organisation that has listed a domain."""
    return db.session.scalar(
        select(OrganisationDomain.organisation_id).where(OrganisationDomain.domain == domain)
    )


def has_domains() -> bool:
    """Whether any organisation lets people make their own accounts."""
    return db.session.connection().execute(_ANY_DOMAIN).first() is not None
