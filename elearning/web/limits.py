"""How often something may be asked for."""

import time
from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def network() -> str:
    """Where a request comes from. A municipality may sit behind a single address."""
    return request.remote_addr or "unknown"


def limited(rule: str, key: Callable[[], str]) -> Callable[[View], View]:
    """At most so often for each value of the key; then 429, which tells when to come back.

    An empty key stands for nobody and is not counted.
    """
    limit = parse(rule)

    def mark(view: View) -> View:
        @wraps(view)
        def counted(*arguments: Any, **values: Any) -> ResponseReturnValue:
            window: MovingWindowRateLimiter = current_app.extensions["limits"]
            counter = (view.__name__, key())
            if all(counter) and not window.hit(limit, *counter):
                free_at = window.get_window_stats(limit, *counter).reset_time
                raise TooManyRequests(retry_after=max(1, ceil(free_at - time.time())))
            return view(*arguments, **values)

        return counted  # type: ignore[return-value]

    return mark


def init_app(app: Flask) -> None:
    """Count in memory, per process; shared between processes where REDIS_URL is set."""
    storage = storage_from_string(app.extensions["config"].redis_url or "memory://")
    app.extensions["limits"] = MovingWindowRateLimiter(storage)
