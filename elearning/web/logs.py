"""Logs for machines to read: JSON lines on standard error, without personal data."""

import logging
import sys

import structlog
from flask import Flask

_TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)  # they hold people and keys
)


def init_app(app: Flask) -> None:
    """Log events as JSON; in development as text."""
    config = app.extensions["config"]
    last = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if config.development
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _TRACEBACKS if not config.development else _as_is,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _as_is(
    logger: object, name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    return event
