"""Nothing that is filled in is lost when a scene or another language is chosen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from elearning.course.tree import Lesson
from tests.browser.axe import barriers
from tests.browser.conftest import new_phone
from tests.browser.reader import Reader
from tests.server.site import Site
from tests.server.stage import Stage, answers

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(new_context: Callable[..., BrowserContext], site: Site) -> Reader:
    """Somebody with a phone on which scripts run."""
    return Reader(new_phone(new_context), site)


def tells_and_asks(lesson: Lesson) -> bool:
    """Whether the lesson has a situation beside boxes to fill in."""
    return bool(lesson.situations) and bool(lesson.quiz or lesson.reflections)


def fill_in(reader: Reader, lesson: Lesson) -> list[str]:
    """Answer the first question, or write in the first box; gives what then stands there."""
    if lesson.quiz:
        first = lesson.questions[0]
        reader.choose({first.key: answers(lesson)[first.key]})
    else:
        reader.page.fill("textarea", "Jag backar ett steg.")
    return filled(reader)


def filled(reader: Reader) -> list[str]:
    """What stands in the lesson's boxes."""
    boxes = ".lesson-form :is(input:checked, textarea)"
    found: list[str] = reader.page.locator(boxes).evaluate_all("all => all.map(e => e.value)")
    return found


def test_scene_is_chosen_without_losing_what_is_filled_in(reader: Reader, stage: Stage) -> None:
    place = stage.place(tells_and_asks)
    reader.arrive(stage, stage.person())
    reader.go(place.path)
    before = fill_in(reader, place.lesson)

    reader.page.locator(".situation-ways a").first.click()
    expect(reader.page.locator(".situation-trail li")).to_have_count(1)
    chosen = filled(reader)
    expect(reader.page.locator(".situation")).to_be_focused()
    reader.page.go_back()
    expect(reader.page.locator(".situation-trail li")).to_have_count(0)

    assert any(before)
    assert (chosen, filled(reader)) == (before, before)


def test_language_is_switched_without_losing_the_place(reader: Reader, stage: Stage) -> None:
    place = stage.place(tells_and_asks)
    easy = stage.course("sv-lattlast").modules_by_slug[place.module.slug]
    start = place.lesson.situations[0].start
    reader.arrive(stage, stage.person())
    reader.go(f"{place.path}?{start.key}={start.ways[0].target}")
    before = fill_in(reader, place.lesson)

    reader.page.get_by_role("link", name="Lättläst").click()
    expect(reader.heading).to_have_text(easy.lessons_by_slug[place.lesson.slug].title)

    assert any(before)
    assert filled(reader) == before
    expect(reader.page.locator(".situation-trail li")).to_have_count(1)


def test_without_script_the_page_says_what_is_lost(
    new_context: Callable[..., BrowserContext], site: Site, stage: Stage
) -> None:
    reader = Reader(new_phone(new_context, javascript=False), site)
    place = stage.place(tells_and_asks)
    reader.arrive(stage, stage.person())

    reader.go(place.path)

    said = reader.page.locator("main").inner_text()
    assert "Det försvinner när du byter text." in said
    assert "Det du inte har lämnat in försvinner när du väljer." in said


def test_easy_swedish_has_no_barrier(reader: Reader, stage: Stage) -> None:
    place = stage.place(tells_and_asks)
    reader.arrive(stage, stage.person())
    addresses = ["/modules/", f"/modules/{place.module.slug}/", place.path]
    reader.go("/modules/?lang=sv-lattlast")

    found = []
    for address in addresses:
        reader.go(address)
        assert reader.page.get_by_role("link", name="Vanlig text").is_visible()
        found += barriers(reader.page)

    assert found == []
