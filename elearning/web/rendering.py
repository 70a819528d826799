"""Filters and globals of every template: how Swedes write numbers, dates and shares."""

import json
from collections.abc import MutableMapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request, url_for
from flask.globals import request_ctx
from flask.templating import Environment
from flask_babel import format_date, format_datetime, gettext, ngettext
from flask_login import current_user
from jinja2 import StrictUndefined
from markupsafe import Markup

from elearning.web.kept import kept, kept_rows, phrase
from elearning.web.request import EASY, LANGUAGES, here, language, variant
from elearning.web.site import config

BUILD = Path(__file__).parents[2] / "static" / "build"


def percent(share: Fraction | float) -> str:
    """Whole per cent: "64 %", in English "64%". Never 0 or 100 for what is only near it."""
    above, below = share.as_integer_ratio()
    whole = (200 * above + below) // (2 * below)  # rounded, exactly
    sign = "%" if language() == "en" else "\N{NO-BREAK SPACE}%"
    if share > 0 and whole == 0:
        return f"<1{sign}" if language() == "en" else f"<\N{NO-BREAK SPACE}1{sign}"
    return f"{min(whole, 99) if share < 1 else whole}{sign}"


def width(share: Fraction | float) -> str:
    """Per cent of the room for a bar: "64.0"."""
    return f"{100 * float(share):.1f}"


def number(value: int) -> str:
    """With a space or comma at the thousands: "2 891"."""
    return f"{value:,}".replace(",", "," if language() == "en" else "\N{NO-BREAK SPACE}")


def day(value: date) -> str:
    """A date in words: "22 november 2026"."""
    return _day(language(), value)


@lru_cache(maxsize=4096)  # 2 µs instead of 80; a leaderboard has three hundred
def _day(language: str, value: date) -> str:
    return str(format_date(value, "d MMMM y"))


def moment(value: datetime) -> str:
    """An instant in Swedish time: "22 november 2026 kl. 14.30"."""
    return _moment(language(), value)


@lru_cache(maxsize=4096)  # 2 µs instead of 90; a leaderboard tells the same minute to all
def _moment(language: str, value: datetime) -> str:
    pattern = "d MMMM y 'at' HH:mm" if language == "en" else "d MMMM y 'kl.' HH.mm"
    return str(format_datetime(value, pattern))


def duration(minutes: int) -> str:
    """A time to plan with: "12 minuter"; from two hours on in whole hours: "6 timmar"."""
    if minutes < 120:
        return str(ngettext("%(num)d minute", "%(num)d minutes", minutes))
    return str(ngettext("%(num)d hour", "%(num)d hours", round(minutes / 60)))


def address(endpoint: str, **values: Any) -> str:
    """The path of a page, kept: a lesson page takes ten. Not so with a secret or a host in it."""
    make = url_for if "token" in values or "_external" in values else _address
    return make(endpoint, **values)


@lru_cache(maxsize=4096)
def _address(endpoint: str, **values: Any) -> str:
    return url_for(endpoint, **values)


def language_url(code: str) -> str:
    """This page in another language; the front page where this one is only an answer to a form."""
    adapter = request_ctx.url_adapter
    can_be_asked_for = request.method == "GET" or (adapter and adapter.test(method="GET"))
    return here(lang=code) if can_be_asked_for else f"/?lang={code}"


@cache
def _manifest() -> dict[str, str]:
    return dict(json.loads((BUILD / "manifest.json").read_text()))


@cache
def _icons() -> dict[str, str]:
    return dict(json.loads((BUILD / "icons.json").read_text()))


@cache
def icon(name: str) -> Markup:
    """A drawing of ours, inline; decoration only."""
    return Markup(_icons()[name])  # noqa: S704 - made at build from a pinned package


def asset(name: str) -> str:
    """The address of a built file, which changes when the file does."""
    return f"/static/build/{_manifest()[name]}"


class Templates(Environment):
    """Flask's, but all templates share one dict of globals instead of each chaining its own.

    Jinja compares the two at every import; a lesson page has 20: 0.3 ms of 2.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The shared ones; chained only where a caller brings more."""
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Hand every template its tools."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "percent": percent,
        "width": width,
        "number": number,
        "day": day,
        "moment": moment,
        "duration": duration,
    }
    settings = app.extensions["config"]
    app.jinja_env.globals |= {
        "_": phrase,
        "url_for": address,
        "asset": asset,
        "icon": icon,
        "kept": kept,
        "kept_rows": kept_rows,
        "language_url": language_url,
        "languages": LANGUAGES,
        "easy": EASY,
        "site_name": settings.site_name,
        "demo": settings.demo,
    }
    app.context_processor(_personal)


def _personal() -> dict[str, Any]:
    person = current_user._get_current_object() if request else None
    viewer = person if person is not None and person.is_authenticated else None
    return {
        "language": language(),
        "variant": variant(),
        "viewer": viewer,
        "course_problems": _course_problems(),
    }


def _course_problems() -> list[str]:
    """For authors, in development: why the page shows the course as it was before."""
    if not config().development:
        return []
    problems = current_app.extensions["course"].problems
    return [problem.located(gettext) for problem in problems]
