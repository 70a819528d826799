"""The rules that texts are held to, and how a whole course is held to them.

A course can break a rule and still be shown: the compiler alone says what cannot be. The rules
are for authors, so a server never runs them. Each is named as its page in docs/authors/.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from elearning.course.compiler import LINKS
from elearning.course.problems import Problem, Report
from elearning.course.reading import list_folder, read_file, read_folder, shown
from elearning.course.review.laws import check_named, check_sources
from elearning.course.review.readability import check_lix, check_minutes
from elearning.course.review.spelling import Speller, WordList, check_spelling, read_words
from elearning.course.review.teaching import check_feedback, check_questions, check_situation
from elearning.course.review.terms import WrongTerm, check_terms, read_terms
from elearning.course.review.texts import ModuleTexts, read_texts
from elearning.course.review.wholeness import check_assurance, check_guide, check_tips, check_whole

WORDS = "words"  # the folder in content/ with terms.toml and each module's own words
TERMS = "terms.toml"
SPELLING = "stavning"
TERMS_RULE = "ord"

Check = Callable[[ModuleTexts], Iterable[Problem]]

RULES: dict[str, Check] = {
    "helhet": check_whole,
    "sakring": check_assurance,
    "handledning": check_guide,
    "tips": check_tips,
    "situation": check_situation,
    "fragor": check_questions,
    "aterkoppling": check_feedback,
    "lasbarhet": check_lix,
    "lastid": check_minutes,
    "lagrum": check_named,
    "kallor": check_sources,
}
PAGES = (*RULES, TERMS_RULE, SPELLING, LINKS)  # the last is held by the compiler


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of it."""

    modules: tuple[ModuleTexts, ...]
    problems: tuple[Problem, ...]


def judge(content: Path, is_right: Speller | None) -> Judged:
    """Hold every module to every rule; to spelling only with a dictionary."""
    problems: list[Problem] = []
    terms = _terms(content / WORDS / TERMS, problems)
    modules = tuple(
        read_texts(read_folder(path))
        for path in list_folder(content / "modules", [])
        if path.is_dir() and not path.is_symlink()
    )
    for module in modules:
        rules: dict[str, Check] = {**RULES, TERMS_RULE: partial(check_terms, terms=terms)}
        if is_right:
            listed = _words(content / WORDS / f"{module.folder.slug}.txt", problems)
            rules[SPELLING] = partial(check_spelling, listed=listed, is_right=is_right)
        problems += _broken(module, rules)
    return Judged(modules, tuple(problems))


def _broken(module: ModuleTexts, rules: dict[str, Check]) -> Iterator[Problem]:
    for name, check in rules.items():
        for problem in check(module):
            yield replace(problem, rule=name)


def _terms(path: Path, problems: list[Problem]) -> tuple[WrongTerm, ...]:
    file = read_file(path, problems) if path.exists() else None
    report = Report("" if file is None else file.path)
    terms = () if file is None else read_terms(file, report)
    problems += report.problems
    return terms


def _words(path: Path, problems: list[Problem]) -> WordList:
    file = read_file(path, problems) if path.exists() else None
    if file is None:
        return WordList(shown(path.absolute()), ())
    report = Report(file.path)
    listed = read_words(file, report)
    problems += report.problems
    return listed
