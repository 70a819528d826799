"""One mark on every view: who may see it."""

from pathlib import Path

import pytest
from flask import Flask

from elearning.people.rules import Person
from elearning.web.access import access, public
from tests.conftest import CONTENT, Clock, running
from tests.factories import Make
from tests.visitor import Visitor


def nobody(_: Person) -> bool:
    return False


def everybody(_: Person) -> bool:
    return True


@pytest.fixture
def guarded(tmp_path: Path, clock: Clock) -> object:
    """An application with a view for nobody, one for everybody signed in, and one for all."""
    with running(f"sqlite:///{tmp_path}/data.sqlite", tmp_path, clock, content=CONTENT) as app:
        for name, mark in (
            ("nobody", access(nobody)),
            ("everybody", access(everybody)),
            ("all", public),
        ):
            view = mark(lambda: "in")
            app.add_url_rule(f"/{name}", name, view, methods=["GET", "POST"])
            app.add_url_rule(f"/{name}.json", f"{name}.json", view)
        with app.app_context():
            yield app


@pytest.mark.parametrize(("path", "status"), [("/nobody", 403), ("/everybody", 200), ("/all", 200)])
def test_one_who_is_signed_in_sees_what_they_may(
    guarded: Flask, make: Make, path: str, status: int
) -> None:
    visitor = Visitor(guarded)
    visitor.signin(make.user())

    assert visitor.get(path).status_code == status


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nobody", 302), ("/everybody", 302), ("/all", 200), ("/everybody.json", 401)],
)
def test_stranger_is_asked_to_sign_in(guarded: Flask, path: str, status: int) -> None:
    assert Visitor(guarded).get(path).status_code == status


def test_stranger_who_sends_a_form_is_told(guarded: Flask) -> None:
    visitor = Visitor(guarded)
    visitor.get("/signin")

    assert visitor.post("/everybody").status_code == 401


def test_mark_tells_who_is_allowed() -> None:
    marks = [access(nobody)(lambda: ""), public(lambda: "")]

    assert [view.access for view in marks] == [nobody, "public"]  # type: ignore[attr-defined]
