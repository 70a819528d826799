"""The menus on a phone: whatever one may reach, they take little room and need no script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.reader import Reader
from tests.browser.states_dashboards import COORDINATOR
from tests.server.site import Site

pytestmark = pytest.mark.browser


def second(reader: Reader) -> Locator:
    """The second menu, of one who follows up."""
    reader.signin_by_demo(COORDINATOR)
    reader.go("/coordinator/codes/")
    return reader.page.locator(".sub-menu")


def test_second_menu_is_one_line_that_the_keyboard_opens(reader: Reader) -> None:
    menu = second(reader)
    summary, report = menu.locator("summary"), menu.get_by_role("link", name="Rapport")
    expect(summary).to_have_text("Följ upp: Koder")
    expect(report).not_to_be_visible()

    summary.press("Enter")
    report.press("Enter")

    expect(menu.locator("summary")).to_have_text("Följ upp: Rapport")
    expect(menu.get_by_role("link", name="Koder")).not_to_be_visible()


def test_second_menu_is_all_in_sight_where_there_is_room(
    new_context: Callable[..., BrowserContext], site: Site
) -> None:
    context = new_context(viewport={"width": 640, "height": 800}, locale="sv-SE")

    menu = second(Reader(context.new_page(), site))

    expect(menu.locator("summary")).not_to_be_visible()
    expect(menu.get_by_role("link", name="Rapport")).to_be_visible()


def test_main_menu_of_a_coordinator_is_one_line(reader: Reader) -> None:
    second(reader)

    tops = reader.page.locator(".site-nav a").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().top)"
    )

    assert len(tops) == 5
    assert len(set(tops)) == 1


def test_tips_are_in_sight_before_the_search_for_them(reader: Reader) -> None:
    reader.go("/tips/")
    words = reader.page.locator("#q")
    expect(words).not_to_be_visible()

    reader.page.get_by_text("Sök bland tipsen").click()
    words.fill("registratorn")
    words.press("Enter")

    expect(reader.page.get_by_role("status")).to_have_text("1 tips")
    expect(reader.page.locator("#q")).to_have_value("registratorn")
    expect(reader.page.locator("#q")).to_be_visible()
