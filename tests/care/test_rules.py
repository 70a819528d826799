"""What may be kept, rested on and claimed."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from elearning.care.rules import (
    HIGHEST_DAYS,
    LOWEST_DAYS,
    SUGGESTED_DAYS,
    Basis,
    Compliance,
    Kind,
    Period,
    claims,
    grounds,
    in_force,
)
from elearning.people.rules import OrganisationKind
from tests.conftest import NOON

TODAY = NOON.date()


def period(kind: Kind = Kind.LOG, decision: str = "KS 1", decided_on: date = TODAY) -> Period:
    return Period(kind, 90, decision, decided_on)


@given(days=some.integers(LOWEST_DAYS, HIGHEST_DAYS), age=some.integers(0, HIGHEST_DAYS))
def test_what_is_younger_than_its_time_is_never_due(days: int, age: int) -> None:
    begun: datetime = NOON - timedelta(days=age)

    due = begun < Period(Kind.LOG, days, "KS 1", TODAY).limit(NOON)

    assert due == (age > days)


def test_every_kind_has_a_suggestion_within_the_limits() -> None:
    assert set(SUGGESTED_DAYS) == set(Kind)
    assert all(LOWEST_DAYS <= days <= HIGHEST_DAYS for days in SUGGESTED_DAYS.values())


def test_without_a_decision_nothing_is_in_force() -> None:
    assert in_force([period(decision="")], TODAY) == {}


def test_a_decision_of_tomorrow_is_not_in_force_today() -> None:
    tomorrow = period(decided_on=TODAY + timedelta(1))

    assert (in_force([tomorrow], TODAY), in_force([tomorrow], TODAY + timedelta(1))) == (
        {},
        {Kind.LOG: tomorrow},
    )


def test_periods_come_in_the_order_in_which_kinds_are_destroyed() -> None:
    backwards = [period(kind) for kind in reversed(Kind)]

    assert list(in_force(backwards, TODAY)) == list(Kind)


@pytest.mark.parametrize("kind", OrganisationKind)
def test_an_authority_never_rests_on_its_own_interest(kind: OrganisationKind) -> None:
    is_authority = kind in {OrganisationKind.MUNICIPALITY, OrganisationKind.REGION}

    assert (Basis.LEGITIMATE_INTEREST in grounds(kind)) == (not is_authority)


def test_consent_is_no_ground() -> None:
    assert not any("consent" in basis for basis in Basis)


def test_full_compliance_is_not_claimed_beside_a_list_of_shortcomings() -> None:
    assert claims(["Tables scroll sideways."]) == (Compliance.PARTLY, Compliance.NOT)
    assert claims([]) == tuple(Compliance)
