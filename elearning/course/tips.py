"""The text of a module's tips: a heading with a key, and what to do and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearning.course.drafts import fragment
from elearning.course.elements import Fragment
from elearning.course.outline import Heading, read_title, sections, suggested_key
from elearning.course.problems import N_, Report
from elearning.course.prose import Row, check_prose
from elearning.course.questions import has_boxes

LEVEL = 2  # ## Title {#key}


@dataclass(frozen=True, slots=True)
class DraftTip:
    """A tip in one language."""

    key: str
    line: int
    title: Fragment
    text: Fragment


@dataclass(frozen=True, slots=True)
class DraftTips:
    """A module's tips in one language, in order."""

    tips: tuple[DraftTip, ...]
    source: str

    def fragments(self) -> tuple[Fragment, ...]:
        """Every piece of Markdown, in reading order."""
        return tuple(each for tip in self.tips for each in (tip.title, tip.text))


def read_tips(text: str, report: Report) -> DraftTips:
    """Cut the tips at their headings."""
    _, body = read_title(text, report)
    tips = []
    for heading, below in sections(body, report, key_level=LEVEL):
        if heading is None:
            _check_above(below, report)
        else:
            tips.append(_tip(heading, below, report))
    if not tips:
        report.add(1, N_("there is no tip; write ## Title {#key} and its text below"))
    return DraftTips(tuple(tips), text)


def _check_above(rows: Sequence[Row], report: Report) -> None:
    if lines := [line for line, text in rows if text]:
        message = N_("move the text below the heading of a tip; here it is not shown")
        report.add(lines[0], message)


def _tip(heading: Heading, below: Sequence[Row], report: Report) -> DraftTip:
    key = heading.key or suggested_key(heading.text)
    if heading.level != LEVEL:
        message = N_("write the heading of a tip with two number signs: ## Title {#key}")
        report.add(heading.line, message)
    elif not heading.key:
        message = N_("the tip has no key; write {#%(key)s} last in the heading")
        report.add(heading.line, message, key=key)
    if not heading.text:
        report.add(heading.line, N_("the heading is empty; write its text or remove the line"))
    text = fragment(below)
    if not text.text.strip() or has_boxes(below):
        message = N_("write below the heading what to do, and why it helps")
        report.add(heading.line, message)
    check_prose(below, report)
    return DraftTip(key, heading.line, Fragment(heading.text, heading.line, inline=True), text)
