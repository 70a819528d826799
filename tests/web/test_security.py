"""What the browser is told not to do, and what it must bring to send a form."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import CONTENT, Clock, running
from tests.factories import Make
from tests.visitor import Visitor

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def paths(app: Flask, method: str) -> list[str]:
    """An address of every view that answers to the method."""
    example = {"module_slug": "samtal", "lesson_slug": "kunskapen", "slug": "tavlingen"}
    example |= {"kind": "csv"}
    found = []
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()):
            values = {name: example.get(name, "1") for name in rule.arguments}
            _, path = rule.build(values) or ("", rule.rule)
            found.append(path)
    return sorted(found)


@pytest.fixture
def behind_https(tmp_path: Path, clock: Clock) -> Iterator[Visitor]:
    """A visitor to the application as it is in earnest."""
    site = "https://lyftet.example"
    url = f"sqlite:///{tmp_path}/data.sqlite"
    with running(url, tmp_path, clock, content=CONTENT, site_url=site) as app:
        yield Visitor(app)


def test_every_page_has_the_headers(app: Flask, visitor: Visitor, make: Make) -> None:
    visitor.signin(make.user())

    lacking = {
        (path, name)
        for path in paths(app, "GET")
        for name, value in HEADERS.items()
        if visitor.get(path).headers.get(name) != value
    }

    images = ("/modules/samtal/images/x", "Content-Security-Policy")
    assert lacking - {images} == set()


@pytest.mark.parametrize("path", ["/finns-inte", "/me/data.json", "/finns-inte.json"])
def test_every_error_has_the_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers

    assert {name: headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(("signed_in", "told"), [(False, "private, no-cache"), (True, "no-store")])
def test_browser_keeps_nothing_personal(
    app: Flask, visitor: Visitor, make: Make, signed_in: bool, told: str
) -> None:
    if signed_in:
        visitor.signin(make.user())

    kept = {path: visitor.get(path).headers["Cache-Control"] for path in paths(app, "GET")}

    assert {path: each for path, each in kept.items() if each != told} == {}


SIGNED = {"/letters/unsubscribe/1": 404}  # whose address itself is the proof, and this one is none


@pytest.mark.parametrize("signed_in", [False, True])
def test_every_post_without_a_token_is_refused(
    app: Flask, visitor: Visitor, make: Make, signed_in: bool
) -> None:
    if signed_in:
        visitor.signin(make.user())

    taken = {}
    for path in paths(app, "POST"):
        with app.app_context():
            taken[path] = visitor.client.post(path).status_code

    assert len(taken) >= 8
    assert {path: status for path, status in taken.items() if status != 400} == SIGNED


@pytest.mark.parametrize(
    ("options", "status"),
    [({"json": {"email": "a@b.se"}}, 415), ({"data": {"file": (BytesIO(b"x"), "x.txt")}}, 400)],
    ids=["json", "file"],
)
def test_post_that_no_page_of_ours_sends_is_refused(
    app: Flask, visitor: Visitor, options: dict[str, object], status: int
) -> None:
    with app.app_context():
        answer = visitor.client.post("/signin", **options)

    assert answer.status_code == status


def test_token_of_another_session_is_refused(app: Flask, visitor: Visitor, make: Make) -> None:
    visitor.signin(make.user())
    visitor.get("/me")
    other = Visitor(app)
    other.get("/signin")

    visitor._token = other._token

    assert visitor.post("/signout").status_code == 400


def test_no_view_changes_anything_on_get(app: Flask) -> None:
    names = ("signout", "enter", "demo", "delete", "hand_in", "save", "ask")

    mixed = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint.split(".")[-1].startswith(names)
    ]

    assert mixed == []


def test_https_is_asked_for_on_a_public_site(behind_https: Visitor) -> None:
    assert behind_https.get("/").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_https_is_not_asked_for_on_this_machine(visitor: Visitor) -> None:
    assert "Strict-Transport-Security" not in visitor.get("/").headers


def test_cookie_of_a_public_site_is_for_https_alone(behind_https: Visitor) -> None:
    answer = behind_https.get("/signin", base_url="https://lyftet.example")

    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-session"
    assert rest.split("; ")[1:] == ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"]


def test_choice_of_language_on_a_public_site_is_for_https_alone(behind_https: Visitor) -> None:
    answer = behind_https.get("/signin?lang=en")

    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(answer.headers["Set-Cookie"].split("; "))


def test_pages_hold_no_script_or_style_of_their_own(
    app: Flask, visitor: Visitor, make: Make
) -> None:
    visitor.signin(make.user())

    unsafe = {
        (path, mark)
        for path in paths(app, "GET")
        for mark in ("<script>", "<style", " style=", " onclick=", "javascript:")
        if mark in visitor.get(path).text
    }

    assert unsafe == set()
