"""A TOML file read by its author's eyes: every value checked, every problem on its line."""

import re
import tomllib
from collections import Counter
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from elearning.course.problems import N_, Report
from elearning.course.reading import EASY, LANGUAGES, ORIGINAL

HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?")
KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")
AT_LINE = re.compile(r"at line (\d+)")

Keys = tuple[str, ...]
Lines = dict[Keys, int]


class Table:
    """A table of a TOML file. What is asked for and not there, or not right, is a problem."""

    def __init__(self, values: dict[str, Any], keys: Keys, lines: Lines, report: Report) -> None:
        self._values = values
        self._keys = keys
        self._lines = lines
        self._report = report
        self._asked: set[str] = set()

    def line(self, key: str = "") -> int:
        """The line of a key, or of the table itself where the key is not found."""
        return self._lines.get((*self._keys, key)) or self._lines.get(self._keys, 1)

    def text(self, key: str, default: str | None = None) -> str:
        """A text on one line; `default` where it may be left out."""
        value = self._take(key, default)
        if isinstance(value, str) and value.isprintable() and (value.strip() or default == ""):
            return " ".join(value.split())
        if value is not None:
            self._wrong(key, N_('write %(key)s as a text on one line within "quotes"'))
        return ""

    def number(self, key: str, low: float, high: float) -> float:
        """A number from `low` to `high`."""
        value = self._take(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high:
            return value
        if value is not None:
            message = N_("write %(key)s as a number from %(low)s to %(high)s")
            self._wrong(key, message, low=low, high=high)
        return low

    def whole_number(self, key: str, low: int, high: int) -> int:
        """A number from `low` to `high`, without decimals."""
        number = self.number(key, low, high)
        if number != int(number):
            self._wrong(key, N_("write %(key)s without decimals"))
        return int(number)

    def texts(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self._take(key, default)
        if isinstance(value, list) and all(_is_line(item) for item in value):
            return tuple(value)
        if value is not None:
            self._wrong(key, N_('write %(key)s as a list: ["one", "two"]'))
        return ()

    def day(self, key: str) -> date:
        """A day."""
        value = self._take(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not None:
            self._wrong(key, N_("write %(key)s as a day, without quotes: 2026-11-25"))
        return date.min

    def table(self, key: str) -> "Table":
        """A table within this one."""
        value = self._take(key)
        if not isinstance(value, dict):
            if value is not None:
                self._wrong(key, N_("write %(key)s as a heading of its own: [%(key)s]"))
            self._asked.add(key)
            return Table({}, (), {}, Report(""))  # its problems are this one's
        return Table(value, (*self._keys, key), self._lines, self._report)

    def tables(self, key: str) -> list["Table"]:
        """The tables of a list; none where there is no list."""
        value = self._take(key, [])
        if not (isinstance(value, list) and all(isinstance(item, dict) for item in value)):
            self._wrong(key, N_("write every one of %(key)s under a heading [[%(key)s]]"))
            return []
        return [
            Table(item, (*self._keys, f"{key} {number}"), self._lines, self._report)
            for number, item in enumerate(value, start=1)
        ]

    def by_variant(self, key: str) -> dict[str, str]:
        """A text in every variant; in easy Swedish that of the original, if it has no own."""
        table = self.table(key)
        texts = {language: table.text(language) for language in LANGUAGES}
        texts[EASY] = table.text(EASY, default="") or texts[ORIGINAL]
        table.close()
        return texts

    def places(self) -> dict[str, int]:
        """Where everything in the file stands, by names like `title.sv`."""
        return {".".join(keys): line for keys, line in self._lines.items()}

    def names(self) -> tuple[str, ...]:
        """The keys of the table, in the author's order."""
        return tuple(self._values)

    def close(self) -> None:
        """Everything has been asked for: what is left is unknown, often a slip of the pen."""
        for key in self._values.keys() - self._asked:
            near = get_close_matches(key, self._asked - self._values.keys(), n=1)
            if near:
                self._wrong(key, N_("%(key)s is unknown; did you mean %(near)s?"), near=near[0])
            else:
                self._wrong(key, N_("%(key)s is unknown; remove it"))

    def _take(self, key: str, default: Any = None) -> Any:
        self._asked.add(key)
        if key not in self._values and default is None:
            self._wrong(key, N_("%(key)s is missing"))
        return self._values.get(key, default)

    def _wrong(self, key: str, message: str, **values: object) -> None:
        name = ".".join((*self._keys, key))
        self._report.add(self.line(key), message, key=name, **values)


def read_table(text: str, report: Report) -> Table | None:
    """The whole file as a table; nothing where it is not TOML."""
    try:
        return Table(tomllib.loads(text), (), _lines(text), report)
    except tomllib.TOMLDecodeError as error:
        place = AT_LINE.search(str(error))
        line = int(place[1]) if place else text.rstrip().count("\n") + 1
    except (RecursionError, ValueError):
        line = 1
    message = N_(
        'this line cannot be read; write name = value, texts within straight "quotes", '
        "and every name once"
    )
    report.add(line, message)
    return None


def _lines(text: str) -> Lines:
    """Where every key is set and every table begins. `sources 2` is the second of [[sources]]."""
    lines: Lines = {}
    table: Keys = ()
    seen: Counter[str] = Counter()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := HEADER.fullmatch(line):
            name = header[1]
            seen[name] += 1
            table = _parts(f"{name} {seen[name]}" if line.lstrip().startswith("[[") else name)
            lines.setdefault(table, number)
        elif key := KEY.match(line):
            lines.setdefault((*table, *_parts(key[1])), number)
    return lines


def _parts(name: str) -> Keys:
    return tuple(part.strip().strip("\"'") for part in name.split("."))


def _is_line(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and bool(value.strip())
