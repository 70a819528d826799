"""What is fixed once per request: the instant, the language, the course."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import cast
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, redirect, request
from flask_babel import Babel

from elearning.course.reading import ORIGINAL
from elearning.course.shelf import Shelf
from elearning.course.tree import Course
from elearning.web.calendar import SWEDEN
from elearning.web.site import config

LANGUAGES = {"sv": "Svenska", "en": "English"}
EASY = "sv-lattlast"  # easy Swedish: a variant of the course; everything else is in Swedish
_A_YEAR = 365 * 24 * 3600  # seconds that the choice of language is remembered


def now() -> datetime:
    """The instant of this request, in UTC."""
    if "now" not in g:
        g.now = config().clock()
    return cast(datetime, g.now)


def moment() -> datetime:
    """This very instant, for a deed that has waited for its turn: it may not be back-dated."""
    return config().clock()


def language() -> str:
    """The language of this request: chosen, or the browser's, or Swedish."""
    found: str | None = g.get("language")  # asked for hundreds of times on a page
    if found is None:
        chosen = _chosen().removesuffix("-lattlast")
        accepted = request.accept_languages.best_match(LANGUAGES) if request else None
        found = g.language = chosen if chosen in LANGUAGES else accepted or "sv"
    return found


def variant() -> str:
    """Which texts of the course the reader has chosen: those of the language, or easy Swedish."""
    return EASY if _chosen() == EASY else language()


def _chosen() -> str:
    return request.cookies.get("language", "") if request else ""


def course() -> Course:
    """The course in the variant of this request; the same tree for the whole request."""
    if "course" not in g:
        g.course = every_variant()[variant()]
    return cast(Course, g.course)


def original_course() -> Course:
    """The course in Swedish, whatever language this request is in."""
    return every_variant()[ORIGINAL]


def every_variant() -> Mapping[str, Course]:
    """The course in each of its variants, as this process has it now."""
    shelf: Shelf = current_app.extensions["course"]
    return shelf.current()


@contextmanager
def spoken(language_code: str) -> Iterator[None]:
    """A request of its own in a language, for what is written to somebody else.

    What is fixed once per request is kept in it, also the language. Its session with the database
    is another: it sees nothing of a transaction that is open outside.
    """
    headers = {"Accept-Language": language_code}
    with current_app.app_context(), current_app.test_request_context(headers=headers):
        yield


def here(**added: str) -> str:
    """The path and query of this request in no particular language, and what is added to it."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != "lang"]
    query = urlencode([*kept, *added.items()])
    return f"{request.path}?{query}" if query else request.path


def init_app(app: Flask) -> None:
    """Let every page be asked for in another variant by `?lang=`, which is then remembered."""
    app.before_request(_remember_language)
    Babel(app, locale_selector=language, default_timezone=SWEDEN.key)


def _remember_language() -> Response | None:
    chosen = request.args.get("lang")
    if chosen not in (*LANGUAGES, EASY) or request.method != "GET" or request.endpoint is None:
        return None  # only an address that we know is safe to send anyone back to
    answer = cast(Response, redirect(here()))
    answer.set_cookie(
        "language",
        chosen,
        max_age=_A_YEAR,
        secure=not config().on_loopback,
        httponly=True,
        samesite="Lax",
    )
    return answer
