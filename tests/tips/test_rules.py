"""Finding tips."""

import unicodedata
from pathlib import Path

import pytest

from elearning.course.compiler import compile_course
from elearning.course.tree import Course
from elearning.tips.rules import Name, Search, tip, tips

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def course() -> Course:
    """The real course."""
    return compile_course(CONTENT)["sv"]


def test_every_module_has_three_to_five_tips(course: Course) -> None:
    assert {len(module.tips) for module in course.modules} <= {3, 4, 5}


def test_nothing_looked_for_finds_every_tip(course: Course) -> None:
    assert len(tips(course, Search())) == sum(len(module.tips) for module in course.modules)


def test_every_word_must_be_found(course: Course) -> None:
    found = tips(course, Search(words="TOLK boka"))

    texts = [f"{each.tip.title} {each.tip.text} {each.module.title}".casefold() for each in found]
    assert found
    assert all("tolk" in text and "boka" in text for text in texts)


def test_workplace_finds_its_tips_and_those_for_all(course: Course) -> None:
    found = tips(course, Search(workplace="bibliotek"))

    places = [[place.key for place in each.tip.workplaces] for each in found]
    assert any(places)
    assert all(not keys or "bibliotek" in keys for keys in places)


def test_focus_area_is_that_of_the_module(course: Course) -> None:
    found = tips(course, Search(focus_area="jamstalldhet"))

    assert found
    assert all("jamstalldhet" in [a.key for a in each.module.focus_areas] for each in found)


def test_unknown_words_find_nothing(course: Course) -> None:
    assert tips(course, Search(words="xyzzy")) == tips(course, Search(module="nej")) == ()


def test_a_tip_is_found_by_its_address(course: Course) -> None:
    (first, *_) = tips(course, Search())

    assert tip(course, first.name) == first
    assert tip(course, Name(first.module.slug, "nej")) is None


def test_swedish_letters_are_found_however_they_are_typed(course: Course) -> None:
    composed, apart = "FRÅGA", unicodedata.normalize("NFD", "fråga")

    found = tips(course, Search(words=composed))

    assert composed != apart
    assert found
    assert found == tips(course, Search(words=apart))
    assert found != tips(course, Search(words="fraga"))


def test_among_those_put_aside_only_these_are_found(course: Course) -> None:
    first, second, *_ = tips(course, Search())

    assert tips(course, Search(among=frozenset({second.name, Name("borta", "nej")}))) == (second,)
    assert tips(course, Search(among=frozenset())) == ()
