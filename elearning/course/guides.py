"""A discussion guide's text: to the leader, then a short meeting and a long one."""

from collections.abc import Iterable
from dataclasses import dataclass

from elearning.course.drafts import fragment
from elearning.course.elements import Fragment
from elearning.course.outline import Heading, outlined, read_title, sections
from elearning.course.problems import N_, Report
from elearning.course.prose import Row, check_prose
from elearning.course.questions import has_boxes

MEETINGS = {"sv": ("15 minuter", "45 minuter"), "en": ("15 minutes", "45 minutes")}


@dataclass(frozen=True, slots=True)
class DraftGuide:
    """A guide cut at its two headings."""

    title: str
    introduction: Fragment
    short: Fragment
    long: Fragment
    source: str

    def fragments(self) -> tuple[Fragment, ...]:
        """Every piece of Markdown, in reading order."""
        return self.introduction, self.short, self.long


def read_guide(text: str, language: str, report: Report) -> DraftGuide:
    """Cut a guide at its headings of two number signs, of which there are exactly two."""
    title, body = read_title(text, report)
    parts: list[list[Row]] = [[]]
    meetings: list[Heading] = []
    level = 1
    for found, below in sections(body, report, key_level=1):
        heading, level = outlined(found, level, report)
        _check_plain(heading, below, report)
        if heading and heading.level == 2:
            meetings.append(heading)
            parts.append([])
        elif heading:
            parts[-1].append(heading.row())
        parts[-1] += below
    _check_meetings(meetings, MEETINGS[language], report)
    for rows in parts:
        check_prose(rows, report)
    introduction, short, long = ([fragment(rows) for rows in parts] + [Fragment("", 1)] * 2)[:3]
    if not introduction.text.strip():
        report.add(1, N_("write a few words to the leader below the title"))
    for heading, meeting in zip(meetings, (short, long), strict=False):
        if not meeting.text.strip():
            report.add(heading.line, N_("write below the heading what to do at the meeting"))
    return DraftGuide(title, introduction, short, long, text)


def _check_plain(heading: Heading | None, below: Iterable[Row], report: Report) -> None:
    if heading and heading.key:
        report.add(heading.line, N_("a guide has no keys; remove {#…} from the heading"))
    for row in below:
        if has_boxes([row]):
            report.add(row[0], N_("a guide has no boxes to tick; write a plain list: - text"))


def _check_meetings(found: list[Heading], wanted: tuple[str, str], report: Report) -> None:
    for heading, text in zip(found, wanted, strict=False):
        if heading.text != text:
            message = N_("write the heading ## %(wanted)s here; it begins a meeting of its own")
            report.add(heading.line, message, wanted=text)
    for text in wanted[len(found) :]:
        report.add(1, N_("the heading ## %(wanted)s is missing"), wanted=text)
    for heading in found[len(wanted) :]:
        message = N_("a guide has two headings of two number signs; write ### Heading here")
        report.add(heading.line, message)
