"""The language of a request: chosen, or the browser's, or Swedish."""

import re

import pytest
from flask import Flask

from tests.visitor import Visitor


def language(visitor: Visitor, path: str = "/", **headers: str) -> str:
    page = visitor.get(path, headers=headers)
    found = re.search(r'<html lang="(\w+)">', page.text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ({}, "sv"),
        ({"Accept-Language": "en-GB,en;q=0.9"}, "en"),
        ({"Accept-Language": "sv-SE,sv;q=0.9,en;q=0.8"}, "sv"),
        ({"Accept-Language": "fi"}, "sv"),
        ({"Accept-Language": "fi,en;q=0.5"}, "en"),
    ],
)
def test_language_is_that_of_the_browser_or_swedish(
    visitor: Visitor, accepted: dict[str, str], spoken: str
) -> None:
    assert language(visitor, **accepted) == spoken


def test_language_that_is_chosen_is_remembered(visitor: Visitor) -> None:
    visitor.get("/accessibility?lang=en")

    assert language(visitor, **{"Accept-Language": "sv"}) == "en"


def test_language_switch_comes_back_to_the_same_place_on_the_page(visitor: Visitor) -> None:
    answer = visitor.get("/accessibility?x=å&lang=en&x=%26")

    assert (answer.status_code, answer.location) == (302, "/accessibility?x=%C3%A5&x=%26")


def test_switch_keeps_what_the_address_says(visitor: Visitor) -> None:
    page = visitor.get("/accessibility?lang=&x=å&y=%22%3E").text

    assert 'href="/accessibility?x=%C3%A5&amp;y=%22%3E&amp;lang=en"' in page


def test_language_can_be_chosen_again(visitor: Visitor) -> None:
    visitor.get("/?lang=en")
    visitor.get("/?lang=sv")

    assert language(visitor, **{"Accept-Language": "en"}) == "sv"


def test_language_is_remembered_for_a_year(visitor: Visitor) -> None:
    visitor.get("/?lang=en")

    cookie = visitor.client.get_cookie("language")
    assert cookie is not None
    assert (cookie.max_age, cookie.http_only, cookie.same_site) == (31536000, True, "Lax")


@pytest.mark.parametrize("wrong", ["fi", "", "../sv", "sv' onload="])
def test_language_that_we_do_not_speak_is_not_chosen(visitor: Visitor, wrong: str) -> None:
    answer = visitor.get("/", query_string={"lang": wrong})

    assert answer.status_code == 200
    assert visitor.client.get_cookie("language") is None


def test_language_cookie_that_was_changed_is_not_believed(visitor: Visitor) -> None:
    visitor.client.set_cookie("language", "fi")

    assert language(visitor) == "sv"


@pytest.mark.parametrize("path", ["//evil.example", "///evil.example", "/\\evil.example"])
def test_language_switch_leads_to_no_other_site(visitor: Visitor, path: str) -> None:
    answer = visitor.get("/?lang=en", environ_overrides={"PATH_INFO": path})

    assert answer.location in {None, "http://localhost/evil.example?lang=en"}


@pytest.mark.parametrize("path", ["/", "/signin", "/privacy", "/leaderboard", "/finns-inte"])
def test_switch_is_on_every_page_in_its_own_language(visitor: Visitor, path: str) -> None:
    page = visitor.get(path).text

    assert f'lang="en" hreflang="en" href="{path}?lang=en" data-carry>English<' in page


def test_course_is_in_the_language_of_the_reader(app: Flask) -> None:
    titles = [
        word in Visitor(app).get("/", headers={"Accept-Language": spoken}).text
        for spoken, word in (("sv", "Samtal"), ("en", "Talking"))
    ]

    assert titles == [True, True]
