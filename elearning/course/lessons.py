"""A lesson's text cut into prose, questions, writing boxes and situations."""

from collections.abc import Sequence
from dataclasses import replace

from elearning.course.drafts import DraftBlock, DraftLesson, DraftScene, fragment
from elearning.course.outline import Heading, outlined, read_title, sections, suggested_key
from elearning.course.problems import N_, Report
from elearning.course.prose import Row, check_prose
from elearning.course.questions import has_boxes, has_line, read_question, read_reflection
from elearning.course.scenes import read_scene, read_situation

QUESTION_LEVEL = 3  # ### or lower


def read_lesson(text: str, report: Report) -> DraftLesson:
    """Cut a lesson into its blocks. The first row is the title."""
    title, body = read_title(text, report)
    reader = _Reader(report)
    level = 1
    for found, below in sections(body, report, key_level=QUESTION_LEVEL):
        heading, level = outlined(_with_key(found, below, report), level, report)
        reader.read(heading, below)
    reader.end()
    if not reader.blocks:
        report.add(1, N_("the lesson is empty; write something below the title"))
    return DraftLesson(title, tuple(reader.blocks), text)


class _Reader:
    """Makes blocks of sections, one after another."""

    def __init__(self, report: Report) -> None:
        self.blocks: list[DraftBlock] = []
        self._report = report
        self._prose: list[Row] = []  # that no block has yet
        self._scenes: list[DraftScene] = []  # of a situation that may go on

    def read(self, heading: Heading | None, below: list[Row]) -> None:
        """Take up a heading and what stands below it."""
        if heading is None or not heading.key:
            self._end_situation()
            self._prose += ([heading.row()] if heading else []) + below
        elif has_boxes(below):
            self._read_question(heading, below)
        elif has_line(below):
            self._end_situation()
            reflection, left = read_reflection(heading, below, self._report)
            self._flush()
            self.blocks.append(reflection)
            self._prose = left
        else:
            self._flush()
            self._scenes.append(read_scene(heading, below, self._report))

    def end(self) -> None:
        """Make a block of what has none yet."""
        self._end_situation()
        self._flush()

    def _read_question(self, heading: Heading, below: list[Row]) -> None:
        self._end_situation()
        if has_line(below):
            message = N_("a heading has either answers or a line to write on; make two headings")
            self._report.add(heading.line, message)
        above, question = read_question(heading, below, self._report)
        self._prose += above
        self._flush()
        self.blocks.append(question)

    def _end_situation(self) -> None:
        if self._scenes:
            self.blocks.append(read_situation(self._scenes, self._report))
            self._scenes = []

    def _flush(self) -> None:
        check_prose(self._prose, self._report)
        block = fragment(self._prose)
        self._prose = []
        if block.text.strip():
            self.blocks.append(block)


def _with_key(heading: Heading | None, below: Sequence[Row], report: Report) -> Heading | None:
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
