"""What the state machine remembers of people, units and campaigns, beside the database."""

from dataclasses import dataclass, field
from datetime import datetime

from elearning.campaigns.models import Campaign
from tests.conftest import NOON

TREE = (None, 0, 0, 1, None, 4, 1)  # the parent of each place at first; None: an organisation

Placed = dict[int, int | None]  # person → place; None: has left


@dataclass
class Contest:
    """A campaign as this test remembers it."""

    campaign: Campaign
    starts_at: datetime
    ends_at: datetime
    frozen: Placed | None = None  # where people were when it ended


@dataclass
class Memory:
    """Everything that has happened, in plain Python. People are numbered as they come."""

    now: datetime = NOON
    place: Placed = field(default_factory=dict)
    completed_at: dict[int, datetime] = field(default_factory=dict)
    contests: list[Contest] = field(default_factory=list)
    tree: list[int | None] = field(default_factory=lambda: list(TREE))
    closed: set[int] = field(default_factory=set)

    def path(self, place: int) -> list[int]:
        """A place and everything above it."""
        above = self.tree[place]
        return [place, *(self.path(above) if above is not None else [])]

    def counted(self, placed: Placed) -> dict[int, int]:
        """How many there are in every place and below it; places without anyone are left out."""
        everywhere = [each for at in placed.values() if at is not None for each in self.path(at)]
        return {place: everywhere.count(place) for place in sorted(set(everywhere))}

    def placed(self, start: datetime, end: datetime | None) -> Placed:
        """Where those are now who completed from start (inclusive) to end (not)."""
        return {
            person: self.place[person]
            for person, at in self.completed_at.items()
            if start <= at and (end is None or at < end)
        }

    def during(self, contest: Contest) -> Placed:
        """Those whom the contest counts."""
        if contest.frozen is None and self.now >= contest.ends_at:
            contest.frozen = self.placed(contest.starts_at, contest.ends_at)
        if contest.frozen is not None:
            return contest.frozen
        return self.placed(contest.starts_at, contest.ends_at)

    def freeze(self) -> None:
        """What has ended counts people where they are now, whatever happens to them later."""
        for contest in self.contests:
            self.during(contest)

    def merge(self, gone: int, kept: int) -> None:
        """Two are one person; the earlier of what they did counts, once."""
        done = [self.completed_at.pop(who) for who in (gone, kept) if who in self.completed_at]
        if done:
            self.completed_at[kept] = min(done)
        del self.place[gone]

    def merge_unit(self, place: int, into: int) -> None:
        """Its people and the open units below it go over, and it is closed."""
        self.closed.add(place)
        self.tree = [
            into if above == place and each not in self.closed else above
            for each, above in enumerate(self.tree)
        ]
        self.place = {who: into if at == place else at for who, at in self.place.items()}

    def cannot_be_in(self, place: int, other: int) -> bool:
        """Whether a unit cannot be put in another: of another organisation, closed, or below it."""
        return bool(
            self.path(place)[-1] != self.path(other)[-1]
            or self.tree[place] is None
            or place in self.path(other)
            or {place, other} & self.closed
        )

    def cannot_be_closed(self, place: int) -> bool:
        """Whether a unit cannot be closed: the whole, closed already, or not empty."""
        open_below = any(
            above == place and each not in self.closed for each, above in enumerate(self.tree)
        )
        return (
            self.tree[place] is None
            or place in self.closed
            or open_below
            or place in self.place.values()
        )
