"""flask course check and reload, as an author and an operator run them."""

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


BROKEN = "content/modules/motet/03-insikt.sv.md:3: the question 'gor' has no right answer; "


def test_check_says_nothing_where_all_is_well(site: Flask) -> None:
    assert run(site, "check") == (0, "")


def test_check_tells_every_problem_and_fails(site: Flask, author: Author) -> None:
    author.insight("### Vad? {#gor}\n\n- [ ] A\n  > a\n- [ ] B\n  > b\n")

    code, out = run(site, "check", LANG="en_GB.UTF-8")

    assert (code, len(out.splitlines())) == (1, 2)
    assert out.splitlines()[1] == f"{BROKEN}mark one with [x]"


def test_check_takes_a_modules_folder(site: Flask, author: Author) -> None:
    author.change("01-start.sv.md", "# Starten", "Starten")
    (author.content / "modules/annan").mkdir()

    code, out = run(site, "check", "content/modules/motet", "--language", "en")

    assert code == 1
    assert out == (
        "content/modules/motet/01-start.sv.md:1: begin the text with its title: # Title\n"
    )


def test_reload_renews_the_stamp_only_where_all_is_well(site: Flask, author: Author) -> None:
    shelf: Shelf = site.extensions["course"]
    author.change("01-start.sv.md", "# Starten", "Starten")

    assert run(site, "reload")[0] == 1
    assert not shelf.stamp.exists()

    author.change("01-start.sv.md", "Starten", "# Starten")
    assert run(site, "reload") == (0, "")
    assert shelf.stamp.exists()
