"""The tree of units, and where in it a path from a file leads."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that is open. One that is to be made has a negative id."""

    id: int
    parent_id: int | None  # None: the whole organisation
    name: str


def folded(name: str) -> str:
    """A name as it is compared: however it is capitalised and spaced."""
    return " ".join(name.casefold().split())


class Places:
    """The units of an organisation, to which a file may add.

    `reach` are the ids of those that the importer may fill. A path begins below the whole
    organisation; or below the importer's own part, where only there its first unit is known.
    """

    def __init__(
        self, places: Iterable[Place], reach: Collection[int], home_id: int | None
    ) -> None:
        places = tuple(places)
        self.root = next(place for place in places if place.parent_id is None)
        self.home_id = home_id  # where people without a unit go; None: no such place
        self.made: list[Place] = []  # parents first
        self._reach = set(reach)
        self._below = {
            (place.parent_id, folded(place.name)): place.id
            for place in places
            if place.parent_id is not None
        }
        self._names = {place.id: folded(place.name) for place in places}
        self._found: dict[tuple[str, ...], tuple[int, tuple[str, ...]]] = {}

    def is_reached(self, path: tuple[str, ...]) -> bool:
        """Whether the importer may put people where a path leads, making units on the way."""
        return self._follow(path)[0] in self._reach

    def unit_id(self, path: tuple[str, ...]) -> int:
        """The unit that a path leads to; what is missing on the way is made."""
        unit_id, missing = self._follow(path)
        for name in missing:
            place = Place(-1 - len(self.made), unit_id, name)
            self.made.append(place)
            self._below[unit_id, folded(name)] = place.id
            self._names[place.id] = folded(name)
            self._reach.add(place.id)
            unit_id = place.id
        if missing:
            self._found.clear()
        return unit_id

    def _follow(self, path: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
        """The last unit of a path that there is, and the names after it."""
        if path not in self._found:
            below = path[1:] if path and folded(path[0]) == self._names[self.root.id] else path
            found = self._walk(self.root.id, below)
            if found[0] == self.root.id and self._begins_at_home(below):
                found = self._walk(self.home_id or 0, below)
            self._found[path] = found
        return self._found[path]

    def _begins_at_home(self, path: tuple[str, ...]) -> bool:
        """Whether a path that leads nowhere from the top does so from the importer's own part."""
        return bool(path) and (self.home_id, folded(path[0])) in self._below

    def _walk(self, unit_id: int, path: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
        for place, name in enumerate(path):
            below = self._below.get((unit_id, folded(name)))
            if below is None and folded(name) == self._names[unit_id]:
                continue  # systems repeat a name where there is no lower unit
            if below is None:
                return unit_id, self._single(path[place:])
            unit_id = below
        return unit_id, ()

    @staticmethod
    def _single(names: tuple[str, ...]) -> tuple[str, ...]:
        """The names without those that only repeat the one before."""
        return tuple(
            name for n, name in enumerate(names) if n == 0 or folded(name) != folded(names[n - 1])
        )
