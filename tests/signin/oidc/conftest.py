"""What these tests stand on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from elearning.database import transaction
from elearning.people.models import Organisation
from elearning.people.rules import Person
from elearning.signin import opening
from elearning.signin.identity import Match
from elearning.signin.sealing import seal
from elearning.signin.settings import Provider
from tests.conftest import NOON
from tests.factories import Make
from tests.signin.issuer import CLIENT, SECRET, Issuer
from tests.signin.oidc.entering import (
    AMINA,
)


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
