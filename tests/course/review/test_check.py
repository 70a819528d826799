"""flask course check, held to the rules."""

from pathlib import Path

import pytest
from flask import Flask

from elearning.course import commands
from elearning.course.commands import course_cli
from elearning.course.review.spelling import Speller
from elearning.course.shelf import Shelf
from tests.course.review.whole import Whole

MODULE = "content/modules/motet"


@pytest.fixture
def site(
    whole: Whole, tmp_path: Path, dictionary: Speller, monkeypatch: pytest.MonkeyPatch
) -> Flask:
    monkeypatch.setattr(commands, "load_dictionary", lambda: dictionary)
    app = Flask("site")
    app.extensions["course"] = Shelf(whole.content, tmp_path / "instance", development=False)
    app.cli.add_command(course_cli)
    return app


def run(site: Flask, *words: str, lang: str = "en_GB.UTF-8") -> tuple[int, list[str], str]:
    found = site.test_cli_runner().invoke(args=["course", *words], env={"LANG": lang, "LC_ALL": ""})
    return found.exit_code, found.stdout.splitlines(), found.stderr


def test_a_whole_module_is_well(site: Flask) -> None:
    assert run(site, "check") == (0, [], "")


@pytest.mark.parametrize(
    ("lang", "words", "told"),
    [
        ("en_GB.UTF-8", [], "begin the text with its title: # Title"),
        ("C", ["--language", "en"], "begin the text with its title: # Title"),
    ],
)
def test_it_speaks_the_language_asked_for(
    site: Flask, whole: Whole, lang: str, words: list[str], told: str
) -> None:
    whole.write("01-text.en.md", "The text\n")

    assert run(site, "check", *words, lang=lang)[:2] == (1, [f"{MODULE}/01-text.en.md:1: {told}"])


def test_broken_rules_are_told_with_what_cannot_be_shown(site: Flask, whole: Whole) -> None:
    whole.say("Ett felx (8 §).")
    whole.write("01-text.en.md", "The text\n")

    code, told, _ = run(site, "check")

    assert (code, [text.split(": ")[0].removeprefix(f"{MODULE}/") for text in told]) == (
        1,
        ["01-text.en.md:1", "04-insikt.sv.md:3", "04-insikt.sv.md:3"],
    )


def test_the_list_of_words_is_told_with_its_module(site: Flask, whole: Whole) -> None:
    (whole.content / "words/motet.txt").write_text("Danuta\n", encoding="utf-8")

    told = [
        "content/words/motet.txt:1: 'Danuta' is not needed; remove it from the list "
        "(docs/authors/stavning.md)"
    ]
    assert run(site, "check", MODULE) == (1, told, "")


def test_what_is_elsewhere_is_not_told_of_one_module(site: Flask, whole: Whole) -> None:
    (whole.content / "words/terms.toml").write_text("[[terms]]\n", encoding="utf-8")
    (whole.content / "modules/annan").mkdir()

    assert run(site, "check", MODULE)[:2] == (0, [])
    assert run(site, "check")[0] == 1


def test_without_a_dictionary_it_says_that_spelling_is_not_checked(
    site: Flask, whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "load_dictionary", lambda: None)
    whole.say("Ett felx.")

    code, told, said = run(site, "check")

    assert (code, told) == (0, [])
    assert "Spelling is not checked" in said
    assert "Stavningen kontrolleras inte" in said


def test_addresses_outside_are_asked_only_where_it_is_asked_for(site: Flask, whole: Whole) -> None:
    whole.say("<http://127.0.0.1:9/>")

    assert run(site, "check")[:2] == (0, [])
    code, told, _ = run(site, "check", "--external")
    assert (code, len(told)) == (1, 1)
