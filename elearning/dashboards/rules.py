"""What may be told about a unit: nothing about few people, and nothing that tells of each of them.

With n the smallest group that an organisation shows, a *small* group has n to 2n - 1 people:
it cannot be divided into two groups that may both be shown, so it is a circle in which people
know each other, and "nobody" or "everyone" would say of each of them how far they have come.

1. Full figures (begun, completed, modules, this week, the curve) are told of groups of 2n or
   more. A unit of 2n has its own. What is smaller, and who works directly in a larger unit, is
   pooled with its like under the same unit. A pool under 2n is counted one step further up
   instead, and the unit it left says that its figures are not of quite everyone. At the top
   the rest takes the smallest pool of all with it, and nothing more is told of the parts of
   that one. All this follows from headcounts alone.
2. Of a small unit only the share that has completed is told, and only if at least TWO have and
   TWO have not: so it says nothing of everyone, not even to one of them who knows their own. The
   pool's smallest units are the cover: they stay hidden with those that were too much alike.

**What follows.** (a) All that is shown can be computed from figures of disjoint groups of at
least n people, 2n for all but the share completed: no sum or difference of shown figures is
about fewer. (b) Somebody who knows all that is shown, every headcount and this rule still finds
at least two possible values for every hidden figure of every unit, unless those who are left
out are all in shown groups of 2n or more that are themselves at none or all. Every possible
world is tried in tests/dashboards/test_rules_worlds.py. What remains: docs/decisions/0024.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add

from elearning.dashboards.figures import Figures, share

TWO = 2  # people on either side of a small group's share; source: docs/decisions/0024


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in the tree of an organisation. Figures are of everyone in it and below it."""

    id: int
    parent_id: int | None  # None: the whole organisation
    name: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Group:
    """People who are counted together: those directly in each of the units."""

    unit_ids: frozenset[int]
    figures: Figures

    def __add__(self, other: "Group") -> "Group":
        return Group(self.unit_ids | other.unit_ids, self.figures + other.figures)


