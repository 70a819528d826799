"""Which tips are looked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from elearning.course.tree import Course, Module, Term, Tip


@dataclass(frozen=True, slots=True)
class Found:
    """A tip and the module that it comes from."""

    module: Module
    tip: Tip

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


def tips(course: Course, search: Search) -> tuple[Found, ...]:
    """The tips that have every word in title, text or module title, in the course's order.

    A tip without workplaces is for all of them.
    """
    return tuple(found for found in _every(course) if _fits(found, search))


def tip(course: Course, module_slug: str, key: str) -> Found | None:
    """The tip with this key."""
    return next(
        (each for each in _every(course) if (each.module.slug, each.tip.key) == (module_slug, key)),
        None,
    )


def _every(course: Course) -> Iterator[Found]:
    return (Found(module, each) for module in course.modules for each in module.tips)


def _fits(found: Found, search: Search) -> bool:
    module, each = found.module, found.tip
    text = f"{each.title.striptags()} {each.text.striptags()} {module.title}".casefold()
    return (
        all(word in text for word in search.words.casefold().split())
        and search.focus_area in ("", *_keys(module.focus_areas))
        and (not each.workplaces or search.workplace in ("", *_keys(each.workplaces)))
        and search.module in ("", module.slug)
    )


def _keys(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term.key for term in terms)
