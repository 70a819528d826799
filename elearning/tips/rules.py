"""What a tip is known by, and which tips fit what is looked for."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from elearning.course.tree import Course, Module, Term, Tip


@dataclass(frozen=True, slots=True)
class Name:
    """What a tip is known by when it is put aside."""

    module_slug: str
    key: str


@dataclass(frozen=True, slots=True)
class Found:
    """A tip and the module that it comes from."""

    module: Module
    tip: Tip

    @property
    def name(self) -> Name:
        """What it is known by."""
        return Name(self.module.slug, self.tip.key)

    @property
    def anchor(self) -> str:
        """What the tip is called on a page with tips from many modules."""
        return f"{self.module.slug}-{self.tip.key}"


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for; empty texts look for everything. Keys are those of course.toml."""

    words: str = ""
    focus_area: str = ""
    workplace: str = ""
    module: str = ""  # slug
    among: frozenset[Name] | None = None  # those put aside; None: all that there are


def tips(course: Course, search: Search) -> tuple[Found, ...]:
    """The tips that have every word in title, text or module title, in the course's order.

    A tip without workplaces is for all of them.
    """
    return tuple(found for found in _every(course) if _fits(found, search))


def tip(course: Course, name: Name) -> Found | None:
    """The tip of this name, unless it has left the course."""
    return next((each for each in _every(course) if each.name == name), None)


def _every(course: Course) -> Iterator[Found]:
    return (Found(module, each) for module in course.modules for each in module.tips)


def _fits(found: Found, search: Search) -> bool:
    module, each = found.module, found.tip
    text = _plain(f"{each.title.striptags()} {each.text.striptags()} {module.title}")
    return (
        (search.among is None or found.name in search.among)
        and all(word in text for word in _plain(search.words).split())
        and search.focus_area in ("", *_keys(module.focus_areas))
        and (not each.workplaces or search.workplace in ("", *_keys(each.workplaces)))
        and search.module in ("", module.slug)
    )


def _plain(text: str) -> str:
    """As it is compared: capitals are small, and an å is one letter however it was typed."""
    return unicodedata.normalize("NFC", text).casefold()


def _keys(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term.key for term in terms)
