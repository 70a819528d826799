"""Whom each row of a file is about, and which rows cannot all be true."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from elearning.roster.columns import LEVELS, Field
from elearning.roster.entries import Entry, Reader, Reason, Refused
from elearning.roster.places import Places, folded
from elearning.roster.table import Line

_UNITS = (Field.PATH, *LEVELS)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who works here, or has."""

    id: int
    email: str  # "": has none
    staff_id: str  # "": has none
    name: str
    unit_id: int | None  # None: has left
    language: str
    is_protected: bool
    stays: bool = False  # whatever a file says: administrators, the importer, who reaches further
    is_within: bool = True  # in the importer's part
    reaches_further: bool = False  # than the importer, who may not change who they are
    manages: frozenset[int] = frozenset()  # the units that they are a manager of


def same(typed: str, name: str) -> bool:
    """Whether two names are one, however they are capitalised and spaced."""
    return folded(typed) == folded(name)


def says_other(entry: Entry, person: Known) -> bool:
    """Whether a row would change who somebody is, or the secrecy about them."""
    pairs = [(entry.email, person.email), (entry.staff_id, person.staff_id)]
    if not person.is_protected:
        pairs.append((entry.name, person.name))
    becomes_protected = entry.is_protected and not person.is_protected
    return becomes_protected or any(said not in ("", known) for said, known in pairs)


@dataclass
class Matching:
    """Finds out whom each row is about, and refuses rows that cannot all be true.

    A row may take the address of a colleague whom another row gives a new one. So what is
    refused decides about others, until nothing more is.
    """

    reader: Reader
    people: Sequence[Known]
    places: Places
    elsewhere: frozenset[str]
    refused: list[Refused] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_staff_id = {each.staff_id: each for each in self.people if each.staff_id}
        self._by_email = {each.email: each for each in self.people if each.email}
        self._lines: dict[int, Line] = {}  # of the rows that still stand
        self._entries: dict[int, Entry] = {}
        self._staff_ids: dict[str, int] = {}  # → the row that has it
        self._emails: dict[str, int] = {}
        self._said: set[str] = set()  # every staff id of the file, also in refused rows
        self._claims: dict[int, int] = {}  # whom a row names by staff id → that row

    def add(self, line: Line) -> None:
        """Take one more line; refuse it where it is wrong in itself, or says what another said."""
        entry = self.reader.read(line)
        self._said.add(entry.staff_id)
        if isinstance(entry, Refused):
            self.refused.append(entry)
            return
        for said, before, at, why in (
            (entry.staff_id, self._staff_ids, Field.STAFF_ID, Reason.SAME_STAFF_ID),
            (entry.email, self._emails, Field.EMAIL, Reason.SAME_ADDRESS),
        ):
            if said and said in before:
                self.refused.append(self.reader.refused(line, at, why, str(before[said])))
                return
        if entry.staff_id:
            self._staff_ids[entry.staff_id] = entry.row
        if entry.email:
            self._emails[entry.email] = entry.row
        self._lines[entry.row], self._entries[entry.row] = line, entry
        person = self._by_staff_id.get(entry.staff_id) if entry.staff_id else None
        if person is not None:
            self._claims[person.id] = entry.row

    def settle(self) -> list[tuple[Entry, Known | None]]:
        """The rows that can all be true, in order, and whom each is about; None: somebody new."""
        waiting = deque(self._entries.values())
        while waiting:
            entry = waiting.popleft()
            if entry.row not in self._lines:
                continue
            wrong = self._wrong(entry)
            if wrong is None:
                continue
            self.refused.append(self.reader.refused(self._lines.pop(entry.row), *wrong))
            kept = self._by_staff_id.get(entry.staff_id)  # keeps an address that another may want
            if kept and kept.email in self._emails:
                waiting.append(self._entries[self._emails[kept.email]])
        standing = [self._entries[row] for row in sorted(self._lines)]
        return [(entry, self._person(entry)) for entry in standing]

    def named(self) -> frozenset[int]:
        """Everybody whom any row names, also a refused one."""
        rows: list[Entry | Refused] = [*self._entries.values(), *self.refused]
        found = [self._by_staff_id.get(row.staff_id) for row in rows if row.staff_id]
        found += [self._by_email.get(row.email) for row in rows if row.email]
        return frozenset(person.id for person in found if person is not None)

    def _person(self, entry: Entry) -> Known | None:
        person = self._by_staff_id.get(entry.staff_id) if entry.staff_id else None
        owner = self._owner(entry)
        return person or owner

    def _owner(self, entry: Entry) -> Known | None:
        """Who has the row's address, and keeps it."""
        owner = self._by_email.get(entry.email) if entry.email else None
        claim = self._claims.get(owner.id) if owner is not None else None
        if claim is not None and claim in self._lines:
            email = self._entries[claim].email
            return owner if email in ("", entry.email) else None
        return owner

    def _wrong(self, entry: Entry) -> tuple[Field, Reason, str] | None:
        owner = self._owner(entry)
        person = self._person(entry)
        if owner is not None and not self._is_of(entry, owner):
            other = "" if owner.is_protected or not owner.is_within else owner.name
            return Field.EMAIL, Reason.ADDRESS_OF_ANOTHER, other
        if entry.email in self.elsewhere:
            return Field.EMAIL, Reason.ADDRESS_ELSEWHERE, ""
        if person is None and not entry.name and not entry.is_protected:
            return Field.NAME, Reason.NO_NAME, ""
        if person is not None and person.reaches_further and says_other(entry, person):
            return Field.EMAIL if entry.email else Field.STAFF_ID, Reason.REACHES_FURTHER, ""
        return self._misplaced(entry, person)

    def _is_of(self, entry: Entry, owner: Known) -> bool:
        """Whether a row may be about the one who has its address.

        Another staff id is taken for a new one of the same person only where the name is the
        same: an address may have been given to somebody else. Nor where a row has the old id.
        """
        by_staff_id = self._by_staff_id.get(entry.staff_id) if entry.staff_id else None
        if by_staff_id is not None:
            return by_staff_id.id == owner.id
        claim = self._claims.get(owner.id)
        if claim is not None and claim in self._lines:
            return False  # another row is about them
        if entry.staff_id and owner.staff_id:
            is_theirs = same(entry.name, owner.name) and owner.staff_id not in self._said
            return is_theirs and not owner.is_protected
        return True

    def _misplaced(self, entry: Entry, person: Known | None) -> tuple[Field, Reason, str] | None:
        if person is not None and not person.is_within:
            return Field.EMAIL if entry.email else Field.STAFF_ID, Reason.OUTSIDE, ""
        if entry.path and not self.places.is_reached(entry.path):
            return self._unit_field(), Reason.OUTSIDE, ""
        stays = person is not None and person.unit_id is not None
        if not entry.path and not stays and self.places.home_id is None:
            return self._unit_field(), Reason.NO_UNIT, ""
        return None

    def _unit_field(self) -> Field:
        return next((each for each in _UNITS if self.reader.column(each)), Field.PATH)
