"""A lesson's text cut into prose, questions and writing boxes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from elearning.course.drafts import DraftBlock, DraftLesson, fragment
from elearning.course.problems import N_, Report
from elearning.course.prose import Row, check_prose
from elearning.course.questions import (
    KEYED,
    NEAR_LINE,
    Heading,
    has_boxes,
    has_line,
    read_question,
    read_reflection,
    suggested_key,
)
from elearning.course.reading import SLUG

HEADING = re.compile(r"(#{1,6}) *(.*?) *#*")
ATTRIBUTES = re.compile(rf"#({SLUG.pattern})( \.multiple)?")
QUESTION_LEVEL = 3  # ### or lower

Section = tuple[Heading | None, list[Row]]


def read_lesson(text: str, report: Report) -> DraftLesson:
    """Cut a lesson into its blocks. The first row is the title."""
    rows = list(enumerate(text.split("\n"), start=1))
    title, body = _title(rows, report)
    blocks: list[DraftBlock] = []
    prose: list[Row] = []
    level = 1
    for found, below in _sections(body, report):
        heading, level = _outlined(_with_key(found, below, report), level, report)
        if heading and heading.key and (has_boxes(below) or has_line(below)):
            prose = _read_keyed(heading, below, prose, blocks, report)
        else:
            _check_plain(heading, below, report)
            prose += _heading_row(heading) + below
    _flush(prose, blocks, report)
    if not blocks:
        report.add(1, N_("the lesson is empty; write something below the title"))
    return DraftLesson(title, tuple(blocks), text)


def _read_keyed(
    heading: Heading,
    below: list[Row],
    prose: list[Row],
    blocks: list[DraftBlock],
    report: Report,
) -> list[Row]:
    """Add a question or a writing box to the blocks; what is left over is prose that follows."""
    if not has_boxes(below):
        reflection, left = read_reflection(heading, below, report)
        _flush(prose, blocks, report)
        blocks.append(reflection)
        return left
    if has_line(below):
        message = N_("a heading has either answers or a line to write on; make two headings")
        report.add(heading.line, message)
    above, question = read_question(heading, below, report)
    _flush(prose + above, blocks, report)
    blocks.append(question)
    return []


def _flush(prose: Sequence[Row], blocks: list[DraftBlock], report: Report) -> None:
    check_prose(prose, report)
    block = fragment(prose)
    if block.text.strip():
        blocks.append(block)


def _title(rows: list[Row], report: Report) -> tuple[str, list[Row]]:
    first = next((i for i, (_, text) in enumerate(rows) if text), 0)
    line, text = rows[first]
    heading = HEADING.fullmatch(text)
    if heading and len(heading[1]) == 1 and heading[2]:
        return heading[2], rows[first + 1 :]
    report.add(line, N_("begin the lesson with its title: # Title"))
    return "", rows[first:]


def _sections(rows: list[Row], report: Report) -> Iterator[Section]:
    """Headings and what stands below them; first what stands above the first one."""
    heading: Heading | None = None
    below: list[Row] = []
    for line, text in rows:
        if found := HEADING.fullmatch(text):
            yield heading, below
            heading, below = _heading(line, found, report), []
        else:
            below.append((line, text))
    yield heading, below


def _heading(line: int, found: re.Match[str], report: Report) -> Heading:
    level, text = len(found[1]), found[2]
    keyed = KEYED.fullmatch(text)
    if not keyed:
        return Heading(line, level, text)
    if level < QUESTION_LEVEL:
        report.add(line, N_("write a heading with a key with three number signs: ### Heading"))
    if attributes := ATTRIBUTES.fullmatch(keyed[2]):
        return Heading(line, level, keyed[1], attributes[1], bool(attributes[2]))
    key = suggested_key(keyed[2])
    report.add(line, N_("write the key like this: %(wanted)s"), wanted=f"{{#{key}}}")
    return Heading(line, level, keyed[1], key)


def _outlined(heading: Heading | None, above: int, report: Report) -> tuple[Heading | None, int]:
    """The heading on its level in the outline, and the level that the next one comes after.

    A question's heading is no part of the outline: it may follow any other, and is moved up so
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


def _with_key(heading: Heading | None, below: list[Row], report: Report) -> Heading | None:
    """The heading with a key, where it needs one and has none."""
    if (heading and heading.key) or not (has_boxes(below) or has_line(below)):
        return heading
    if heading is None or heading.level < QUESTION_LEVEL:
        line = next(row[0] for row in below if has_boxes([row]) or has_line([row]))
        message = N_("write a heading with a key above this: ### Question {#key}")
        report.add(line, message)
        return Heading(line, QUESTION_LEVEL, "?", suggested_key(""))
    key = suggested_key(heading.text)
    message = N_("the question has no key; write {#%(key)s} last in the heading")
    report.add(heading.line, message, key=key)
    return replace(heading, key=key)


def _check_plain(heading: Heading | None, below: list[Row], report: Report) -> None:
    if heading and heading.key:
        near = next((line for line, text in below if NEAR_LINE.fullmatch(text)), 0)
        message = N_(
            "below a heading with a key there must be answers, - [ ] text, or a line of at least "
            "four underscores"
        )
        report.add(near or heading.line, message)


def _heading_row(heading: Heading | None) -> list[Row]:
    return [(heading.line, f"{'#' * heading.level} {heading.text}")] if heading else []
