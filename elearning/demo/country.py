"""A made-up country of 312 employers, for load tests. No real place is given a made-up figure."""

import unicodedata
from collections.abc import Iterator
from random import Random

SLUG, NAME = "landet", "Landet"
ORGANISATIONS = 312  # about as many as Sweden's municipalities and regions

_FIRST = (
    "Ask Berg Björk Brand Dal Ek Fager Gran Grå Hag Hel Hjort Is Kall Klöv Lind Lång Norr "
    "Oxel Rönn Sand Silver Skog Sten Svart Säv Torn Ulv Vit Ål Äng Öster"
).split()
_LAST = "berga by dal fors hamn holm hult ryd sjö vik".split()


def organisations(employees: int, random: Random) -> Iterator[tuple[str, int]]:
    """Name and headcount of each employer; together about `employees`, most of them small."""
    names = [first + last for last in _LAST for first in _FIRST][:ORGANISATIONS]
    weights = [random.paretovariate(1.2) for _ in names]
    for name, weight in zip(names, weights, strict=True):
        yield name, max(1, round(employees * weight / sum(weights)))


def slug(name: str) -> str:
    """The name in an address: "Ängby" → "angby"."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore")
    return f"landet-{plain.decode()}"
