"""What the browser is told not to do, and what we do not take from it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from flask import Flask, Request, Response, abort, current_app, request, session
from flask_login import current_user

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",  # icons inside the stylesheet are data:
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_A_YEAR = 365 * 24 * 3600  # seconds
_LONGEST_FORM = 64 * 1024  # bytes; a lesson with its notes

View = TypeVar("View", bound=Callable[..., Any])


class MemoryRequest(Request):
    """A request whose files are never laid on disk, not even for a moment."""

    def _get_file_stream(self, *_: Any, **__: Any) -> BytesIO:
        return BytesIO()


def takes_file(most_bytes: int) -> Callable[[View], View]:
    """A view that takes a file of at most so many bytes, from those who may see it.

    Every other address refuses files; so does this one from everybody else.
    """

    def mark(view: View) -> View:
        view.takes_file = most_bytes  # type: ignore[attr-defined]
        return view

    return mark


def init_app(app: Flask) -> None:
    """Add the headers to every answer, and cookies that only we and only HTTPS may read."""
    config = app.extensions["config"]
    headers = [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),  # Flask-WTF checks it over HTTPS
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
    if not config.on_loopback:
        headers.append(("Strict-Transport-Security", f"max-age={_A_YEAR}"))

    def protect(answer: Response) -> Response:
        answer.headers.extend(headers)
        answer.headers.setdefault("Content-Security-Policy", _POLICY)
        if "Cache-Control" not in answer.headers:  # a shared browser keeps nothing personal
            kept = "no-store" if "_user_id" in session else "private, no-cache"
            answer.headers["Cache-Control"] = kept
        return answer

    app.request_class = MemoryRequest
    app.before_request(_refuse_odd)
    app.after_request(protect)
    app.config.update(
        SESSION_COOKIE_NAME="session" if config.on_loopback else "__Host-session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not config.on_loopback,
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=_LONGEST_FORM,
        WTF_I18N_ENABLED=False,  # our forms bring their own words; WTForms' are read from disk
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: nobody loses a text for reading slowly
    )


def _refuse_odd() -> None:
    """What no browser sends from our pages: it would pass by the limits that read the form.

    No keyboard makes a NUL, and PostgreSQL refuses a text that holds one; a control character
    in an address could forge a line of a log.
    """
    if not request.path.isprintable() or b"%00" in request.query_string:
        abort(400)
    if request.method == "POST":  # reading the form of a GET, which has none, takes time too
        if most_bytes := _most_bytes():
            request.max_content_length = most_bytes + _LONGEST_FORM
        if request.is_json or (request.files and not most_bytes):
            abort(415 if request.is_json else 400)
        if any("\0" in text for text in request.form.values()):
            abort(400)


def _most_bytes() -> int:
    """How large a file this visitor may send to this address; 0: none."""
    view = current_app.view_functions.get(request.endpoint or "")
    most: int = getattr(view, "takes_file", 0)
    if not most or not current_user.is_authenticated:
        return 0
    return most if view.access(current_user) else 0  # type: ignore[union-attr]
