"""Ranks, shares and what may be shown of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, lru_cache
from operator import attrgetter

from elearning.people.rules import SMALLEST_SHOWN

SwedishName = tuple[tuple[int, str], ...]  # sorts å, ä and ö last


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


@dataclass(frozen=True)
class Tally:
    """The counts of one organisation in a campaign."""

    slug: str
    organisation: str
    code: str | None  # kommunkod
    completed: int  # people who completed the course in the period
    completed_after: int  # people who completed it later
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
    def ratio(self) -> float:
        """The share to compare by, 0 to 1: as exact as a fraction and ten times as fast.

        Python rounds a quotient of integers correctly, so equal shares are equal floats.
        Different ones differ by 1 / (2 ** 26) ** 2 at least, where nobody employs 2 ** 26
        people: more than what rounding moves two floats between 0 and 1 towards each other.
        """
        return min(self.completed / self.headcount, 1.0)

    @cached_property
    def place(self) -> tuple[float, SwedishName, str]:
        """What tallies are sorted by: the highest share first, equal ones by name."""
        best_first = -self.ratio if self.is_shown else 1.0
        return best_first, swedish(self.organisation), self.slug


@dataclass(frozen=True, slots=True)
class Standing:
    """A place on the leaderboard. An organisation too small for figures has None in them."""

    rank: int | None
    slug: str
    organisation: str
    code: str | None
    completed: int | None
    headcount: int
    headcount_on: date
    headcount_source: str
    share: Fraction | None  # completed / headcount, 0 to 1
    completed_after: int | None
    note: str

    def __hash__(self) -> int:
        """Of what changes; a leaderboard of 312 looks all of itself up among what is kept."""
        return hash((self.slug, self.rank, self.completed))


def share(tally: Tally) -> Fraction | None:
    """Completed of employed, exact; None where fewer than SMALLEST_SHOWN are employed.

    Never above 1, though more than the employed of one date may complete in a long period.
    """
    if not tally.is_shown:
        return None
    return min(Fraction(tally.completed, tally.headcount), Fraction(1))


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
        ranked.append(_standing(tally, rank if tally.is_shown else None))
    return tuple(ranked)


@lru_cache(maxsize=4096)  # a completion changes a few of 312: 0.9 ms instead of 2.5 for them all
def _standing(tally: Tally, rank: int | None) -> Standing:
    return Standing(
        rank=rank,
        slug=tally.slug,
        organisation=tally.organisation,
        code=tally.code,
        completed=None if rank is None else tally.completed,
        headcount=tally.headcount,
        headcount_on=tally.headcount_on,
        headcount_source=tally.headcount_source,
        share=share(tally),
        completed_after=None if rank is None else tally.completed_after,
        note=tally.note,
    )


def total_completed(standings: Iterable[Standing]) -> int:
    """Completions of all organisations with a figure.

    Those without are left out: else the total minus the rest would tell what is hidden.
    """
    return sum(standing.completed or 0 for standing in standings)


_ORDER = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}
_ORDER |= {"é": _ORDER["e"], "ü": _ORDER["y"], "ø": _ORDER["ö"], "æ": _ORDER["ä"]}


@lru_cache(maxsize=4096)
def swedish(name: str) -> SwedishName:
    """A sort key: å, ä and ö come last, and capitals do not matter."""
    return tuple((_ORDER.get(letter, -1), letter) for letter in name.casefold())
