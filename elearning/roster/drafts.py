"""The rows of a file between its upload and its import: in files that only we may read.

No personal identity number is among them: reading.py has hidden it. Every process that serves
pages or does jobs must share the instance folder.
"""

import json
import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from elearning.roster.table import Line, Table
from elearning.web.site import config

ROWS, LOOK, REFUSED = "rows", "look", "refused"
_NAME = re.compile(r"[0-9a-f]{32}")


def new_name() -> str:
    """A name for the files of one import, which nobody can guess."""
    return secrets.token_hex(16)


def keep_rows(name: str, table: Table) -> None:
    """Put a table away."""

    def lines() -> Iterator[Any]:
        yield [table.headers, table.ends_whole]
        for line in table.lines:
            yield [line.number, line.cells, line.hidden, line.has_extra]

    _write(name, ROWS, lines())


def rows(name: str) -> Table:
    """The table that was put away. Raises FileNotFoundError when it is gone."""
    read = _read(name, ROWS)
    headers, ends_whole = next(read)
    seen: dict[str, str] = {}
    lines = tuple(
        Line(number, tuple(seen.setdefault(cell, cell) for cell in cells), tuple(hidden), extra)
        for number, cells, hidden, extra in read
    )
    return Table(tuple(headers), lines, ends_whole)


def has_rows(name: str) -> bool:
    """Whether the table is still there."""
    return bool(name) and _path(name, ROWS).exists()


def keep(name: str, kind: str, values: Iterable[Any]) -> None:
    """Put values away under a name, one a line."""
    _write(name, kind, iter(values))


def kept(name: str, kind: str) -> list[Any]:
    """What was put away; nothing when it is gone."""
    try:
        return list(_read(name, kind))
    except FileNotFoundError:
        return []


def forget(name: str, *kinds: str) -> None:
    """Remove what was put away."""
    for kind in (kinds or (ROWS, LOOK, REFUSED)) if name else ():
        _path(name, kind).unlink(missing_ok=True)


def forget_all_but(names: Collection[str]) -> int:
    """Remove every file that belongs to no import among these. Gives how many that were."""
    files = [file for file in _folder().glob("*") if file.stem not in names]
    for file in files:
        file.unlink(missing_ok=True)
    return len(files)


def _folder() -> Path:
    folder = config().instance / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(name: str, kind: str) -> Path:
    if not _NAME.fullmatch(name):  # "" when its files have been removed
        raise FileNotFoundError(kind)
    return _folder() / f"{name}.{kind}"


def _write(name: str, kind: str, values: Iterator[Any]) -> None:
    """In one step: whoever reads at the same time finds the old or the new, never a half."""
    path = _path(name, kind)
    half = path.with_suffix(f".{secrets.token_hex(4)}")
    with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        for value in values:
            json.dump(value, file)
            file.write("\n")
    half.replace(path)


def _read(name: str, kind: str) -> Iterator[Any]:
    with _path(name, kind).open() as file:
        for line in file:
            yield json.loads(line)
