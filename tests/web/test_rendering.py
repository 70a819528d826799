"""How Swedes write numbers, days and shares."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from flask import Flask
from jinja2 import UndefinedError

from elearning.web import rendering

SPACE = "\N{NO-BREAK SPACE}"


def render(app: Flask, source: str, language: str = "sv", **values: object) -> str:
    with app.app_context(), app.test_request_context(headers={"Accept-Language": language}):
        return app.jinja_env.from_string(source).render(**values)


@pytest.mark.parametrize(
    ("share", "swedish", "english"),
    [
        (Fraction(64, 100), f"64{SPACE}%", "64%"),
        (Fraction(0), f"0{SPACE}%", "0%"),
        (Fraction(1), f"100{SPACE}%", "100%"),
        (Fraction(1, 1000), f"<{SPACE}1{SPACE}%", "<1%"),
        (Fraction(999, 1000), f"99{SPACE}%", "99%"),
        (Fraction(5, 1000), f"1{SPACE}%", "1%"),
        (Fraction(125, 1000), f"13{SPACE}%", "13%"),
    ],
)
def test_percent_is_whole_and_never_all_or_nothing_for_what_is_near(
    app: Flask, share: Fraction, swedish: str, english: str
) -> None:
    source = "{{ share|percent }}"

    told = [render(app, source, language, share=share) for language in ("sv", "en")]

    assert [each.replace("&lt;", "<") for each in told] == [swedish, english]


@pytest.mark.parametrize(("language", "told"), [("sv", f"2{SPACE}891"), ("en", "2,891")])
def test_number_is_grouped(app: Flask, language: str, told: str) -> None:
    assert render(app, "{{ 2891|number }}", language) == told


@pytest.mark.parametrize(
    ("language", "told"), [("sv", "22 november 2026"), ("en", "22 November 2026")]
)
def test_day_is_in_words(app: Flask, language: str, told: str) -> None:
    assert render(app, "{{ day|day }}", language, day=date(2026, 11, 22)) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [("sv", "22 november 2026 kl. 00.30"), ("en", "22 November 2026 at 00:30")],
)
def test_moment_is_in_swedish_time(app: Flask, language: str, told: str) -> None:
    moment = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)

    assert render(app, "{{ moment|moment }}", language, moment=moment) == told


def test_day_of_an_instant_is_the_swedish_day(app: Flask) -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)

    assert render(app, "{{ late|day }}", late=late) == "22 november 2026"


@pytest.mark.parametrize(
    ("minutes", "swedish", "english"),
    [
        (1, "1 minut", "1 minute"),
        (119, "119 minuter", "119 minutes"),
        (120, "2 timmar", "2 hours"),
        (374, "6 timmar", "6 hours"),
    ],
)
def test_duration_is_in_minutes_and_long_ones_in_hours(
    app: Flask, minutes: int, swedish: str, english: str
) -> None:
    source = "{{ minutes|duration }}"

    told = [render(app, source, language, minutes=minutes) for language in ("sv", "en")]

    assert told == [swedish, english]


def test_misspelt_name_fails(app: Flask) -> None:
    with pytest.raises(UndefinedError):
        render(app, "{{ misspelt }}")


def test_values_are_escaped(app: Flask) -> None:
    assert render(app, "{{ name }}", name="<script>") == "&lt;script&gt;"


def test_words_escape_the_values_put_into_them(app: Flask) -> None:
    told = render(app, '{{ _("Hello %(name)s", name=name) }}', name="<b>")

    assert told == "Hej &lt;b&gt;"


def test_asset_has_the_address_of_its_present_version(app: Flask) -> None:
    assert rendering.asset("app.css").startswith("/static/build/app.")
