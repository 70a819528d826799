"""For authors and operators: check the course, and let the running site take it up."""

import gettext
import os
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from elearning.course.compiler import compile_course
from elearning.course.problems import CourseInvalid, Problem, Translate
from elearning.course.reading import shown
from elearning.course.shelf import Shelf, renew_stamp

TRANSLATIONS = Path(__file__).parents[1] / "translations"

course_cli = AppGroup("course", help="The modules: check them, publish them.")
in_language = click.option(
    "--language",
    type=click.Choice(["sv", "en"]),
    help="Of the messages. Without it: English where LANG says so, otherwise Swedish.",
)


@course_cli.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
@in_language
def check(folder: Path | None, language: str | None) -> None:
    """Tell every problem in the course, or in one module's FOLDER, as path:line: message."""
    _stop_if_broken(folder or _shelf().content, language)


@course_cli.command("reload")
@in_language
def reload(language: str | None) -> None:
    """Check the course and, if it is well, let the running site take it up."""
    _stop_if_broken(_shelf().content, language)
    renew_stamp(_shelf().stamp)


def _stop_if_broken(folder: Path, language: str | None) -> None:
    problems = [problem for problem in _problems(_content(folder)) if _is_below(problem, folder)]
    translate = _translation(language)
    for problem in problems:
        click.echo(problem.located(translate))
    if problems:
        sys.exit(1)


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


def _is_below(problem: Problem, folder: Path) -> bool:
    return Path(problem.path).is_relative_to(shown(folder.absolute()))


def _shelf() -> Shelf:
    shelf: Shelf = current_app.extensions["course"]
    return shelf


def _translation(language: str | None) -> Translate:
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    chosen = language or ("en" if locale.startswith("en") else "sv")
    return gettext.translation("messages", TRANSLATIONS, [chosen], fallback=True).gettext
