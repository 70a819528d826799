"""How often something may be asked for."""

import time
from math import ceil

from flask import Flask, Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address)


def init_app(app: Flask) -> None:
    """Count in memory, per process; shared between processes where REDIS_URL is set."""
    app.config["RATELIMIT_STORAGE_URI"] = app.extensions["config"].redis_url or "memory://"
    app.config["RATELIMIT_STRATEGY"] = "moving-window"
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    limiter.init_app(app)
    app.after_request(_say_when)


def _say_when(answer: Response) -> Response:
    """After too many tries: in how many seconds the next one is taken."""
    limit = limiter.current_limit
    if answer.status_code == 429 and limit is not None:
        answer.headers["Retry-After"] = str(max(1, ceil(limit.reset_at - time.time())))
    return answer
