"""The tree of units as people choose from it: in order, with the way there."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from elearning.people.alphabet import as_listed


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit and the one above it, as they are stored."""

    id: int
    parent_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A unit and the names of those above it, the highest first."""

    id: int
    name: str
    above: tuple[str, ...]

    @property
    def title(self) -> str:
        """The way and the name: "Vård och omsorg › Hemtjänst Norr"."""
        return " › ".join((*self.above, self.name))


def places(branches: Collection[Branch]) -> tuple[Place, ...]:
    """Every unit, each before those below it, and beside each other by name.

    A unit whose parent is not among them stands highest.
    """
    below: dict[int | None, list[Branch]] = {}
    known = {each.id for each in branches}
    for each in sorted(branches, key=lambda branch: (as_listed(branch.name), branch.id)):
        below.setdefault(each.parent_id if each.parent_id in known else None, []).append(each)
    found: list[Place] = []
    waiting: list[tuple[Branch, tuple[str, ...]]] = [
        (each, ()) for each in reversed(below.get(None, []))
    ]
    while waiting:
        branch, above = waiting.pop()
        found.append(Place(branch.id, branch.name, above))
        way = (*above, branch.name)
        waiting += [(each, way) for each in reversed(below.get(branch.id, []))]
    return tuple(found)


def title(every: Iterable[Place], unit_id: int | None) -> str:
    """The way to a unit and its name; "" for one that is not among them."""
    return next((each.title for each in every if each.id == unit_id), "")


def matching(every: Iterable[Place], words: str) -> tuple[Place, ...]:
    """Those in whose way or name every word is found, in the same order."""
    wanted = words.casefold().split()
    return tuple(each for each in every if all(word in each.title.casefold() for word in wanted))


def named(every: Iterable[Place], path: str) -> Place | None:
    """The unit at a path from below the highest: "Vård och omsorg/Hemtjänst Norr", or with ›."""
    wanted = {tuple(step.strip().casefold() for step in path.split(by)) for by in ("/", "›")}
    return next(
        (
            each
            for each in every
            if tuple(name.casefold() for name in (*each.above, each.name)[1:]) in wanted
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """Units to choose from under a heading, as id and words; without a title, by themselves."""

    title: str
    units: tuple[tuple[int, str], ...]


def choices(every: Iterable[Place]) -> tuple[Choices, ...]:
    """The units as a list to choose from: under each department those below it, the way left out.

    A department stands first under its own heading; one without units below it stands by itself.
    """
    found: list[Choices] = []
    for way, group in groupby(every, key=lambda place: (*place.above, place.name)[:2]):
        units = tuple(
            (place.id, " › ".join((*place.above, place.name)[2:]) or place.name) for place in group
        )
        if len(units) > 1:
            found.append(Choices(way[-1], units))
        elif found and not found[-1].title:
            found[-1] = Choices("", found[-1].units + units)
        else:
            found.append(Choices("", units))
    return tuple(found)


def in_itself(branches: Iterable[Branch], people: Mapping[int, int]) -> dict[int, int]:
    """Unit id → people in the unit itself, from how many there are in it and below it."""
    found = dict(people)
    for each in branches:
        if each.parent_id in found:
            found[each.parent_id] -= people.get(each.id, 0)
    return found


@dataclass(frozen=True, slots=True)
class Level:
    """A unit with the way to it, the highest first, and those right below it, by name."""

    here: Branch
    above: tuple[Branch, ...]
    below: tuple[Branch, ...]


def level(branches: Collection[Branch], unit_id: int | None) -> Level | None:
    """The unit with this id, or the highest; None if it is not among them."""
    known = {each.id: each for each in branches}
    highest = next((each for each in branches if each.parent_id not in known), None)
    here = known.get(unit_id) if unit_id is not None else highest
    if here is None:
        return None
    above: list[Branch] = []
    parent = known.get(here.parent_id or 0)
    while parent is not None:
        above.insert(0, parent)
        parent = known.get(parent.parent_id or 0)
    below = sorted(
        (each for each in branches if each.parent_id == here.id),
        key=lambda branch: (as_listed(branch.name), branch.id),
    )
    return Level(here, tuple(above), tuple(below))
