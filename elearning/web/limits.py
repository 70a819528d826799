"""How often something may be asked for."""

import time
from collections.abc import Callable
from functools import wraps
from ipaddress import IPv6Address, IPv6Network
from math import ceil
from typing import Any, NoReturn, TypeVar, cast

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def network() -> str:
    """Where a request comes from. A municipality may sit behind a single address.

    Of IPv6 it is the first 64 bits: whoever has one address there has all that begin so.
    """
    address = request.remote_addr or "unknown"
    try:
        found = IPv6Address(address.partition("%")[0])
    except ValueError:
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Network((found, 64), strict=False))


def limited(rule: str, key: Callable[[], str], name: str = "") -> Callable[[View], View]:
    """At most so often for each value of the key; then 429, which tells when to come back.

    An empty key stands for nobody and is not counted. Views with the same name are counted
    together; without one, each for itself.
    """

    def mark(view: View) -> View:
        counter = name or f"{view.__module__}.{view.__name__}"

        @wraps(view)
        def counted(*arguments: Any, **values: Any) -> ResponseReturnValue:
            value = key()
            if value and not _window().hit(parse(rule), counter, value):
                _refuse(rule, counter, value)
            return view(*arguments, **values)

        return counted  # type: ignore[return-value]

    return mark


def refuse_when_full(rule: str, name: str, value: str) -> None:
    """429 where what is noted under a name has come too often. Notes nothing."""
    if not _window().test(parse(rule), name, value):
        _refuse(rule, name, value)


def note(rule: str, name: str, value: str) -> None:
    """Count what has just happened, for refuse_when_full."""
    _window().hit(parse(rule), name, value)


def _refuse(rule: str, *counter: str) -> NoReturn:
    free_at = _window().get_window_stats(parse(rule), *counter).reset_time
    raise TooManyRequests(retry_after=max(1, ceil(free_at - time.time())))


def _window() -> MovingWindowRateLimiter:
    return cast(MovingWindowRateLimiter, current_app.extensions["limits"])


def init_app(app: Flask) -> None:
    """Count in memory, per process; shared between processes where REDIS_URL is set."""
    storage = storage_from_string(app.extensions["config"].redis_url or "memory://")
    app.extensions["limits"] = MovingWindowRateLimiter(storage)
