"""For authors and operators: check the course, and let the running site take it up."""

import gettext
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from elearning.course.compiler import compile_course
from elearning.course.problems import CourseInvalid, Problem, Translate
from elearning.course.reading import shown
from elearning.course.review.links import check_external
from elearning.course.review.rulebook import WORDS, judge
from elearning.course.review.spelling import load_dictionary
from elearning.course.shelf import Shelf, renew_stamp

_NO_DICTIONARY = (
    "Spelling is not checked: the dictionary is not installed. ./dev setup installs it.\n"
    "Stavningen kontrolleras inte: ordlistan är inte installerad. ./dev setup installerar den."
)
TRANSLATIONS = Path(__file__).parents[1] / "translations"

course_cli = AppGroup("course", help="The modules: check them, publish them.")
in_language = click.option(
    "--language",
    type=click.Choice(["sv", "en"]),
    help="Of the messages. Without it: English where LANG says so, otherwise Swedish.",
)


@course_cli.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--external", is_flag=True, help="Ask every address outside if it answers.")
@in_language
def check(folder: Path | None, external: bool, language: str | None) -> None:
    """Tell every problem in the course, or in one module's FOLDER, as path:line: message.

    What cannot be shown, and what does not keep the rules that docs/authors/ explains.
    """
    folder = folder or _shelf().content
    content = _content(folder)
    _stop_if_any({*_problems(content), *_judged(content, external)}, folder, language)


@course_cli.command("reload")
@in_language
def reload(language: str | None) -> None:
    """Let the running site take up the course, if all of it can be shown."""
    content = _shelf().content
    _stop_if_any(_problems(content), content, language)
    renew_stamp(_shelf().stamp)


def _stop_if_any(problems: Iterable[Problem], folder: Path, language: str | None) -> None:
    told = [problem for problem in sorted(problems) if _is_about(problem, folder)]
    translate = _translation(language)
    for problem in told:
        click.echo(problem.located(translate))
    if told:
        sys.exit(1)


def _judged(content: Path, external: bool) -> tuple[Problem, ...]:
    dictionary = load_dictionary()
    if dictionary is None:
        click.echo(_NO_DICTIONARY, err=True)
    judged = judge(content, dictionary)
    return (*judged.problems, *(check_external(judged.modules) if external else ()))


def _problems(content: Path) -> tuple[Problem, ...]:
    try:
        compile_course(content)
    except CourseInvalid as invalid:
        return invalid.problems
    return ()


def _content(folder: Path) -> Path:
    """The content folder that a module's folder stands in, or the folder itself."""
    above = (folder, *folder.absolute().parents)
    return next((path for path in above if (path / "course.toml").exists()), folder)


def _is_about(problem: Problem, folder: Path) -> bool:
    """Whether a problem is in a folder, or in the list of words of the module that it holds."""
    words = f"{WORDS}/{folder.absolute().name}.txt"
    below = Path(problem.path).is_relative_to(shown(folder.absolute()))
    return below or problem.path.endswith(words)


def _shelf() -> Shelf:
    shelf: Shelf = current_app.extensions["course"]
    return shelf


def _translation(language: str | None) -> Translate:
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    chosen = language or ("en" if locale.startswith("en") else "sv")
    return gettext.translation("messages", TRANSLATIONS, [chosen], fallback=True).gettext
