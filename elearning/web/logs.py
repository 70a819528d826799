"""Logs for machines to read: JSON lines on standard error, without personal data."""

import logging
import sys
from typing import Any

import structlog
from flask import Flask
from structlog.processors import ExceptionRenderer
from structlog.tracebacks import ExceptionDictTransformer

_WORDS = frozenset({"exc_value", "exc_notes"})


class _Places(ExceptionDictTransformer):
    """What kinds of errors and where; not their words, for a database quotes what it refuses."""

    def __call__(self, exc_info: structlog.typing.ExcInfo) -> list[dict[str, Any]]:
        return [_wordless(each) for each in super().__call__(exc_info)]


def _wordless(value: Any) -> Any:
    if isinstance(value, list):
        return [_wordless(each) for each in value]
    if isinstance(value, dict):
        return {name: _wordless(each) for name, each in value.items() if name not in _WORDS}
    return value


_TRACEBACKS = ExceptionRenderer(_Places(show_locals=False))  # locals hold people and keys


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
