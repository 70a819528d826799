"""Who is signed in, for how long, and where they go."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from elearning.database import transaction
from elearning.people import actions as people
from elearning.people.rules import Person
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.visitor import Visitor


@pytest.fixture
def amina(app: Flask, make: Make) -> Person:
    return make.user(email="amina@sater.se")


@pytest.fixture
def no_demo(app: Flask) -> Iterator[None]:
    """The application as it is without DEMO=1."""
    config = app.extensions["config"]
    app.extensions["config"] = replace(config, demo=False)
    yield
    app.extensions["config"] = config


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/me").status_code == 200


def cookie(visitor: Visitor) -> str:
    found = visitor.client.get_cookie("session")
    assert found is not None
    return found.value


@pytest.mark.usefixtures("no_demo")
def test_demo_door_is_not_there_without_demo(visitor: Visitor, make: Make) -> None:
    make.user(email="amina@demo.example")
    page = visitor.get("/signin")

    answer = visitor.post("/signin/demo", email="amina@demo.example")

    assert (answer.status_code, "amina@demo.example" in page.text) == (404, False)


def test_session_is_new_at_sign_in(visitor: Visitor, amina: Person) -> None:
    visitor.get("/signin")
    with visitor.client.session_transaction() as session:
        session["planted"] = "by someone else"

    visitor.signin(amina)

    with visitor.client.session_transaction() as session:
        assert "planted" not in session


@pytest.mark.parametrize(("hours", "still_in"), [(12, True), (12.01, False)])
def test_session_on_a_shared_device_ends_after_twelve_hours_of_rest(
    visitor: Visitor, amina: Person, clock: Clock, hours: float, still_in: bool
) -> None:
    visitor.signin(amina)

    clock.advance(hours=hours)

    assert is_in(visitor) == still_in


@pytest.mark.parametrize(("days", "still_in"), [(30, True), (30.01, False)])
def test_session_that_is_kept_ends_after_thirty_days_of_rest(
    visitor: Visitor, amina: Person, clock: Clock, days: float, still_in: bool
) -> None:
    visitor.signin(amina, keep="y")

    clock.advance(days=days)

    assert is_in(visitor) == still_in


def test_session_goes_on_while_it_is_used(visitor: Visitor, amina: Person, clock: Clock) -> None:
    visitor.signin(amina)

    stays = []
    for _ in range(3):
        clock.advance(hours=11)
        stays.append(is_in(visitor))

    assert stays == [True, True, True]


def test_session_ends_after_ninety_days_however_often_it_is_used(
    visitor: Visitor, amina: Person, clock: Clock
) -> None:
    visitor.signin(amina, keep="y")

    stays = []
    for _ in range(4):
        clock.advance(days=23)
        stays.append(is_in(visitor))

    assert stays == [True, True, True, False]


@pytest.mark.parametrize(("fields", "kept"), [({}, False), ({"keep": "y"}, True)])
def test_cookie_outlives_the_browser_by_choice_alone(
    visitor: Visitor, amina: Person, fields: dict[str, str], kept: bool
) -> None:
    visitor.signin(amina, **fields)

    found = visitor.client.get_cookie("session")
    assert found is not None
    assert (found.expires is not None) == kept


def test_cookie_is_closed_to_scripts_and_other_sites(visitor: Visitor, amina: Person) -> None:
    visitor.signin(amina)

    found = visitor.client.get_cookie("session")
    assert found is not None
    assert (found.http_only, found.same_site) == (True, "Lax")


def test_sign_out_ends_the_session(visitor: Visitor, amina: Person) -> None:
    visitor.signin(amina)
    visitor.get("/me")

    answer = visitor.post("/signout")

    assert (answer.location, is_in(visitor)) == ("/", False)


def test_sign_out_leaves_other_devices(app: Flask, visitor: Visitor, amina: Person) -> None:
    other = Visitor(app)
    for device in (visitor, other):
        device.signin(amina)
    visitor.get("/me")

    visitor.post("/signout")

    assert is_in(other)


def test_sign_out_everywhere_ends_every_device(app: Flask, visitor: Visitor, amina: Person) -> None:
    other = Visitor(app)
    for device in (visitor, other):
        device.signin(amina)
    visitor.get("/me")

    visitor.post("/signout/everywhere")

    assert [is_in(visitor), is_in(other)] == [False, False]


def test_sign_out_everywhere_ends_a_cookie_that_was_copied(
    app: Flask, visitor: Visitor, amina: Person
) -> None:
    visitor.signin(amina)
    visitor.get("/me")
    copied = cookie(visitor)
    visitor.post("/signout/everywhere")
    thief = Visitor(app)

    thief.client.set_cookie("session", copied)

    assert not is_in(thief)


def test_sign_out_everywhere_forgets_links_that_are_on_their_way(
    visitor: Visitor, amina: Person
) -> None:
    token = visitor.link(amina)
    visitor.signin(amina)
    visitor.get("/me")

    visitor.post("/signout/everywhere")

    assert visitor.get(f"/signin/link/{token}").status_code == 410


def test_leaving_ends_the_session(visitor: Visitor, amina: Person) -> None:
    visitor.signin(amina)

    with transaction():
        people.move(amina.id, None, NOON)

    assert not is_in(visitor)


def test_erasing_ends_the_session(visitor: Visitor, amina: Person) -> None:
    visitor.signin(amina)

    with transaction():
        people.erase(amina.id, NOON)

    assert not is_in(visitor)


def test_cookie_that_was_changed_signs_nobody_in(visitor: Visitor, amina: Person) -> None:
    visitor.signin(amina)
    head, _, tail = cookie(visitor).rpartition(".")

    visitor.client.set_cookie("session", f"{head}.{tail[::-1]}")

    assert not is_in(visitor)


def test_visitor_comes_to_the_page_they_were_going_to(visitor: Visitor, amina: Person) -> None:
    assert visitor.get("/modules/samtal/kunskapen?a=b").location == "/signin"

    assert visitor.signin(amina).location == "/modules/samtal/kunskapen?a=b"


def test_visitor_who_was_going_nowhere_comes_home(visitor: Visitor, amina: Person) -> None:
    assert visitor.signin(amina).location == "/"


@pytest.mark.parametrize(
    "evil",
    ["//evil.example", "//evil.example/me", "/\\evil.example", "/me//evil.example", "http://evil"],
)
def test_visitor_never_comes_to_another_site(visitor: Visitor, amina: Person, evil: str) -> None:
    visitor.get("/", environ_overrides={"PATH_INFO": evil})

    assert visitor.signin(amina, next="//evil.example").location == "/"


@pytest.mark.parametrize("evil", ["//evil.example", "http://evil.example"])
def test_visitor_never_comes_where_an_address_says(
    visitor: Visitor, amina: Person, evil: str
) -> None:
    visitor.get(f"/me?next={evil}")
    visitor.get(f"/signin?next={evil}")

    assert visitor.signin(amina).location == f"/me?next={evil}"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/me/data.json"), ("POST", "/modules/samtal/motet")]
)
def test_visitor_is_not_led_from_data_and_forms(visitor: Visitor, method: str, path: str) -> None:
    visitor.get("/signin")

    answer = visitor.get(path) if method == "GET" else visitor.post(path)

    assert answer.status_code == 401
