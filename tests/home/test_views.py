"""The front page, and the health of the process."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import Migrate, upgrade
from sqlalchemy import text

from config import ROOT, Config
from elearning import create_app
from elearning.course.tree import Course
from elearning.database import SCHEMA_VERSION, db
from tests.conftest import CONTENT, NOON
from tests.factories import Make
from tests.visitor import Visitor


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[Flask]:
    """An application whose database has been upgraded, and is nobody else's."""
    app = create_app(
        Config("only for tests", f"sqlite:///{tmp_path}/data.sqlite", tmp_path, CONTENT)
    )
    Migrate(app, db, directory=str(ROOT / "migrations"))
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def write_version(version: str) -> None:
    db.session.connection().execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))


def test_stranger_is_welcomed_with_the_way_in(visitor: Visitor) -> None:
    page = visitor.get("/")

    assert page.status_code == 200
    assert ('href="/signin"' in page.text, "Samtal" in page.text) == (True, True)


def test_stranger_sees_the_campaign(visitor: Visitor, make: Make, course: Course) -> None:
    campaign = make.campaign(course, NOON - timedelta(1), NOON + timedelta(1))
    make.participation(campaign, make.organisation("Säter"))

    page = visitor.get("/").text

    assert ('href="/leaderboard/tavlingen"' in page, "Säter" in page) == (True, True)


def test_learner_sees_where_to_begin(visitor: Visitor, make: Make) -> None:
    visitor.signin(make.user(name="Amina Yusuf"))

    page = visitor.get("/").text

    assert ("Amina" in page, 'href="/modules/samtal/motet"' in page) == (True, True)


def test_optional_modules_are_one_line_until_they_are_begun(
    app: Flask, visitor: Visitor, make: Make, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = course.required
    shorter = replace(course, required=(first,), optional=(second,))
    monkeypatch.setattr(app.extensions["course"], "current", lambda: {"sv": shorter})
    stranger = visitor.get("/").text
    visitor.signin(make.user())

    before = visitor.get("/").text
    visitor.post(f"/modules/{second.slug}/{second.lessons[0].slug}")
    after = visitor.get("/").text

    assert ("1 modul<" in stranger, ">valfri<" in stranger) == (True, True)
    told = "1 modul till, om du vill gå djupare"
    assert [(told in each, second.title in each) for each in (before, after)] == [
        (True, False),
        (False, True),
    ]


def test_learner_sees_their_own_place(visitor: Visitor, make: Make, course: Course) -> None:
    sater = make.organisation("Säter")
    campaign = make.campaign(course, NOON - timedelta(1), NOON + timedelta(1))
    make.participation(campaign, sater, headcount=20)
    person = make.user(make.root(sater))
    make.completed(person, course)
    visitor.signin(person)

    assert "<strong>5\N{NO-BREAK SPACE}%</strong>" in visitor.get("/").text


def test_learner_of_a_small_organisation_sees_no_figure(
    visitor: Visitor, make: Make, course: Course
) -> None:
    small = make.organisation("Näringsliv AB")
    campaign = make.campaign(course, NOON - timedelta(1), NOON + timedelta(1))
    make.participation(campaign, small, headcount=9)
    person = make.user(make.root(small))
    make.completed(person, course)
    visitor.signin(person)

    assert "\N{NO-BREAK SPACE}%" not in visitor.get("/").text


def test_healthz_asks_the_database_nothing(migrated: Flask) -> None:
    db.engine.dispose()

    answer = Visitor(migrated).get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_readyz_of_a_migrated_database_is_200(migrated: Flask) -> None:
    answer = Visitor(migrated).get("/readyz")

    assert (answer.status_code, answer.text) == (200, "ready\n")


def test_readyz_of_an_older_schema_is_503(migrated: Flask) -> None:
    write_version("0000")

    assert Visitor(migrated).get("/readyz").status_code == 503


def test_readyz_is_200_again_after_upgrade(migrated: Flask) -> None:
    visitor = Visitor(migrated)
    write_version("0000")
    visitor.get("/readyz")

    write_version(SCHEMA_VERSION)

    assert visitor.get("/readyz").status_code == 200


def test_readyz_of_a_database_without_schema_is_503(database: Flask) -> None:
    answer = Visitor(database).get("/readyz")

    assert (answer.status_code, answer.text) == (503, "not ready\n")
