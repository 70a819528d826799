"""An organisation's provider opens no account that reaches further than the organisation."""

from collections.abc import Callable

import pytest

from elearning.people.models import Organisation
from elearning.people.rules import Person, Role
from elearning.signin.settings import Provider
from tests.factories import Make
from tests.signin.issuer import Issuer
from tests.signin.oidc.entering import enter, is_in
from tests.visitor import Visitor


@pytest.mark.parametrize(
    ("role", "enters"),
    [
        (Role.ORGANISER, False),
        (Role.AUTHOR, False),
        (Role.ADMINISTRATOR, True),
        (Role.COORDINATOR, True),
    ],
)
def test_role_over_the_whole_site_is_not_the_providers_to_open(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
    role: Role,
    enters: bool,
) -> None:
    provide(sater)
    make.duty(amina, role)

    answer = enter(visitor, issuer)

    assert (answer.status_code == 403, is_in(visitor)) == (not enters, enters)


def test_role_in_another_organisation_is_not_the_providers_to_open(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    make.duty(amina, Role.MANAGER, make.root(make.organisation("Mora")))

    enter(visitor, issuer)

    assert not is_in(visitor)
