"""What is fixed once per request: the instant, the language, the course."""

from datetime import datetime
from typing import cast
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, redirect, request
from flask_babel import Babel

from elearning.course.shelf import Shelf
from elearning.course.tree import Course
from elearning.web.calendar import SWEDEN

LANGUAGES = {"sv": "Svenska", "en": "English"}
EASY = "sv-lattlast"  # easy Swedish: a variant of the course; everything else is in Swedish
_A_YEAR = 365 * 24 * 3600  # seconds that the choice of language is remembered


def now() -> datetime:
    """The instant of this request, in UTC."""
    if "now" not in g:
        g.now = current_app.extensions["config"].clock()
    return cast(datetime, g.now)


def moment() -> datetime:
    """This very instant, for a deed that has waited for its turn: it may not be back-dated."""
    return cast(datetime, current_app.extensions["config"].clock())


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
        shelf = cast(Shelf, current_app.extensions["course"])
        g.course = shelf.current()[variant()]
    return cast(Course, g.course)


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
    answer.set_cookie("language", chosen, max_age=_A_YEAR, samesite="Lax", httponly=True)
    return answer
