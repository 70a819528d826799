"""What went wrong is told in a page of ours, in the reader's language, and nothing about us."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from elearning.course.tree import Course
from elearning.web.access import public
from tests.conftest import CONTENT, Clock, running
from tests.factories import Make
from tests.visitor import Visitor


@contextmanager
def failing(folder: Path, clock: Clock) -> Iterator[Visitor]:
    """A visitor to an application two of whose views fail."""

    @public
    def fail() -> str:
        email = "amina@sater.se"
        try:
            raise ValueError(f"DETAIL: Key (email)=({email}) already exists.")
        except ValueError as error:
            raise RuntimeError(f"no {email}") from error

    with running(f"sqlite:///{folder}/data.sqlite", folder, clock, content=CONTENT) as app:
        app.add_url_rule("/fail", view_func=fail)
        app.add_url_rule("/fail.json", "fail_json", view_func=fail)
        app.testing = False
        yield Visitor(app)


@pytest.mark.parametrize(
    ("spoken", "told"), [("sv", "Sidan finns inte"), ("en", "The page is not here")]
)
def test_unknown_address_is_404_in_the_language_of_the_reader(
    visitor: Visitor, spoken: str, told: str
) -> None:
    page = visitor.get("/finns-inte", headers={"Accept-Language": spoken})

    assert (page.status_code, f"<h1>{told}</h1>" in page.text) == (404, True)


def test_error_page_has_the_frame_of_every_page(visitor: Visitor) -> None:
    page = visitor.get("/finns-inte").text

    assert ['<html lang="sv">' in page, '<main id="main"' in page, 'href="/"' in page] == [True] * 3


def test_wrong_method_is_405_and_names_the_right_one(visitor: Visitor) -> None:
    visitor.get("/signin")

    page = visitor.post("/privacy")

    assert (page.status_code, "GET" in page.headers["Allow"]) == (405, True)


def test_too_large_a_form_is_413(visitor: Visitor, make: Make) -> None:
    visitor.signin(make.user())
    visitor.get("/modules/samtal/tanken")

    page = visitor.post("/modules/samtal/tanken", **{"samtal-tanke": "x" * 65 * 1024})

    assert (page.status_code, page.mimetype) == (413, "text/html")


def test_longest_note_is_not_too_large(visitor: Visitor, make: Make, course: Course) -> None:
    visitor.signin(make.user())
    visitor.get("/modules/samtal/tanken")

    page = visitor.post("/modules/samtal/tanken", **{"samtal-tanke": "😀" * 2000})

    assert page.status_code == 303


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [("/finns-inte.json", 404, "Not Found"), ("/me/data.json", 401, "Unauthorized")],
)
def test_json_address_answers_with_a_problem(
    visitor: Visitor, path: str, status: int, title: str
) -> None:
    answer = visitor.get(path)

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json == {"type": "about:blank", "title": title, "status": status}


def test_failure_is_500_that_tells_nothing(tmp_path: Path, clock: Clock) -> None:
    with failing(tmp_path, clock) as visitor:
        page = visitor.get("/fail")

    assert [word in page.text for word in ("amina", "RuntimeError")] == [False, False]
    assert page.status_code == 500


def test_failure_as_json_is_a_problem(tmp_path: Path, clock: Clock) -> None:
    with failing(tmp_path, clock) as visitor:
        answer = visitor.get("/fail.json")

    assert answer.json == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
    }


def test_failure_is_logged_by_endpoint_and_kind(
    tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with failing(tmp_path, clock) as visitor:
        visitor.get("/fail")

    logged = json.loads(capsys.readouterr().err)
    assert (logged["event"], logged["endpoint"], logged["kind"], logged["level"]) == (
        "failure",
        "fail",
        "RuntimeError",
        "error",
    )


def test_failure_is_logged_with_its_place_and_without_what_it_held(
    tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with failing(tmp_path, clock) as visitor:
        visitor.get("/fail")

    logged = capsys.readouterr().err
    assert ('"name": "fail"' in logged, '"ValueError"' in logged, "amina" in logged) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize("path", ["/leaderboard/%00", "/certificates/a%00b", "/%00"])
def test_nul_in_an_address_is_400(database: Flask, path: str) -> None:
    assert Visitor(database).get(path).status_code == 400


def test_nul_in_a_form_is_400(database: Flask) -> None:
    visitor = Visitor(database)
    visitor.get("/signin")

    assert visitor.post("/signin", email="a\0b@sater.se").status_code == 400
