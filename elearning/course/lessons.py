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
    for heading, below in _sections(body, report):
        heading = _with_key(heading, below, report)
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
    level = 1
    below: list[Row] = []
    for line, text in rows:
        if found := HEADING.fullmatch(text):
            yield heading, below
            heading, below = _heading(line, found, level, report), []
            level = level if heading.key else heading.level
        else:
            below.append((line, text))
    yield heading, below


def _heading(line: int, found: re.Match[str], above: int, report: Report) -> Heading:
    """Read a heading that follows one of the level `above`.

    A question's heading is no part of the outline: it may follow any level, but its level is
    never more than one below.
    """
    level = len(found[1])
    keyed = KEYED.fullmatch(found[2])
    if not keyed:
        _check_level(line, level, above, found[2], report)
        return Heading(line, max(level, 2), found[2])
    attributes = ATTRIBUTES.fullmatch(keyed[2])
    if not attributes:
        wanted = f"{{#{suggested_key(keyed[2])}}}"
        report.add(line, N_("write the key like this: %(wanted)s"), wanted=wanted)
    if level < QUESTION_LEVEL:
        report.add(line, N_("write a heading with a key with three number signs: ### Heading"))
    key = attributes[1] if attributes else suggested_key(keyed[2])
    multiple = bool(attributes and attributes[2])
    return Heading(line, max(2, min(level, above + 1)), keyed[1], key, multiple)


def _check_level(line: int, level: int, above: int, text: str, report: Report) -> None:
    if not text:
        report.add(line, N_("the heading is empty; write its text or remove the line"))
    elif level == 1:
        report.add(line, N_("only the first line has one number sign; write ## Heading here"))
    elif level > above + 1:
        wanted = "#" * (above + 1)
        message = N_("the heading skips a level; write %(wanted)s instead of %(found)s")
        report.add(line, message, wanted=wanted, found="#" * level)


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
