"""How often something may be asked for."""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address)


def init_app(app: Flask) -> None:
    """Count in memory, per process; shared between processes where REDIS_URL is set."""
    app.config["RATELIMIT_STORAGE_URI"] = app.extensions["config"].redis_url or "memory://"
    app.config["RATELIMIT_STRATEGY"] = "moving-window"
    app.config["RATELIMIT_HEADERS_ENABLED"] = False
    limiter.init_app(app)
