"""The curve of a group over weeks: figures, and where they lie on a picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from elearning.dashboards.figures import share
from elearning.web.calendar import midnight, monday_of

MOST_WEEKS = 26  # half a year; what was before is the height that the curve begins at


@dataclass(frozen=True, slots=True)
class Week:
    """How many people now in a group had completed the course at the end of a week."""

    ends_on: date  # a Sunday; in the last week, today
    completed: int
    share: Fraction
    average: Fraction  # of the whole organisation


def week_starts(now: datetime) -> tuple[datetime, ...]:
    """The Mondays, 00:00, of the last MOST_WEEKS weeks; the last one is this week's."""
    monday = monday_of(now)
    return tuple(midnight(monday - timedelta(7 * back)) for back in reversed(range(MOST_WEEKS)))


@dataclass(frozen=True, slots=True)
class Gained:
    """A group now, and how many of it completed the course in each week."""

    employed: int
    completed: int
    weekly: Sequence[int]


def curve(
    starts: Sequence[datetime], today: date, group: Gained, everyone: Gained
) -> tuple[Week, ...]:
    """The weeks, from the state of today backwards, so that the curve ends where it must.

    It begins with the last week before the first completion in the organisation.
    """
    ends = [start.date() + timedelta(6) for start in starts]
    ends[-1] = today
    rows = zip(ends, _cumulated(group), _cumulated(everyone), strict=True)
    weeks = [
        Week(end, done, share(done, group.employed), share(of_all, everyone.employed))
        for end, done, of_all in rows
    ]
    still_zero = sum(each.average == 0 for each in weeks)
    return tuple(weeks[min(max(0, still_zero - 1), len(weeks) - 2) :])


def _cumulated(group: Gained) -> list[int]:
    found = [group.completed]
    for gained in reversed(group.weekly[1:]):
        found.append(found[-1] - gained)
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Point:
    """A place on a picture, in per cent of its width from the left and its height from the top."""

    x: float
    y: float


def points(days: Sequence[date], shares: Iterable[Fraction]) -> tuple[Point, ...]:
    """Shares placed by their days, from left to right; 0 lies at the bottom, 1 at the top."""
    whole = max(1, (days[-1] - days[0]).days)
    return tuple(
        Point(round(100 * (day - days[0]).days / whole, 2), height(each))
        for day, each in zip(days, shares, strict=True)
    )


def height(share: Fraction) -> float:
    """Per cent from the top."""
    return round(100 - 100 * float(share), 2)


@dataclass(frozen=True, slots=True)
class Curve:
    """A picture: the group's curve and the organisation's, and the weeks to name under it."""

    weeks: tuple[Week, ...]
    own: tuple[Point, ...]
    average: tuple[Point, ...]

    @property
    def first(self) -> Week:
        """Where the curve begins."""
        return self.weeks[0]

    @property
    def last(self) -> Week:
        """Where it stands today."""
        return self.weeks[-1]


def drawn(weeks: Sequence[Week]) -> Curve:
    """The picture of some weeks."""
    days = [week.ends_on for week in weeks]
    own, average = ([week.share for week in weeks], [week.average for week in weeks])
    return Curve(tuple(weeks), points(days, own), points(days, average))
