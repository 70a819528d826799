"""From a line of a file to what it says of a person, or why it is refused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from elearning.roster.columns import LEVELS, Field
from elearning.roster.table import Line


class Reason(StrEnum):
    """Why a row is refused."""

    PERSONAL_NUMBER = "personal-number"
    TOO_MANY_CELLS = "too-many-cells"
    NO_IDENTITY = "no-identity"  # neither address nor staff id
    NO_NAME = "no-name"  # somebody new needs one
    NO_UNIT = "no-unit"  # somebody new needs one, and the importer's part has no one whole
    WRONG_ADDRESS = "wrong-address"
    WRONG_LANGUAGE = "wrong-language"
    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"
    SAME_STAFF_ID = "same-staff-id"  # as an earlier row
    SAME_ADDRESS = "same-address"  # as an earlier row
    ADDRESS_OF_ANOTHER = "address-of-another"  # a colleague has it
    ADDRESS_ELSEWHERE = "address-elsewhere"  # an account in another organisation has it
    REACHES_FURTHER = "reaches-further"  # the importer may not change who it is (decision 31)
    OUTSIDE = "outside"  # the person or the unit is not in the importer's part


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not used. Who it is about, as far as it says, is not taken to have left."""

    row: int
    column: str  # the header; "" where the whole row is meant
    value: str  # what stood there; personal identity numbers are hidden
    reason: Reason
    other: str = ""  # the row or the colleague that it meets
    email: str = ""
    staff_id: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says. "" and () say nothing, and leave what is known as it is."""

    row: int
    email: str
    staff_id: str
    name: str
    path: tuple[str, ...]  # from below the organisation down to the person's unit
    language: str
    is_manager: bool | None  # None: there is no such column
    is_protected: bool


LENGTHS = {Field.EMAIL: 254, Field.STAFF_ID: 80, Field.NAME: 200, Field.PATH: 200}  # the schema's
DEEPEST = 12  # levels of units
LANGUAGE_NAMES = {"sv": "svenska", "en": "English"}  # as we write them, in files and on pages
LANGUAGE_CODES = {  # what others write
    **dict.fromkeys(("sv", "sv-se", "svenska", "swedish", "se"), "sv"),
    **dict.fromkeys(("en", "en-gb", "en-us", "engelska", "english"), "en"),
}
_YES = frozenset("ja j yes y true sant 1 x".split())
_MANAGERS = ("chef", "manager", "rektor")  # how the names of such roles end
_ADDRESS = re.compile(r"[^@\s<>\"(),:;\[\]\\]+@[^@\s<>\"(),:;\[\]\\.]+(\.[^@\s<>\"(),:;\[\]\\.]+)+")
_STEPS = re.compile(r"\s*[/\\>›»|]\s*")


class Reader:
    """Reads the lines of one file, of which it is known what each column holds."""

    def __init__(self, headers: Sequence[str], fields: Sequence[Field | None]) -> None:
        self._headers = headers
        self._place = {field: n for n, field in enumerate(fields) if field is not None}
        self._levels = [field for field in LEVELS if field in self._place]
        self._managers = Field.MANAGER in self._place

    def read(self, line: Line) -> Entry | Refused:
        """What a line says, or the first thing that is wrong with it."""
        if line.hidden:
            return self._refused_at(line, line.hidden[0], Reason.PERSONAL_NUMBER)
        if line.has_extra:
            return self._refused_at(line, len(self._headers), Reason.TOO_MANY_CELLS)
        entry = self._entry(line)
        wrong = self._wrong(entry)
        return self.refused(line, *wrong) if wrong else entry

    def refused(self, line: Line, field: Field, reason: Reason, other: str = "") -> Refused:
        """A refusal of a line for what stands in a field."""
        return self._refused_at(line, self._place.get(field, len(line.cells)), reason, other)

    def _refused_at(self, line: Line, place: int, reason: Reason, other: str = "") -> Refused:
        known = place < len(line.cells)
        return Refused(
            line.number,
            self._headers[place] if known else "",
            line.cells[place] if known else "",
            reason,
            other,
            self.email(line),
            self._cell(line, Field.STAFF_ID),
        )

    def column(self, field: Field) -> str:
        """The header of the column that holds a field; "" where there is none."""
        place = self._place.get(field)
        return "" if place is None else self._headers[place]

    def _cell(self, line: Line, field: Field) -> str:
        place = self._place.get(field)
        return "" if place is None else line.cells[place]

    def email(self, line: Line) -> str:
        """The address in a line; "" where there is none."""
        text = self._cell(line, Field.EMAIL).lower()
        return text.removeprefix("mailto:").strip(" <>;,")

    def _entry(self, line: Line) -> Entry:
        return Entry(
            line.number,
            self.email(line),
            self._cell(line, Field.STAFF_ID),
            self._name(line),
            self._path(line),
            self._cell(line, Field.LANGUAGE).lower(),
            says_manager(self._cell(line, Field.MANAGER)) if self._managers else None,
            self._cell(line, Field.PROTECTED).lower() in _YES,
        )

    def _name(self, line: Line) -> str:
        parts = self._cell(line, Field.FIRST_NAME), self._cell(line, Field.LAST_NAME)
        if all(parts):
            return " ".join(parts)
        whole = self._cell(line, Field.NAME) or " ".join(filter(None, parts))
        last, comma, first = whole.partition(",")
        return f"{first.strip()} {last.strip()}" if comma and "," not in first else whole

    def _path(self, line: Line) -> tuple[str, ...]:
        steps = [self._cell(line, field) for field in self._levels]
        if Field.PATH in self._place:
            steps = _STEPS.split(self._cell(line, Field.PATH))
        return tuple(step for step in steps if step)

    def _wrong(self, entry: Entry) -> tuple[Field, Reason] | None:
        if not entry.email and not entry.staff_id:
            return Field.EMAIL, Reason.NO_IDENTITY
        if entry.email and not _ADDRESS.fullmatch(entry.email):
            return Field.EMAIL, Reason.WRONG_ADDRESS
        if entry.language and entry.language not in LANGUAGE_CODES:
            return Field.LANGUAGE, Reason.WRONG_LANGUAGE
        if len(entry.path) > DEEPEST:
            return Field.PATH, Reason.TOO_DEEP
        return self._too_long(entry)

    def _too_long(self, entry: Entry) -> tuple[Field, Reason] | None:
        texts = {
            Field.EMAIL: entry.email,
            Field.STAFF_ID: entry.staff_id,
            Field.NAME: entry.name,
            Field.PATH: max(entry.path, key=len, default=""),
        }
        for field, text in texts.items():
            if len(text) > LENGTHS[field]:
                return field, Reason.TOO_LONG
        return None


def says_manager(text: str) -> bool:
    """Whether a cell makes somebody a manager: yes in some way, or a role such as "Enhetschef".

    The name of somebody else's manager, which some files have in a column "Chef", does not.
    """
    words = text.lower()
    return words in _YES or words.endswith(_MANAGERS)
