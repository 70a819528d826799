"""What a file would change: from the people we know and the rows of a file to a plan.

The same file twice changes nothing, and whoever the file does not name stays until a person
says that they have left.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from elearning.roster.entries import LANGUAGE_CODES, Entry, Reader, Refused
from elearning.roster.matching import Known, Matching
from elearning.roster.places import Place, Places
from elearning.roster.table import Line

LARGEST_LEAVING = Fraction(1, 5)  # of the employed; more needs the organisation's name (issue 3)
MOST_BYTES = 20 * 1024 * 1024  # of a file


class State(StrEnum):
    """How far an import has come."""

    COLUMNS = "columns"  # somebody has to say what the columns hold
    CHECKING = "checking"
    READY = "ready"  # to be looked at, and confirmed
    IMPORTING = "importing"
    DONE = "done"
    STOPPED = "stopped"  # by its maker, or because a day has passed
    FAILED = "failed"


AT_WORK = frozenset({State.CHECKING, State.IMPORTING})
OPEN = AT_WORK | {State.COLUMNS, State.READY}


class Kind(StrEnum):
    """What becomes of somebody whom we know and the file names."""

    CHANGED = "changed"
    MOVED = "moved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class After:
    """What somebody will be. `unit_id` below zero: a unit of the plan. name "": needs an alias."""

    row: int
    email: str
    staff_id: str
    name: str
    unit_id: int
    language: str
    is_protected: bool
    manages: bool = False  # becomes a manager of the unit
    has_no_unit: bool = False  # in the file: comes directly under the importer's part


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of somebody."""

    kind: Kind
    before: Known
    after: After
    no_longer: frozenset[int] = frozenset()  # the units that they are no longer a manager of


@dataclass(frozen=True)
class Plan:
    """Everything that a file would change. Every row is in one of the groups, once."""

    units: tuple[Place, ...]  # to be made, parents first
    new: tuple[After, ...]
    changes: tuple[Change, ...]
    unchanged: int  # people who are as the file says
    gone: tuple[Known, ...]  # whom the file does not name; they stay unless it is confirmed
    refused: tuple[Refused, ...]
    employed: int  # people in the importer's part before

    def changed(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def unplaced(self) -> tuple[After, ...]:
        """Who is new or returns, and has no unit in the file."""
        after = (*self.new, *(change.after for change in self.changes))
        return tuple(each for each in after if each.has_no_unit)

    @property
    def needs_name(self) -> bool:
        """Whether so many would leave that the organisation's name has to be typed."""
        return len(self.gone) > LARGEST_LEAVING * self.employed


def plan(
    lines: Iterable[Line],
    reader: Reader,
    people: Sequence[Known],
    places: Places,
    elsewhere: frozenset[str] = frozenset(),
) -> Plan:
    """What the lines would change. `elsewhere` are addresses of accounts in other organisations.

    People are matched on staff id, else on address.
    """
    matching = Matching(reader, people, places, elsewhere)
    for line in lines:
        matching.add(line)
    accepted = matching.settle()
    new, changes, unchanged = [], [], 0
    for entry, person in accepted:
        unit_id = places.home_id if person is None or person.unit_id is None else person.unit_id
        if entry.path:
            unit_id = places.unit_id(entry.path)
        assert unit_id is not None
        if person is None:
            new.append(_new(entry, unit_id))
        elif change := _change(entry, person, unit_id):
            changes.append(change)
        else:
            unchanged += 1
    named = matching.named()
    employed = [each for each in people if each.unit_id is not None and each.is_within]
    return Plan(
        tuple(places.made),
        tuple(new),
        tuple(changes),
        unchanged,
        tuple(each for each in employed if each.id not in named and may_leave(each)),
        tuple(sorted(matching.refused, key=lambda each: each.row)),
        len(employed),
    )


def may_leave(person: Known) -> bool:
    """Whether somebody can leave because a file does not name them."""
    return not person.is_protected and not person.stays


def _new(entry: Entry, unit_id: int) -> After:
    return After(
        entry.row,
        entry.email,
        entry.staff_id,
        "" if entry.is_protected else entry.name,
        unit_id,
        LANGUAGE_CODES.get(entry.language, "sv"),
        entry.is_protected,
        bool(entry.is_manager),
        not entry.path,
    )


def _change(entry: Entry, person: Known, unit_id: int) -> Change | None:
    """What becomes of somebody; None where they are as the file says."""
    name = person.name if person.is_protected else entry.name or person.name
    after = After(
        entry.row,
        entry.email or person.email,
        entry.staff_id or person.staff_id,
        "" if entry.is_protected and not person.is_protected else name,
        unit_id,
        LANGUAGE_CODES.get(entry.language, person.language),
        entry.is_protected or person.is_protected,
        entry.is_manager is True and unit_id not in person.manages,
        not entry.path and person.unit_id is None,
    )
    no_longer = frozenset(_no_longer(entry, person, unit_id))
    was = (person.email, person.staff_id, person.name, person.language, person.is_protected)
    will = (after.email, after.staff_id, after.name, after.language, after.is_protected)
    if person.unit_id is None:
        return Change(Kind.RETURNED, person, after)
    if unit_id != person.unit_id:
        return Change(Kind.MOVED, person, after, no_longer)
    if was != will or after.manages or no_longer:
        return Change(Kind.CHANGED, person, after, no_longer)
    return None


def _no_longer(entry: Entry, person: Known, unit_id: int) -> Iterator[int]:
    """Of the unit that somebody is in, and the one they come to, those they do not manage."""
    if entry.is_manager is not None:
        for managed in person.manages & {person.unit_id, unit_id}:
            if managed != unit_id or not entry.is_manager:
                yield managed


def counts(plan: Plan) -> Mapping[str, int]:
    """How many of each, as pages, commands and the log tell it."""
    return {
        "new": len(plan.new),
        "changed": len(plan.changed(Kind.CHANGED)),
        "moved": len(plan.changed(Kind.MOVED)),
        "returned": len(plan.changed(Kind.RETURNED)),
        "gone": len(plan.gone),
        "refused": len(plan.refused),
        "unchanged": plan.unchanged,
        "units": len(plan.units),
    }
