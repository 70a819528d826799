"""What deserves a look, found in figures that may be shown; and what remains to a goal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import zip_longest
from math import ceil
from typing import TypeVar

from elearning.dashboards.figures import Figures

T = TypeVar("T")

FRIDAY = 4  # as date.weekday() counts
SHOWN_DILEMMAS = 3  # in a report; source: the project's issue 3


class Kind(StrEnum):
    """Why a unit deserves a look."""

    LIFTED = "lifted"  # the most have completed here this week
    STILL = "still"  # below the average, and nobody has completed for a fortnight
    UNBEGUN = "unbegun"  # the most people who have not begun


@dataclass(frozen=True, slots=True)
class Seen:
    """A unit whose full figures are shown."""

    unit_id: int
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Notice:
    """A unit and why it deserves a look."""

    kind: Kind
    unit: Seen


def notices(units: Iterable[Seen], average: Fraction) -> tuple[Notice, ...]:
    """What deserves a look among the units, what went well first; each unit at most once.

    Still: the unit with the most people left, of those whose share is below the average and
    where nobody has completed for fourteen days. Unbegun: the one where the most people have
    not begun, if that is more than half of them.
    """
    left = list(units)
    found = []
    for kind, fits, measure in (
        (Kind.LIFTED, lambda each: each.figures.this_week > 0, _this_week),
        (Kind.STILL, lambda each: _is_still(each.figures, average), _left),
        (Kind.UNBEGUN, lambda each: _is_unbegun(each.figures), _not_started),
    ):
        best = _first(filter(fits, left), measure)
        if best:
            found.append(Notice(kind, best))
            left.remove(best)
    return tuple(found)


def _is_still(figures: Figures, average: Fraction) -> bool:
    return figures.share < average and figures.fortnight == 0


def _is_unbegun(figures: Figures) -> bool:
    return 2 * figures.not_started > figures.employed


def _this_week(figures: Figures) -> Fraction:
    return Fraction(figures.this_week, figures.employed)


def _left(figures: Figures) -> Fraction:
    return Fraction(figures.employed - figures.completed)


def _not_started(figures: Figures) -> Fraction:
    return Fraction(figures.not_started)


def _first(units: Iterable[Seen], measure: Callable[[Figures], Fraction]) -> Seen | None:
    """The unit with the most; of equal ones the first by name."""
    return min(units, key=lambda each: (-measure(each.figures), each.name), default=None)


class Step(StrEnum):
    """What to do next, for a management group to decide on."""

    BEGIN = "begin"  # hardly anybody has begun: managers go first
    MAKE_TIME = "make-time"  # somewhere it stands still: give time there
    KEEP_ON = "keep-on"  # it moves: ask for the next ones
    KEEP_ALIVE = "keep-alive"  # the goal is reached: talk about it at staff meetings


BEGUN = Fraction(1, 10)  # of all employed; below this a course has hardly begun
DONE = Fraction(9, 10)  # without a goal, this share is as good as all: people are on leave


def next_step(figures: Figures, found: Iterable[Notice], goal: Fraction | None) -> Step:
    """The one step that helps the most now. `goal` is a share of all employed, if there is one."""
    if figures.share >= (DONE if goal is None else goal):
        return Step.KEEP_ALIVE
    if Fraction(figures.started, figures.employed or 1) < BEGUN:
        return Step.BEGIN
    if any(each.kind is not Kind.LIFTED for each in found):
        return Step.MAKE_TIME
    return Step.KEEP_ON


@dataclass(frozen=True, slots=True)
class Pace:
    """What remains to a goal. `per_week` is None when its day has passed."""

    people_left: int  # who have to complete before the goal is reached; 0: it is
    per_week: int | None


def pace(figures: Figures, percent: int, due_on: date, today: date) -> Pace:
    """What remains for a group to have `percent` completed on a day."""
    wanted = ceil(Fraction(percent * figures.employed, 100))
    people = max(0, wanted - figures.completed)
    days = (due_on - today).days + 1
    weeks = max(0, ceil(days / 7))
    return Pace(people, ceil(people / weeks) if weeks else None)


def of_the_month(number: int, day: date) -> tuple[int, ...]:
    """Which of so many dilemmas to discuss this month: three in turn, all before any again."""
    if number <= SHOWN_DILEMMAS:
        return tuple(range(number))
    first = (day.year * 12 + day.month) * SHOWN_DILEMMAS
    return tuple((first + each) % number for each in range(SHOWN_DILEMMAS))


def report_day(today: date) -> date:
    """The day of this month when reports are sent: the first weekday after the first.

    The first of January and of May are holidays.
    """
    second = today.replace(day=2)
    return second + timedelta(7 - second.weekday() if second.weekday() > FRIDAY else 0)


def is_report_due(sent_on: date, today: date) -> bool:
    """Whether a letter is to be sent to somebody whose latest was sent, or ordered, on a day."""
    return today >= report_day(today) and sent_on < today.replace(day=1)


def in_turn(lists: Sequence[Sequence[T]]) -> tuple[T, ...]:
    """One from each list in turn, so that neighbours come from different ones."""
    return tuple(each for row in zip_longest(*lists) for each in row if each is not None)
