"""What the tests of the doors stand on: an identity provider that can be told to lie."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.conftest import Clock
from tests.signin import issuer as issuers
from tests.signin.issuer import Issuer


@pytest.fixture(scope="module")
def the_issuer(the_clock: Clock) -> Iterator[Issuer]:
    with issuers.running(the_clock) as issuer:
        yield issuer


@pytest.fixture
def issuer(app: Flask, the_issuer: Issuer) -> Iterator[Issuer]:
    """The provider, honest again; forgotten by the application."""
    fresh = Issuer(the_issuer.address, the_issuer.clock)
    vars(the_issuer).update(vars(fresh))
    app.extensions.pop("oidc", None)
    yield the_issuer
    app.extensions.pop("oidc", None)
