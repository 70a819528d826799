"""Words that are wrong, hurt or are out of date, and what to write instead.

The list is content: content/words/terms.toml. Nothing in quotation marks is judged, so that a
text can talk about a word, and a person in it can say it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from elearning.course.problems import N_, Problem, Report
from elearning.course.reading import ORIGINAL, File, decode
from elearning.course.review.texts import ModuleTexts
from elearning.course.toml import Table, read_table

ANYTHING = re.compile("")
QUOTED = re.compile(r"[”“\"][^”“\"]*[”“\"]")


@dataclass(frozen=True, slots=True)
class WrongTerm:
    """A word or a phrase that is wrong in a sentence with something `near`, and not `unless`."""

    pattern: re.Pattern[str]
    near: re.Pattern[str]
    unless: re.Pattern[str]
    languages: tuple[str, ...]  # of sv and en
    right: str
    why: str  # in Swedish


def read_terms(file: File, report: Report) -> tuple[WrongTerm, ...]:
    """Read terms.toml. Its mistakes are told in the report."""
    text = decode(file, report)
    table = None if text is None else read_table(text, report)
    if table is None:
        return ()
    terms = tuple(_term(each) for each in table.tables("terms"))
    table.close()
    return terms


def check_terms(module: ModuleTexts, terms: Sequence[WrongTerm]) -> Iterator[Problem]:
    """No wrong term in any text, nor in what module.toml says."""
    for text in module.texts:
        for sentence in text.sentences:
            for found, term in _found(sentence.text, terms, text.variant[:2]):
                message = N_("'%(found)s': write %(right)s; %(why)s")
                values = {"found": found, "right": term.right, "why": term.why}
                yield text.problem(sentence.line, message, **values)


def _found(said: str, terms: Sequence[WrongTerm], language: str) -> Iterator[tuple[str, WrongTerm]]:
    unquoted = QUOTED.sub("", said)
    for term in terms:
        match = term.pattern.search(unquoted) if language in term.languages else None
        if match and term.near.search(unquoted) and not term.unless.search(unquoted):
            yield match[0], term


def _term(table: Table) -> WrongTerm:
    near = table.texts("near", default=[])
    term = WrongTerm(
        pattern=_pattern(table.texts("wrong")),
        near=_pattern(near) if near else ANYTHING,
        unless=_pattern(table.texts("unless", default=[])),
        languages=table.texts("languages", default=[ORIGINAL]),
        right=table.text("right"),
        why=table.text("why"),
    )
    table.close()
    return term


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of some phrases, none where there is none; * stands for letters, a blank for any."""
    parts = [re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for phrase in phrases]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts) or '(?!)'})(?!\w)", re.IGNORECASE)
