"""A heading with a key, and what stands below it: a question or a writing box.

What is nearly right is recognised, told, and read as it was meant, so that every other
problem in it is told at the same time.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from elearning.course.drafts import DraftChoice, DraftQuestion, DraftReflection, fragment
from elearning.course.elements import Fragment
from elearning.course.outline import KEYED, Heading, suggested_key
from elearning.course.problems import N_, Report
from elearning.course.prose import Row, check_prose
from elearning.course.reading import SLUG
from elearning.course.tree import Kind

BOX = re.compile(r"- \[([ x?SFT])\] +(\S.*)")
NEAR_BOX = re.compile(  # what people write when they mean a box
    r"( *(?:[-*+•–]|\d{1,2}[.)])? *"
    r"(?:\[\[? *\(? *([xX*?✓SsFfTt]?) *\)? *\]?\]|(?<=[-*+•–.)] )\( *([xX]?) *\)))"
    r"(?![(:\[])(?: +|(?=\w)|$)(.*)"
)
COMMENT = re.compile(r" *> ?(.*)")
LINE = re.compile(r" {0,3}_{4,} *")
NEAR_LINE = re.compile(r" {0,3}(?:_{2,3}|(?:_ ){2,}_|\.{4,}|…+|\[_+\]) *")
HINT_LABEL = re.compile(r"(?:ledtråd|hint): *", re.IGNORECASE)  # the page has its own
FEWEST_CHOICES = 2


@dataclass(slots=True)
class Answer:
    """A box and what belongs to it, row by row."""

    line: int
    mark: str
    key: str
    text: list[Row]
    feedback: list[Row] = field(default_factory=list)


class Body:
    """The rows below a question's heading, sorted: hint, text, answers, explanation."""

    def __init__(self, rows: Sequence[Row], report: Report) -> None:
        self.hint: list[Row] = []
        self.intro: list[Row] = []
        self.answers: list[Answer] = []
        self.explanation: list[Row] = []
        self._report = report
        self._open: list[Row] | None = None  # what a row right below still belongs to
        for line, text in rows:
            self._read(line, text)

    def _read(self, line: int, text: str) -> None:
        answer = read_answer(line, text, self._report)
        comment = None if self.explanation else COMMENT.fullmatch(text)
        if answer:
            self._add(answer)
        elif comment:
            self._open = self.answers[-1].feedback if self.answers else self.hint
            self._open.append((line, comment[1].strip()))
        elif text and self._open is not None:
            if not text.startswith(" "):
                message = N_("indent the line if it belongs to the line above, or leave one empty")
                self._report.add(line, message)
            self._open.append((line, text.strip()))
        else:
            self._open = None
            (self.explanation if self.answers else self.intro).append((line, text))
            if not "".join(text for _, text in self.explanation):
                self.explanation.clear()

    def _add(self, answer: Answer) -> None:
        if self.explanation:
            message = N_("keep the answers together; move the text between them below the last")
            self._report.add(self.explanation[0][0], message)
            self.explanation.clear()
        self.answers.append(answer)
        self._open = answer.text


def read_answer(line: int, text: str, report: Report) -> Answer | None:
    """The answer that a row begins, if it has a box or nearly one."""
    if box := BOX.fullmatch(text):
        mark, words = box[1], box[2]
    elif near := _near_box(text):
        mark, words = _meant(near[2] or near[3] or " "), near[4].strip()
        _tell_near_box(line, near[1], f"- [{mark}]", bool(words), report)
    else:
        return None
    key, words = _answer_key(line, words, report)
    return Answer(line, "S" if mark == "T" else mark, key, [(line, words)])


def has_boxes(rows: Sequence[Row]) -> bool:
    """Whether any row has a box, or nearly one."""
    return any(_near_box(text) for _, text in rows)


def has_line(rows: Sequence[Row]) -> bool:
    """Whether any row is a line to write on."""
    return any(LINE.fullmatch(text) for _, text in rows)


def read_question(
    heading: Heading, rows: Sequence[Row], report: Report
) -> tuple[list[Row], DraftQuestion]:
    """Read a question, and the prose above it.

    A group of statements has its heading, text and hint as prose; other questions have none.
    """
    body = Body(rows, report)
    kind = _kind(heading, body.answers, report)
    _check_answers(heading, kind, body.answers, report)
    check_prose(body.explanation, report)
    hint = _without_label(body.hint)
    choices = tuple(_choice(answer) for answer in body.answers)
    explanation = fragment(body.explanation)
    if kind == Kind.TRUE_FALSE:
        above = [heading.row(), *sorted([*hint, *body.intro])]
        text = Fragment("", heading.line, inline=True)
        hint = []
    else:
        above = []
        text = Fragment(heading.text, heading.line, inline=True)
        _check_intro(body.intro, report)
    key, line = heading.key, heading.line
    return above, DraftQuestion(key, line, kind, text, fragment(hint), choices, explanation)


