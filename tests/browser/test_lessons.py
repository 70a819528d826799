"""What holds of every module and lesson that the authors have written, as it is first opened."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import barriers
from tests.browser.reader import Reader
from tests.browser.states import LOCALES
from tests.server.stage import Stage

pytestmark = pytest.mark.browser

WIDTH = 320


@dataclass(frozen=True)
class Seen:
    """What was seen of one address."""

    address: str
    barriers: list[str]
    width: int


@pytest.fixture(scope="module", params=LOCALES)
def walk(request: pytest.FixtureRequest, browser: Browser, stage: Stage) -> list[Seen]:
    """Every module and lesson, on the small phone of somebody who has finished nothing."""
    phone = {"width": WIDTH, "height": 600}
    context = browser.new_context(viewport=phone, locale=LOCALES[request.param], is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    Reader(page, stage.site).arrive(stage, stage.person())
    modules = [f"/modules/{module.slug}/" for module in stage.course().modules]
    seen = [look(page, stage.site.address + path) for path in modules]
    seen += [look(page, stage.site.address + place.path) for place in stage.places()]
    context.close()
    return seen


def look(page: Page, address: str) -> Seen:
    """Open an address and look at it."""
    page.goto(address)
    width = page.evaluate("document.documentElement.scrollWidth")
    return Seen(address, barriers(page), width)


def test_every_lesson_is_without_barriers(walk: list[Seen]) -> None:
    assert [seen for seen in walk if seen.barriers] == []


def test_every_lesson_fits_a_narrow_screen(walk: list[Seen]) -> None:
    assert [seen for seen in walk if seen.width != WIDTH] == []
