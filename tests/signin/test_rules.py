"""How long links and sessions live."""

from datetime import timedelta

import pytest

from elearning.signin import rules
from tests.conftest import NOON

TICK = timedelta(microseconds=1)
HOURS_12 = timedelta(hours=12)
DAYS_30 = timedelta(days=30)


@pytest.mark.parametrize(
    ("rested", "keep", "idle"),
    [
        (HOURS_12, False, False),
        (HOURS_12 + TICK, False, True),
        (HOURS_12 + TICK, True, False),
        (DAYS_30, True, False),
        (DAYS_30 + TICK, True, True),
    ],
)
def test_session_is_idle_after_half_a_day_or_thirty_days(
    rested: timedelta, keep: bool, idle: bool
) -> None:
    assert rules.is_idle(NOON - rested, NOON, keep=keep) == idle


@pytest.mark.parametrize(("more", "over"), [(timedelta(), False), (TICK, True)])
def test_session_is_over_after_ninety_days(more: timedelta, over: bool) -> None:
    assert rules.is_over(NOON - timedelta(days=90) - more, NOON) == over


@pytest.mark.parametrize(("minutes", "worth"), [(0, False), (10, False), (11, True)])
def test_visit_is_noted_every_ten_minutes(minutes: int, worth: bool) -> None:
    assert rules.is_worth_noting(NOON - timedelta(minutes=minutes), NOON) == worth


def test_token_hash_is_sha256_in_hex() -> None:
    assert rules.token_hash("abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


@pytest.mark.parametrize(
    ("email", "demo"),
    [
        ("amina@demo.example", True),
        ("amina@sater.se", False),
        ("amina@demo.example.se", False),
        ("amina@notdemo.example", False),
    ],
)
def test_demo_addresses_are_those_of_the_demo_domain(email: str, demo: bool) -> None:
    assert rules.is_demo_address(email) == demo
