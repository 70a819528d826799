"""A module's pictures: open to everyone, never changing, harmless."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import CONTENT, Clock, running
from tests.visitor import Visitor

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>Bild</title></svg>'


@pytest.fixture(scope="module")
def illustrated(tmp_path_factory: pytest.TempPathFactory, the_clock: Clock) -> Iterator[Flask]:
    """The application on a course with a picture."""
    folder = tmp_path_factory.mktemp("illustrated")
    content = Path(shutil.copytree(CONTENT, folder / "content"))
    images = content / "modules" / "samtal" / "images"
    images.mkdir()
    (images / "mote.svg").write_text(SVG, encoding="utf-8")
    file = content / "modules" / "samtal" / "module.toml"
    file.write_text('illustration = "mote.svg"\n' + file.read_text(encoding="utf-8"))
    with running(f"sqlite:///{folder}/data.sqlite", folder, the_clock, content=content) as app:
        yield app


@pytest.fixture
def reader(illustrated: Flask) -> Visitor:
    return Visitor(illustrated)


def version(app: Flask) -> str:
    (image,) = app.extensions["course"].current()["sv"].modules_by_slug["samtal"].images
    return str(image.version)


ADDRESS = "/modules/samtal/images/mote.svg"


def test_image_is_given_as_it_is(reader: Visitor) -> None:
    answer = reader.get(ADDRESS)

    assert (answer.status_code, answer.mimetype, answer.text) == (200, "image/svg+xml", SVG)


def test_image_can_run_nothing(reader: Visitor) -> None:
    policy = reader.get(ADDRESS).headers["Content-Security-Policy"]

    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_image_of_a_version_never_changes(illustrated: Flask, reader: Visitor) -> None:
    answer = reader.get(f"{ADDRESS}?v={version(illustrated)}")

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("query", ["", "?v=gammal"])
def test_image_without_its_version_is_asked_for_again(reader: Visitor, query: str) -> None:
    assert reader.get(ADDRESS + query).headers["Cache-Control"] == "no-cache"


def test_image_that_is_the_same_is_304(reader: Visitor) -> None:
    etag = reader.get(ADDRESS).headers["ETag"]

    assert reader.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/modules/samtal/images/annan.svg",
        "/modules/regler/images/mote.svg",
        "/modules/samtal/images/..%2Fmodule.toml",
        "/modules/samtal/images/../module.toml",
    ],
)
def test_image_with_a_wrong_name_is_404(reader: Visitor, path: str) -> None:
    assert reader.get(path).status_code == 404
