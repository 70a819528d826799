"""The monthly report for a management group: one page, on screen and as a tagged PDF (PDF/UA-1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from flask_babel import format_date
from flask_babel import gettext as _

from elearning.course.tree import Course, Kind, Module, Question
from elearning.dashboards import wording
from elearning.dashboards.attention import in_turn, of_the_month
from elearning.dashboards.board import Board
from elearning.dashboards.trend import Point, Week, drawn, height
from elearning.web import paper
from elearning.web.rendering import day, number, percent

_PAGE = Path(__file__).with_name("report.typ")
_WIDTH, _HEIGHT = 700, 150  # of the curve on paper, in units of its own
MOST_UNITS = 8  # lines of the table on paper
LONGEST_NAME = 46  # characters of a unit's name in it


@dataclass(frozen=True, slots=True)
class Discussed:
    """A dilemma to talk about, and where it comes from."""

    text: str  # plain, as are the ways to choose from
    ways: tuple[str, ...]
    module_title: str
    module_slug: str
    lesson_slug: str
    lesson_title: str

    @property
    def place(self) -> str:
        """Where the situation is told, for paper."""
        return f"{self.lesson_title}, {self.module_title}"


def dilemmas(course: Course, today: date) -> tuple[Discussed, ...]:
    """Three of the course's dilemmas, of different modules where there are so many."""
    found = in_turn([_of_module(module) for module in course.modules])
    return tuple(found[each] for each in of_the_month(len(found), today))


def _of_module(module: Module) -> tuple[Discussed, ...]:
    return tuple(
        Discussed(
            question.text.striptags(),
            tuple(choice.text.striptags() for choice in question.choices),
            module.title,
            module.slug,
            lesson.slug,
            lesson.title,
        )
        for lesson in module.lessons
        for question in lesson.questions
        if _is_dilemma(question)
    )


def _is_dilemma(question: Question) -> bool:
    return question.kind is Kind.DILEMMA


def month(today: date) -> str:
    """ "november 2026" """
    return str(format_date(today, "MMMM y"))


def pdf(
    seen: Board, weeks: Sequence[Week], discussed: Sequence[Discussed], site: str, language: str
) -> bytes:
    """One A4 page."""
    aim, left = wording.goal(seen)
    step = wording.step(seen)
    figures = seen.figures
    words = {
        "title": _("Monthly report: %(unit)s", unit=seen.head.name),
        "month": month(seen.today),
        "site": site,
        "language": language,
        "unit": seen.head.name,
        "state": _("Where we stand"),
        "share": percent(figures.share) if figures else "",
        "summary": wording.summary(seen) or _("The group is too small for figures of its own."),
        "beside": " ".join(filter(None, (wording.lead(seen), aim and f"{aim}. {left}"))),
        "parts": [[name, number(count)] for name, count in _parts(seen)],
        "people_alt": wording.hundred(seen),
        "curve": _("Week by week"),
        "key": wording.key(seen),
        "axis": [percent(share) for share in (Fraction(1), Fraction(1, 2), Fraction(0))],
        "days": [day(weeks[0].ends_on), day(weeks[-1].ends_on)] if weeks else [],
        "curve_alt": _curve_in_words(weeks),
        "units": _("Units"),
        "columns": [_("Unit"), _("Have finished"), _("Share")],
        "lines": _lines(seen),
        "attention": _("Worth a look"),
        "notices": [[each.heading, each.text] for each in wording.notices(seen)],
        "talk": _("To talk about"),
        "questions": [[each.text, each.place, each.ways] for each in discussed],
        "next": _("Next step"),
        "step": [step.heading, step.text] if step else [],
        "note": _(
            "Of all employed. Nothing is shown about fewer than %(number)d people.",
            number=seen.setting.smallest,
        )
        + " "
        + _("As it stood %(day)s.", day=day(seen.today)),
    }
    return paper.pdf(_PAGE, words, people=_people(seen), curve=_drawing(seen, weeks))


def _parts(seen: Board) -> list[tuple[str, int]]:
    figures = seen.figures
    if figures is None:
        return []
    return [
        (_("finished"), figures.completed),
        (_("under way"), figures.under_way),
        (_("not begun"), figures.not_started),
        (_("finished in the last seven days"), figures.this_week),
    ]


def _lines(seen: Board) -> list[list[str]]:
    """The units right below, those with the most people first."""
    lines = [line for line in seen.lines if line.depth == 1 and line.counted and not line.is_pool]
    lines.sort(key=lambda line: -line.counted.employed if line.counted else 0)
    return [
        [
            _short(line.name),
            _(
                "%(completed)s of %(employed)s",
                completed=number(line.counted.completed),
                employed=number(line.counted.employed),
            ),
            percent(line.counted.share),
        ]
        for line in lines[:MOST_UNITS]
        if line.counted
    ]


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _curve_in_words(weeks: Sequence[Week]) -> str:
    if not weeks:
        return ""
    return str(
        _(
            "The share that has finished, week by week: from %(first)s to %(last)s.",
            first=percent(weeks[0].share),
            last=percent(weeks[-1].share),
        )
    )


_FILLED = (
    'fill="#0b5563" stroke="#0b5563"',
    'fill="#f2b84b" stroke="#9c6c10"',
    'fill="#f7efe2" stroke="#7d7668"',
)


def _people(seen: Board) -> str:
    """The hundred people for paper; "" without figures."""
    if seen.figures is None:
        return ""
    kinds = [kind for kind, many in enumerate(seen.figures.hundred) for _each in range(many)]
    people = "".join(
        f'<g transform="translate({place // 5 * 24} {place % 5 * 28})" {_FILLED[kind]}>'
        '<circle cx="12" cy="8" r="5"/><path d="M3 24a9 9 0 0 1 18 0z"/></g>'
        for place, kind in enumerate(kinds)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 140">{people}</svg>'


def _drawing(seen: Board, weeks: Sequence[Week]) -> str:
    """The curve for paper, with the organisation's average and the goal; "" without a curve."""
    if not weeks:
        return ""
    curve = drawn(weeks)
    line = '<line x1="0" x2="{}" y1="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="1"{}/>'
    grid = [line.format(_WIDTH, y, y, "#d9d2c5", "") for y in (0.5, _HEIGHT / 2, _HEIGHT - 0.5)]
    if seen.setting.goal:
        y = height(seen.setting.goal.share) / 100 * _HEIGHT
        grid.append(line.format(_WIDTH, y, y, "#9c6c10", ' stroke-dasharray="2 4"'))
    if not seen.is_root:
        dashes = 'fill="none" stroke="#5c574e" stroke-width="1.5" stroke-dasharray="6 4"'
        grid.append(f'<polyline points="{_placed(curve.average)}" {dashes}/>')
    area = f"0,{_HEIGHT} {_placed(curve.own)} {_WIDTH},{_HEIGHT}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -3 {_WIDTH} {_HEIGHT + 6}">'
        f'<polygon points="{area}" fill="#e4f0f0"/>{"".join(grid)}'
        f'<polyline points="{_placed(curve.own)}" fill="none" stroke="#0b5563" stroke-width="3"/>'
        "</svg>"
    )


def _placed(found: Sequence[Point]) -> str:
    return " ".join(f"{p.x * _WIDTH / 100:.1f},{p.y * _HEIGHT / 100:.1f}" for p in found)
