"""Slips of the pen in running text: what Markdown would silently take for something else."""

import re
from collections.abc import Iterable

from elearning.course.problems import N_, Report

Row = tuple[int, str]  # line number and text

LIST = re.compile(r"(?:[-*+]|\d{1,3}\.) +\S")
UNDERLINE = re.compile(r"(?:=+|-{2,}) *")
SLIPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r" {1,3}(?:[-*+]|\d{1,3}\.) +\S"),
        N_("indent the list by four spaces, or not at all"),
    ),
    (
        re.compile(r"[•·] +\S"),
        N_("write lists with a hyphen: - text"),
    ),
    (
        re.compile(r"\d{1,3}\) +\S"),
        N_("write numbered lists with a full stop: 1. text"),
    ),
    (
        re.compile(r" *!!!(?! ?[\w-]+(?: +\"[^\"]*\")? *$)"),
        N_('write the box like this: !!! note "Title"'),
    ),
    (
        re.compile(r".*\](?:\[| \((?:https?:|/|mailto:|images/))| {0,3}\[[^\]^]+\]: *\S"),
        N_("write links like this: [text](address)"),
    ),
    (
        re.compile(r" *(?:```|~~~)"),
        N_("program code cannot be used; write it as plain text"),
    ),
)
ANY_SLIP = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in SLIPS))


def check_prose(rows: Iterable[Row], report: Report) -> None:
    """Note the slips that can be seen row by row."""
    previous = ""
    columns = 0  # of the table that goes on, 0 outside tables
    for line, text in rows:
        if ANY_SLIP.match(text):
            message = next(message for pattern, message in SLIPS if pattern.match(text))
            report.add(line, message)
        _check_start(line, text, previous, report)
        columns = _check_columns(line, text, columns, report)
        previous = text


def _check_start(line: int, text: str, previous: str, report: Report) -> None:
    """A list, a table or an underlined heading right below other text."""
    if not previous or previous.startswith("#"):
        return
    if LIST.match(text) and not (LIST.match(previous) or previous.startswith((" ", "[^"))):
        report.add(line, N_("leave an empty line before the list"))
    elif text.startswith("|") and not previous.startswith("|"):
        report.add(line, N_("leave an empty line before the table"))
    elif UNDERLINE.fullmatch(text):
        report.add(line, N_("write headings with number signs: ## Heading"))


def _check_columns(line: int, text: str, columns: int, report: Report) -> int:
    """How many columns the table has; cells beyond the first row's would be lost."""
    if not text.startswith("|"):
        return 0
    cells = len(re.findall(r"(?<!\\)\|", re.sub(r"`[^`]*`", "", text.rstrip().rstrip("|"))))
    if columns and cells != columns:
        message = N_("this line has %(cells)s columns, but the table's first line has %(columns)s")
        report.add(line, message, cells=cells, columns=columns)
    return columns or cells
