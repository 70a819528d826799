"""What a file holds when it has been read: headers and lines. Values only."""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """Why nothing of a file can be used."""

    EMPTY = "empty"
    NO_TABLE = "no-table"
    BROKEN_OFF = "broken-off"  # it ends in the middle
    OLD_OR_LOCKED = "old-or-locked"  # .xls, or behind a password
    TOO_LARGE = "too-large"
    NO_IDENTITY = "no-identity"  # neither address nor staff id


class Unreadable(Exception):
    """A file of which nothing is used. `row` is where it goes wrong, 0 where that says nothing."""

    def __init__(self, problem: Problem, row: int = 0) -> None:
        self.problem, self.row = problem, row
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Line:
    """One row below the header. Personal identity numbers in it are hidden already."""

    number: int  # as the spreadsheet shows it; the header and what is above it count
    cells: tuple[str, ...]  # one for each column, "" where there is nothing
    hidden: tuple[int, ...] = ()  # the columns where a personal identity number was
    has_extra: bool = False  # it has more cells than there are columns
    is_short: bool = False  # it has fewer


@dataclass(frozen=True, slots=True)
class Table:
    """A header and what is below it."""

    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    ends_whole: bool = True  # whether the last line of a text file has its end
