"""Opening and closing an organisation's doors: its domains, and its provider of identity."""

from datetime import datetime

from sqlalchemy import delete

from elearning.database import db, put
from elearning.people import actions as people
from elearning.people.rules import Deed, Person
from elearning.signin.identity import Match
from elearning.signin.models import AddressProof, IdentityProvider, OrganisationDomain
from elearning.signin.settings import Provider


def list_domain(organisation_id: int, domain: str, actor: Person, now: datetime) -> None:
    """Let those with an address in a domain make an account."""
    db.session.add(OrganisationDomain(domain=domain, organisation_id=organisation_id))
    db.session.flush()
    _log(organisation_id, actor, "domain", now, after=domain)


def unlist_domain(organisation_id: int, domain: str, actor: Person, now: datetime) -> None:
    """Close a domain, also to letters that are on their way. Accounts that were made stay."""
    statement = delete(OrganisationDomain).where(
        OrganisationDomain.organisation_id == organisation_id, OrganisationDomain.domain == domain
    )
    if db.session.execute(statement.returning(OrganisationDomain.domain)).all():
        db.session.execute(
            delete(AddressProof).where(
                AddressProof.organisation_id == organisation_id,
                AddressProof.email.endswith(f"@{domain}"),  # which holds no wild cards
            )
        )
        _log(organisation_id, actor, "domain", now, before=domain)


def keep_provider(new: Provider, old: Provider | None, actor: Person, now: datetime) -> None:
    """Save where an organisation's people sign in. Its secret is never in the log."""
    assert new.organisation_id is not None
    put(
        IdentityProvider,
        organisation_id=new.organisation_id,
        issuer=new.issuer,
        client_id=new.client_id,
        sealed_secret=new.secret,
        matches=new.match,
        claim=new.claim,
        makes_accounts=new.makes_accounts,
        is_open=new.is_open,
    )
    before = _described(old) if old else ""
    _log(new.organisation_id, actor, "OpenID Connect", now, before=before, after=_described(new))


def forget_provider(old: Provider, actor: Person, now: datetime) -> None:
    """Close the door and forget its secret."""
    assert old.organisation_id is not None
    db.session.execute(
        delete(IdentityProvider).where(IdentityProvider.organisation_id == old.organisation_id)
    )
    _log(old.organisation_id, actor, "OpenID Connect", now, before=_described(old))


def _described(provider: Provider) -> str:
    matched = "email" if provider.match is Match.VERIFIED_EMAIL else provider.claim
    how = ("new accounts", provider.makes_accounts), ("open", provider.is_open)
    chosen = [word for word, is_so in how if is_so]
    return ", ".join(
        (provider.issuer, provider.client_id, f"{provider.match.value}: {matched}", *chosen)
    )


def _log(
    organisation_id: int,
    actor: Person,
    setting: str,
    now: datetime,
    *,
    before: str = "",
    after: str = "",
) -> None:
    people.log(
        organisation_id, actor, Deed.SETTING_CHANGED, setting, now, before=before, after=after
    )
