"""flask course reload, as an operator runs it; `review/test_check.py` has flask course check."""

from pathlib import Path

import pytest
from flask import Flask

from elearning.course.commands import course_cli
from elearning.course.shelf import Shelf
from tests.course.writing import Author


@pytest.fixture
def site(author: Author, tmp_path: Path) -> Flask:
    app = Flask("site")
    app.extensions["course"] = Shelf(author.content, tmp_path / "instance", development=False)
    app.cli.add_command(course_cli)
    return app


def run(site: Flask, *words: str, **environment: str) -> tuple[int, str]:
    found = site.test_cli_runner().invoke(
        args=["course", *words], env={"LANG": "C", "LC_ALL": "", **environment}
    )
    return found.exit_code, found.stdout


def test_reload_renews_the_stamp_only_where_all_is_well(site: Flask, author: Author) -> None:
    shelf: Shelf = site.extensions["course"]
    author.change("01-start.sv.md", "# Starten", "Starten")

    assert run(site, "reload")[0] == 1
    assert not shelf.stamp.exists()

    author.change("01-start.sv.md", "Starten", "# Starten")
    assert run(site, "reload") == (0, "")
    assert shelf.stamp.exists()
