"""Secrets that we must read again are useless without the key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.signin.sealing import seal, unseal


@given(st.text(max_size=500))
def test_secret_comes_back_with_the_key(secret: str) -> None:
    assert unseal(seal(secret, "key"), "key") == secret


def test_secret_does_not_come_back_with_another_key() -> None:
    assert unseal(seal("hemlig", "key"), "another") is None


def test_secret_is_sealed_anew_each_time() -> None:
    assert seal("hemlig", "key") != seal("hemlig", "key")


def test_longest_secret_fits_its_column() -> None:
    assert len(seal("å" * 500, "key")) <= 2000


@pytest.mark.parametrize("broken", ["", "x", "a.b.c.d.e", "hemlig"])
def test_what_was_never_sealed_is_none(broken: str) -> None:
    assert unseal(broken, "key") is None


def test_secret_that_was_changed_is_none() -> None:
    head, _, tail = seal("hemlig", "key").rpartition(".")

    assert unseal(f"{head}.{'A' * len(tail)}", "key") is None
