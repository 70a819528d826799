"""A text cut at its headings: the title, and what stands below each heading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from elearning.course.problems import N_, Report
from elearning.course.prose import Row
from elearning.course.reading import SLUG

HEADING = re.compile(r"(#{1,6}) *(.*?) *#*")
KEYED = re.compile(r"(.*?) *\{([^{}]*)\} *")
ATTRIBUTES = re.compile(rf"#({SLUG.pattern})( \.multiple)?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `key` is empty where it has none."""

    line: int
    level: int
    text: str
    key: str = ""
    multiple: bool = False

    def row(self) -> Row:
        """The heading as it would be written without its key."""
        return self.line, f"{'#' * self.level} {self.text}"


Section = tuple[Heading | None, list[Row]]


def read_title(text: str, report: Report) -> tuple[str, list[Row]]:
    """The title in the first row with text, and the rows below it."""
    rows = list(enumerate(text.split("\n"), start=1))
    first = next((i for i, (_, text) in enumerate(rows) if text), 0)
    line, words = rows[first]
    heading = HEADING.fullmatch(words)
    if heading and len(heading[1]) == 1 and heading[2]:
        return heading[2], rows[first + 1 :]
    report.add(line, N_("begin the text with its title: # Title"))
    return "", rows[first:]


def sections(rows: Sequence[Row], report: Report, *, key_level: int) -> Iterator[Section]:
    """Headings and what stands below them; first what stands above the first one.

    A key belongs to a heading of `key_level` number signs or more.
    """
    heading: Heading | None = None
    below: list[Row] = []
    for line, text in rows:
        if found := HEADING.fullmatch(text):
            yield heading, below
            heading, below = _heading(line, found, report), []
            if heading.key and heading.level < key_level:
                message = N_("write a heading with a key with three number signs: ### Heading")
                report.add(line, message)
        else:
            below.append((line, text))
    yield heading, below


def outlined(heading: Heading | None, above: int, report: Report) -> tuple[Heading | None, int]:
    """The heading on its level in the outline, and the level that the next one comes after.

    A heading with a key is no part of the outline: it may follow any other, and is moved up so
    that it skips no level on the page.
    """
    if heading is None:
        return None, above
    if not heading.text:
        report.add(heading.line, N_("the heading is empty; write its text or remove the line"))
    if heading.key:
        return replace(heading, level=max(2, min(heading.level, above + 1))), above
    found, wanted = "#" * heading.level, "#" * (above + 1)
    if heading.level == 1:
        message = N_("only the first line has one number sign; write ## Heading here")
        report.add(heading.line, message)
    elif heading.level > above + 1:
        message = N_("the heading skips a level; write %(wanted)s instead of %(found)s")
        report.add(heading.line, message, wanted=wanted, found=found)
    return replace(heading, level=max(2, heading.level)), max(2, heading.level)


def suggested_key(text: str) -> str:
    """A key in the right form, made of what the author wrote."""
    plain = text.lower().translate(str.maketrans("åäöéü", "aaoeu"))
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:4]) or "min-fraga"


def _heading(line: int, found: re.Match[str], report: Report) -> Heading:
    level, text = len(found[1]), found[2]
    keyed = KEYED.fullmatch(text)
    if not keyed:
        return Heading(line, level, text)
    if attributes := ATTRIBUTES.fullmatch(keyed[2]):
        return Heading(line, level, keyed[1], attributes[1], bool(attributes[2]))
    key = suggested_key(keyed[2])
    report.add(line, N_("write the key like this: %(wanted)s"), wanted=f"{{#{key}}}")
    return Heading(line, level, keyed[1], key)