def read_reflection(
    heading: Heading, rows: Sequence[Row], report: Report
) -> tuple[DraftReflection, list[Row]]:
    """Read a writing box, and the rows that stand below its line."""
    end = next(i for i, (_, text) in enumerate(rows) if LINE.fullmatch(text))
    check_prose(rows[:end], report)
    text = Fragment(heading.text, heading.line, inline=True)
    below = [row for row in rows[end:] if not LINE.fullmatch(row[1])]
    return DraftReflection(heading.key, heading.line, text, fragment(rows[:end])), below


def _near_box(text: str) -> re.Match[str] | None:
    return NEAR_BOX.fullmatch(text) if "[" in text or "(" in text else None


def _tell_near_box(line: int, found: str, wanted: str, has_text: bool, report: Report) -> None:
    if not has_text:
        report.add(line, N_("the answer has no text; write it after '%(wanted)s'"), wanted=wanted)
    if found.strip() != wanted:
        message = N_("write '%(wanted)s' instead of '%(found)s'")
        report.add(line, message, wanted=wanted, found=found.strip())
    elif found != wanted:
        report.add(line, N_("begin the answer at the left margin: '%(wanted)s'"), wanted=wanted)
    elif has_text:
        report.add(line, N_("leave a space after '%(wanted)s'"), wanted=wanted)


def _meant(mark: str) -> str:
    return "x" if mark in "X*✓" else mark.upper() if mark in "sft" else mark


def _answer_key(line: int, words: str, report: Report) -> tuple[str, str]:
    keyed = KEYED.fullmatch(words)
    if not keyed:
        return "", words
    key = keyed[2].removeprefix("#")
    if keyed[2] != f"#{key}" or not SLUG.fullmatch(key):
        key = suggested_key(key)
        report.add(line, N_("write the key like this: %(wanted)s"), wanted=f"{{#{key}}}")
    return key, keyed[1]


def _kind(heading: Heading, answers: Sequence[Answer], report: Report) -> Kind:
    marks = {answer.mark for answer in answers}
    right = sum(answer.mark == "x" for answer in answers)
    if marks <= {" ", "x"}:
        return Kind.MULTIPLE if right > 1 or heading.multiple else Kind.SINGLE
    if heading.multiple:
        message = N_("remove .multiple; it is for questions with [x] and [ ] only")
        report.add(heading.line, message)
    if not (marks == {"?"} or marks <= {"S", "F"}):
        message = N_("use one kind of boxes in a question: [x] and [ ], or [?], or [S] and [F]")
        report.add(heading.line, message)
    return Kind.DILEMMA if "?" in marks else Kind.TRUE_FALSE


def _check_intro(intro: Sequence[Row], report: Report) -> None:
    if lines := [line for line, text in intro if text]:
        message = N_("move the text above the heading, or make it a hint: > text")
        report.add(lines[0], message)


def _check_answers(heading: Heading, kind: Kind, answers: Sequence[Answer], report: Report) -> None:
    marked = kind in (Kind.SINGLE, Kind.MULTIPLE)
    if marked and not any(answer.mark == "x" for answer in answers):
        message = N_("the question '%(key)s' has no right answer; mark one with [x]")
        report.add(heading.line, message, key=heading.key)
    if kind != Kind.TRUE_FALSE and len(answers) < FEWEST_CHOICES:
        message = N_("the question '%(key)s' has one answer only; write at least two")
        report.add(heading.line, message, key=heading.key)
    for answer in answers:
        if answer.mark != "x" and not any(text for _, text in answer.feedback):
            message = N_("the answer has no feedback; write it on the line below: > text")
            report.add(answer.line, message)
    _check_unique(answers, report)


def _check_unique(answers: Sequence[Answer], report: Report) -> None:
    texts = Counter[str]()
    for answer in answers:
        text = normalised(fragment(answer.text).text).casefold()
        texts[text] += bool(text)
        if texts[text] == 2:
            report.add(answer.line, N_("the question already has this answer; remove one"))
        if answer.key and sum(other.key == answer.key for other in answers) > 1:
            message = N_("two answers have the key '%(key)s'; change one of them")
            report.add(answer.line, message, key=answer.key)


def normalised(text: str) -> str:
    """A text without the line breaks and double blanks that mean nothing."""
    return " ".join(text.split())


def _choice(answer: Answer) -> DraftChoice:
    text = fragment(answer.text, inline=True)
    correct = answer.mark in ("x", "S")
    return DraftChoice(answer.line, answer.key, correct, text, fragment(answer.feedback))


def _without_label(hint: Sequence[Row]) -> list[Row]:
    return [(line, HINT_LABEL.sub("", text, count=1)) for line, text in hint]
