"""What authors and administrators see of how the course is kept."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from elearning.people.rules import Role
from tests.conftest import CONTENT, Clock, empty, running
from tests.factories import Make
from tests.visitor import Visitor


@pytest.fixture
def site(tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """An application on content of its own."""
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    url = f"sqlite:///{tmp_path}/data.sqlite"
    with running(url, tmp_path, clock, content=content) as app, app.app_context():
        yield app
        empty()


@pytest.fixture(params=[Role.AUTHOR, Role.ADMINISTRATOR])
def author(site: Flask, make: Make, request: pytest.FixtureRequest) -> Visitor:
    visitor = Visitor(site)
    visitor.signin(make.duty(make.user(), request.param))
    return visitor


def lesson(site: Flask) -> Path:
    folder = site.extensions["config"].content / "modules" / "samtal"
    return sorted(folder.glob("*.sv.md"))[0]


def test_live_course_is_shown_with_its_versions(site: Flask, author: Visitor) -> None:
    course = site.extensions["course"].current()["sv"]

    page = author.get("/admin/course").text

    shown = [each.title in page and each.version in page for each in course.modules]
    assert shown == [True] * len(course.modules)
    assert "Det som läses är det som står i de nyaste filerna" in page


def test_newer_files_are_told_and_change_nothing(site: Flask, author: Visitor) -> None:
    author.get("/admin/course")
    before = site.extensions["course"].current()["sv"]
    file = lesson(site)
    file.write_text(file.read_text(encoding="utf-8") + "\n\nEn mening till.\n", encoding="utf-8")

    page = author.get("/admin/course").text

    assert "Filerna är nyare än det som läses" in page
    assert site.extensions["course"].current()["sv"] is before


def test_problems_of_the_newest_files_are_told_where_they_are(site: Flask, author: Visitor) -> None:
    author.get("/admin/course")
    file = lesson(site)
    file.write_text("# Trasig\n\n<script>alert(1)</script>\n", encoding="utf-8")

    page = author.get("/admin/course").text

    assert ("problem i de nyaste filerna" in page, file.name in page) == (True, True)
    assert "<script>alert(1)" not in page


def test_files_are_compiled_only_when_they_have_changed(site: Flask, author: Visitor) -> None:
    reader = site.extensions["newest"]

    first, again = reader.read(), reader.read()
    lesson(site).touch()

    assert first is again
    assert reader.read() is not first