@dataclass(frozen=True, slots=True)
class Small:
    """All that may be told of a small unit."""

    employed: int
    completed: int

    @property
    def share(self) -> Fraction:
        """Completed of employed, 0 to 1."""
        return share(self.completed, self.employed)


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told about a unit; nothing at all where everything is None."""

    group: Group | None = None  # with full figures: 2n people or more
    is_whole: bool = False  # the group is everyone in the unit
    small: Small | None = None
    pool: Group | None = None  # those in the group who are in no part of it with full figures


@dataclass(frozen=True, slots=True)
class _Part:
    """What is pooled: a whole small unit, or the people directly in a larger one."""

    place: Place
    is_unit: bool
    group: Group

    @property
    def size(self) -> int:
        return self.group.figures.employed


def told(places: Iterable[Place], smallest: int) -> dict[int, Told]:
    """Unit id → what may be told, for every unit of one organisation. `smallest` is n."""
    return _Hiding(places, smallest).told()


def is_mixed(figures: Figures) -> bool:
    """Whether a share says nothing of everyone in the group, not even to one of them."""
    return TWO <= figures.completed <= figures.employed - TWO


class _Hiding:
    """One organisation's tree, and what is pooled where."""

    def __init__(self, places: Iterable[Place], smallest: int) -> None:
        self.places = {place.id: place for place in places}
        self.smallest, self.full = smallest, 2 * smallest
        self.below: dict[int | None, list[Place]] = {}
        for place in sorted(self.places.values(), key=lambda place: place.id):
            self.below.setdefault(place.parent_id, []).append(place)
        self.pools: dict[int, list[_Part]] = {}
        self.groups: dict[int, Group] = {}
        self.closed: int | None = None  # the unit whose pool tells nothing of its parts

    def told(self) -> dict[int, Told]:
        root = next(iter(self.below.get(None, ())), None)
        if root is None:
            return {}
        if root.figures.employed < self.full:
            return self._told_of_few(root)
        self._pool_all(root)
        self._join(root)
        small = {
            place.id: _small(part.group.figures)
            for unit_id, parts in self.pools.items()
            if unit_id != self.closed
            for part in self._alone(unit_id, parts)
            for place in self._subtree(part.place)
            if place.figures.employed == part.size  # below it, a unit that is all of it
        }
        return {each: self._of(place, small.get(each)) for each, place in self.places.items()}

    def _told_of_few(self, root: Place) -> dict[int, Told]:
        """What may be told of an organisation of fewer than 2n, and of a unit that is all of it."""
        alone = root.figures.employed >= self.smallest and is_mixed(root.figures)
        told = Told(small=_small(root.figures) if alone else None)
        everyone = root.figures.employed
        return {
            each: told if place.figures.employed == everyone else Told()
            for each, place in self.places.items()
        }

    def _of(self, place: Place, small: Small | None) -> Told:
        group, parts = self.groups.get(place.id), self.pools.get(place.id, [])
        if group is None:
            return Told(small=small)
        return Told(
            group=group,
            is_whole=group.figures.employed == place.figures.employed,
            pool=_together(parts) if parts else None,
        )

    def _pool_all(self, root: Place) -> None:
        """Fill every pool; what is too few at the top takes the smallest pool with it.

        That pool belongs to the lowest unit that holds all of it. Nothing more is told of its
        parts: they could be those of a single unit that is hidden now.
        """
        rest = self._pool(root)
        if rest:
            taken = min(self.pools, key=lambda key: (_size(self.pools[key]), key))
            rest += self.pools.pop(taken)
            self.closed = self._meet(rest)
            self.pools[self.closed] = rest

    def _meet(self, parts: list[_Part]) -> int:
        """The id of the lowest unit that holds all the parts."""
        paths = [self._path(part.place) for part in parts]
        return [unit_id for unit_id in paths[0] if all(unit_id in path for path in paths)][-1]

    def _path(self, place: Place) -> list[int]:
        """The ids of the units above one and of itself, from the top."""
        above = [] if place.parent_id is None else self._path(self.places[place.parent_id])
        return [*above, place.id]

    def _pool(self, place: Place) -> list[_Part]:
        """Pool what is small in a large unit and below it. Gives what has to go further up."""
        own = self._own(place)
        parts = [_Part(place, False, own)] if own.figures.employed else []
        for child in self.below.get(place.id, ()):
            if child.figures.employed >= self.full:
                parts += self._pool(child)
            elif child.figures.employed:
                ids = frozenset(each.id for each in self._subtree(child))
                parts.append(_Part(child, True, Group(ids, child.figures)))
        if _size(parts) < self.full:
            return parts
        self.pools[place.id] = parts
        return []

    def _own(self, place: Place) -> Group:
        """Those directly in a unit."""
        below = (child.figures for child in self.below.get(place.id, ()))
        return Group(frozenset({place.id}), reduce(Figures.__sub__, below, place.figures))

    def _subtree(self, place: Place) -> Iterator[Place]:
        yield place
        for child in self.below.get(place.id, ()):
            yield from self._subtree(child)

    def _join(self, place: Place) -> list[Group]:
        """Note the group that each unit's full figures are of: its pool and its parts' groups."""
        found = [_together(self.pools[place.id])] if place.id in self.pools else []
        for child in self.below.get(place.id, ()):
            found += self._join(child)
        if found:
            self.groups[place.id] = reduce(add, found)
            found = [self.groups[place.id]]
        return found

    def _alone(self, unit_id: int, parts: list[_Part]) -> list[_Part]:
        """The units in the pool of a unit whose share may be told."""
        others, cover, never = self._divided(unit_id, parts)
        shown = [part for part in others if is_mixed(part.group.figures)]
        groups = [part.group.figures for part in cover]
        groups += [_together(never).figures] if never else []
        if len(shown) == len(others) and all(map(is_mixed, groups)):
            return shown + cover
        hidden = reduce(
            Figures.__sub__, (part.group.figures for part in shown), _together(parts).figures
        )
        return shown if 0 < hidden.completed < hidden.employed else []

    def _divided(
        self, unit_id: int, parts: list[_Part]
    ) -> tuple[list[_Part], list[_Part], list[_Part]]:
        """Divide a pool by headcount: what may be told alone, its cover, and what is never alone.

        Never alone are people directly in units, and units of fewer than n; and with them the
        smallest units, until they are n and come from more than one part of the pool's unit. The
        cover are further of the smallest, until it is 2n people together with those.
        """
        units = [part for part in parts if part.is_unit and part.size >= self.smallest]
        units.sort(key=lambda part: (part.size, part.place.id), reverse=True)
        never = [part for part in parts if part not in units]
        while units and never and (_size(never) < self.smallest or self._meet(never) != unit_id):
            never.append(units.pop())
        cover: list[_Part] = []
        while units and _size(never) + _size(cover) < self.full:
            cover.append(units.pop())
        return units, cover, never


def _small(figures: Figures) -> Small:
    return Small(figures.employed, figures.completed)


def _together(parts: Iterable[_Part]) -> Group:
    return reduce(add, (part.group for part in parts))


def _size(parts: Iterable[_Part]) -> int:
    return sum(part.size for part in parts)
