"""Providers as this application calls them: their secrets unsealed, their answers remembered."""

from typing import cast

from flask import current_app

from elearning.signin.identity import Match
from elearning.signin.oidc import Client, MetadataCache
from elearning.signin.sealing import unseal
from elearning.signin.settings import Provider
from elearning.signin.wire import session
from elearning.web.site import config


def site_provider() -> Provider | None:
    """The provider of the whole site, from the environment."""
    if not config().oidc_issuer:
        return None
    return Provider(
        slug="",
        name=config().site_name,
        organisation_id=None,
        issuer=config().oidc_issuer,
        client_id=config().oidc_client_id,
        secret=config().oidc_client_secret,
        match=Match.VERIFIED_EMAIL,
        claim="",
        makes_accounts=True,
        is_open=True,
    )


def client_of(provider: Provider) -> Client:
    """We, as the provider knows us. A secret that can no longer be read is as none."""
    secret, on_loopback = provider.secret, config().on_loopback
    if secret and not provider.is_ours:
        secret = unseal(secret, config().secret_key) or ""
    client = session(
        everywhere=provider.is_ours or on_loopback,
        on_loopback=on_loopback,
        client_id=provider.client_id,
        client_secret=secret or None,
        code_challenge_method="S256",
    )
    return Client(provider.issuer, client, on_loopback, secret)


def known() -> MetadataCache:
    """What providers have said of themselves, remembered per process."""
    return cast(MetadataCache, current_app.extensions.setdefault("oidc", MetadataCache()))
