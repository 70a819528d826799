"""Pages for what went wrong; they tell the visitor what to do, and nothing about us."""

import structlog
from flask import Flask, json, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

log = structlog.get_logger()

PAGES = frozenset({400, 401, 403, 404, 405, 413, 422, 429, 500})


def problem(error: HTTPException) -> ResponseReturnValue:
    """The error page, or `application/problem+json` where JSON was asked for."""
    if error.response is not None:  # the error is an answer of its own, for example a redirect
        return error.response
    code = error.code or 500
    page = code if code in PAGES else 400 if code < 500 else 500
    headers = [header for header in error.get_headers() if header[0] in {"Retry-After", "Allow"}]
    if request.path.endswith(".json"):
        body = json.dumps({"type": "about:blank", "title": error.name, "status": code})
        return body, code, [("Content-Type", "application/problem+json"), *headers]
    return render_template(f"errors/{page}.html"), code, headers


def failure(error: InternalServerError) -> ResponseReturnValue:
    """Something of ours broke: told in the log by endpoint and type, without personal data."""
    cause = error.original_exception or error
    log.error("failure", endpoint=request.endpoint, kind=type(cause).__name__, exc_info=cause)
    return problem(error)


def init_app(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.log_exception = lambda *_: None  # type: ignore[method-assign]  # it would log addresses
    app.register_error_handler(HTTPException, problem)
    app.register_error_handler(InternalServerError, failure)
