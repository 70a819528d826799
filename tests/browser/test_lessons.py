"""What holds of every module and lesson that the authors have written, as it is first opened."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import barriers
from tests.browser.reader import Reader
from tests.browser.states import LOCALES
from tests.server.stage import Stage

pytestmark = pytest.mark.browser


@pytest.fixture(params=LOCALES)
def page(request: pytest.FixtureRequest, browser: Browser, stage: Stage) -> Iterator[Page]:
    """A small phone in each language, whose owner has finished nothing."""
    phone = {"width": 320, "height": 600}
    context = browser.new_context(viewport=phone, locale=LOCALES[request.param], is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    Reader(page, stage.site).arrive(stage, stage.person())
    yield page
    context.close()


@pytest.fixture
def addresses(stage: Stage) -> list[str]:
    """Where every module and every lesson is."""
    modules = [f"/modules/{module.slug}/" for module in stage.course().modules]
    paths = modules + [place.path for place in stage.places()]
    return [stage.site.address + path for path in paths]


def test_every_lesson_is_without_barriers(page: Page, addresses: list[str]) -> None:
    found = []

    for address in addresses:
        page.goto(address)
        found += [(address, barrier) for barrier in barriers(page)]

    assert found == []


def test_every_lesson_fits_a_narrow_screen(page: Page, addresses: list[str]) -> None:
    wide = []

    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(address)

    assert wide == []
