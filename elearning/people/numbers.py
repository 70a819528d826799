"""Finds Swedish personal identity numbers, so that none is ever kept.

Personnummer and samordningsnummer, with 10 or 12 figures, with or without hyphen, plus, space,
colon, underscore or bracket, inside any text. What is found has a date that exists and a check
digit that is right.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from personnummer import personnummer

MASK = "••••••••••"
_UNSEEN = r"\u00ad\u200b-\u200d\u2060\ufeff"  # what is pasted along from a page or a letter
_BETWEEN = rf"[\s\-‐‑–—−+./{_UNSEEN}]"
_ODD = r"[\s\-–_:()\[\]]{1,3}"  # before the last four, where the date is not in pairs as telephones
_TAIL = rf"(?:\d\d{_BETWEEN}?\d\d{_BETWEEN}{{0,3}}|\d\d-?\d\d{_ODD})\d{{4}}(?!\d)"
_TEN, _TWELVE = (  # each looked for wherever figures begin: one may begin inside another
    re.compile(rf"(?<!\d)(?=({head}{_BETWEEN}?{_TAIL}))") for head in (r"\d\d", r"\d{4}")
)
_MOMENT = re.compile(  # as in names of files; nobody who is born then works yet, or any more
    r"(?:20)?[1-3]\d-?\d\d-?\d\d[_:](?:[01]\d|2[0-3])[0-5]\d"
)
_TELEPHONE = re.compile(r"(?!0\d{5}\s?[-+–(]\s?\d{4}\)?$)(?=[+0])[+\d\s\-–()/]{5,25}")
_CUT_SHORT = re.compile(r"\d{7,9}")


def masked(text: str) -> str:
    """The text with every number hidden."""
    for start, end in sorted(_spans(text), reverse=True):
        text = text[:start] + MASK + text[end:]
    return text


def holds_one(text: str) -> bool:
    """Whether there is a number in the text."""
    return next(_spans(text), None) is not None


def found_in(cells: Sequence[str]) -> tuple[int, ...]:
    """The places of the cells that hold a number."""
    row = "|".join(cells)  # one search for the whole row: most rows hold none
    if not (_TEN.search(row) or _TWELVE.search(row)):
        return ()
    return tuple(place for place, cell in enumerate(cells) if holds_one(cell))


def is_cut_short(text: str) -> bool:
    """Whether a text is a number without its first zeros, which a spreadsheet throws away.

    Of those born from 2000 on only such are left in a column of numbers. Plain numbers may look
    the same: ask this only in a column where others are found.
    """
    return bool(_CUT_SHORT.fullmatch(text)) and _is_one(text.zfill(10))


def looks_like_telephone(text: str) -> bool:
    """Whether a text is written as a telephone number: some would be found otherwise."""
    return bool(_TELEPHONE.fullmatch(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for found in sorted(
        (match.span(1) for pattern in (_TWELVE, _TEN) for match in pattern.finditer(text)),
        key=lambda span: (span[0], -span[1]),
    ):
        if found[0] >= end and _is_one(text[slice(*found)]):
            end = found[1]
            yield found


def _is_one(text: str) -> bool:
    if _MOMENT.fullmatch(text):
        return False
    figures = "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdigit())
    return bool(personnummer.valid(figures))
