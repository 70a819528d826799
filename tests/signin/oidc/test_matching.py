"""By which claim a person is found."""

from collections.abc import Callable

from elearning.people.models import Organisation
from elearning.people.rules import Person
from elearning.signin.identity import Match
from elearning.signin.settings import Provider
from tests.factories import Make
from tests.signin.issuer import Issuer
from tests.signin.oidc.entering import AMINA, KNOWN, arrive, enter, is_in
from tests.visitor import Visitor


def test_userinfo_tells_the_address_where_the_token_does_not(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    issuer.metadata = {"userinfo_endpoint": f"{issuer.address}/userinfo"}
    issuer.userinfo = KNOWN

    visitor.get(arrive(visitor, issuer))

    assert is_in(visitor)


def test_userinfo_about_somebody_else_lets_nobody_in(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater)
    issuer.metadata = {"userinfo_endpoint": f"{issuer.address}/userinfo"}
    issuer.userinfo = KNOWN | {"sub": "43"}

    answer = visitor.get(arrive(visitor, issuer))

    assert (answer.status_code, is_in(visitor)) == (400, False)


def test_chosen_claim_may_hold_the_address(
    visitor: Visitor,
    sater: Organisation,
    amina: Person,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater, match=Match.EMAIL, claim="preferred_username")

    answer = enter(visitor, issuer, email=None, preferred_username=AMINA)

    assert (answer.status_code, is_in(visitor)) == (303, True)


def test_chosen_claim_may_hold_the_employees_number(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater, match=Match.STAFF_ID, claim="employee")
    make.without_address(make.root(sater), "Kim", staff_id="0712")

    answer = enter(visitor, issuer, email=None, employee="0712")

    assert (answer.status_code, "Kim" in visitor.get("/me").text) == (303, True)


def test_employees_number_of_another_organisation_lets_nobody_in(
    visitor: Visitor,
    make: Make,
    sater: Organisation,
    issuer: Issuer,
    provide: Callable[..., Provider],
) -> None:
    provide(sater, match=Match.STAFF_ID, claim="employee")
    make.without_address(make.root(make.organisation()), staff_id="0712")

    answer = enter(visitor, issuer, employee="0712")

    assert (answer.status_code, is_in(visitor)) == (403, False)
