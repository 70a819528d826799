"""Ranks, shares and what may be shown of them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from elearning.people.alphabet import as_listed
from elearning.people.rules import SMALLEST_SHOWN
from elearning.web.calendar import midnight


def period(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first instant of a Swedish day to the first that comes after another."""
    return midnight(first), midnight(last + timedelta(days=1))


class Status(StrEnum):
    """Where a campaign is in its life."""

    UPCOMING = "upcoming"
    OPEN = "open"
    FROZEN = "frozen"  # over; its figures never change


def status(starts_at: datetime, ends_at: datetime, now: datetime) -> Status:
    """The first instant belongs to the campaign, the last does not."""
    if now < starts_at:
        return Status.UPCOMING
    return Status.OPEN if now < ends_at else Status.FROZEN


class Source(NamedTuple):
    """Where a number of employees comes from, and the day that it is of."""

    text: str
    on: date


@dataclass(frozen=True)
class Tally:
    """The counts of one organisation in a campaign. Figures that may not be told are None."""

    slug: str
    organisation: str
    code: str | None  # kommunkod
    completed: int | None  # people who completed the course in the period
    completed_after: int | None  # people who completed it later
    headcount: int  # people employed, at the date and by the source below
    headcount_on: date
    headcount_source: str
    note: str

    def __hash__(self) -> int:
        """Of what tells most tallies apart: three times as fast as of everything."""
        return hash((self.slug, self.completed, self.headcount))

    @cached_property
    def is_shown(self) -> bool:
        """Whether figures may be told: not where fewer than SMALLEST_SHOWN are employed."""
        return self.headcount >= SMALLEST_SHOWN

    @cached_property
    def told(self) -> "Tally":
        """What may be told of it."""
        return self if self.is_shown else replace(self, completed=None, completed_after=None)

    @cached_property
    def share(self) -> Fraction | None:
        """Completed of employed, exact; None where it may not be told.

        Never above 1, though more than the employed of one date may complete in a long period.
        """
        if not self.is_shown:
            return None
        return min(Fraction(self.completed or 0, self.headcount), Fraction(1))

    @cached_property
    def ratio(self) -> float:
        """The share to compare by, 0 to 1: as exact as a fraction and ten times as fast.

        Python rounds a quotient of integers correctly, so equal shares are equal floats.
        Different ones differ by 1 / (2 ** 26) ** 2 at least, where nobody employs 2 ** 26
        people: more than what rounding moves two floats between 0 and 1 towards each other.
        """
        return min((self.completed or 0) / self.headcount, 1.0)

    @cached_property
    def place(self) -> tuple[float, str, str]:
        """What tallies are sorted by: the highest share first, equal ones by name."""
        best_first = -self.ratio if self.is_shown else 1.0
        return best_first, as_listed(self.organisation), self.slug


class Standing(NamedTuple):
    """A place on the leaderboard. An organisation too small for figures has none."""

    rank: int | None
    tally: Tally  # no more than what may be told


def standings(tallies: Iterable[Tally]) -> tuple[Standing, ...]:
    """Rank organisations by share, highest first.

    Equal shares share a rank and the next rank is skipped: 1, 2, 2, 4. Shares are exact, so 1
    of 30 ties with 2 of 60. Within a rank, names are in Swedish alphabetical order. Those
    where nobody has completed are ranked too. Organisations too small for figures come last.
    """
    ranked = []
    rank, last = 0, -1.0
    for position, tally in enumerate(sorted(tallies, key=attrgetter("place")), start=1):
        if tally.ratio != last:
            rank, last = position, tally.ratio
        ranked.append(Standing(rank if tally.is_shown else None, tally.told))
    return tuple(ranked)


# A row's source, as a tuple that equals the same Source: to make one takes four times as long.
source: Callable[[Standing], tuple[str, date]] = attrgetter(
    "tally.headcount_source", "tally.headcount_on"
)


def common_source(standings: Iterable[Standing]) -> Source | None:
    """The source that more than half of several rows have, to be told once; None: each its own."""
    sources = Counter(map(source, standings))
    for found, rows in sources.most_common(1):
        if rows > 1 and 2 * rows > sources.total():
            return Source(*found)
    return None


def total_completed(standings: Iterable[Standing]) -> int:
    """Completions of all organisations with a figure.

    Those without are left out: else the total minus the rest would tell what is hidden.
    """
    return sum(standing.tally.completed or 0 for standing in standings)
