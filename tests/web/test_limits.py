"""How often something may be asked for: counted view by view, or together under a name."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.exceptions import TooManyRequests

from elearning.web import limits
from elearning.web.limits import limited


@pytest.fixture(autouse=True)
def inside(app: Flask) -> None:
    """Limits are those of the application."""


def view(rule: str, name: str = "", key: str = "one") -> Callable[[], str]:
    def ask() -> str:
        return "ok"

    return limited(rule, lambda: key, name)(ask)


def is_refused(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except TooManyRequests:
        return True
    return False


def test_views_with_a_name_are_counted_together() -> None:
    first, second = view("2 per hour", "letters"), view("2 per hour", "letters")

    assert [is_refused(each) for each in (first, second, first, second)] == [False] * 2 + [True] * 2


def test_keys_are_counted_each_for_itself() -> None:
    first, second = view("1 per hour", "letters"), view("1 per hour", "letters", key="two")

    assert [is_refused(each) for each in (first, second, first, second)] == [False] * 2 + [True] * 2


def test_nobody_is_not_counted() -> None:
    ask = view("1 per hour", "letters", key="")

    assert [is_refused(ask) for _ in range(3)] == [False] * 3


def test_looking_counts_nothing_and_noting_does() -> None:
    def look() -> None:
        limits.refuse_when_full("2 per hour", "wrong", "one")

    seen = [is_refused(look) for _ in range(3)]
    for _ in range(2):
        limits.note("2 per hour", "wrong", "one")
        seen.append(is_refused(look))

    assert seen == [False, False, False, False, True]


def test_refusal_tells_when_to_come_back() -> None:
    limits.note("1 per hour", "wrong", "one")

    with pytest.raises(TooManyRequests) as refused:
        limits.refuse_when_full("1 per hour", "wrong", "one")

    assert refused.value.retry_after in range(3598, 3602)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unix:", "unix:"),
    ],
)
def test_network_is_all_that_one_customer_has(app: Flask, address: str, counted: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert limits.network() == counted
