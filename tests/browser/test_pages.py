"""What holds on every page, in every state.

In Swedish, whose words are the longest, on a phone by day: all of them. In English, at a desk by
night: every other one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, ViewportSize

from tests.browser import (  # noqa: F401 - they enter their states
    states_care,
    states_dashboards,
    states_nudges,
    states_people,
    states_reader,
    states_roster,
    states_signin,
    states_signin_keepers,
)
from tests.browser.axe import barriers
from tests.browser.reader import Reader
from tests.browser.states import LOCALES, STATES
from tests.server.stage import Stage

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 600}
SIZES = {"sv": PHONE, "en": DESKTOP}
SCHEMES: dict[str, Any] = {"sv": "light", "en": "dark"}
CASES = [(name, "sv") for name in STATES] + [(name, "en") for name in list(STATES)[::2]]

WIDTH = "document.documentElement.scrollWidth"
SMALL = """() => {
  const box = (element) => element.getBoundingClientRect();
  const isPlaced = (element, pseudo) => getComputedStyle(element, pseudo).position === "absolute";
  const isStretched = (element) => ["::before", "::after"].some((each) => isPlaced(element, each));
  const card = (element) => element.closest("label")?.parentElement ?? element.offsetParent;
  const frame = (element) => (isStretched(element) ? card(element) : element);
  const height = (element) => box(frame(element)).height;
  const area = (element) => Math.max(...[element, ...(element.labels ?? [])].map(height));
  const block = (element) =>
    getComputedStyle(element).display === "inline" ? block(element.parentElement) : element;
  const isInText = (element) => block(element).innerText.trim() !== element.innerText.trim();
  const isShown = (element) => element.checkVisibility() && box(element).height > 1;
  const targets = "a[href], button, input:not([type=hidden]), textarea, summary";
  return [...document.querySelectorAll(targets)] // a skip link is not shown until it is used
    .filter((element) => isShown(element) && !isInText(element) && area(element) < 43.9)
    .map((element) => `${element.outerHTML.slice(0, 90)} ${area(element)}`);
}"""
EDGELESS = """() => [...document.querySelectorAll(".ds-button, .choice, input, textarea, progress")]
  .filter((element) => element.checkVisibility() && !element.matches("[type=hidden]"))
  .filter((element) => {
    const {borderTopWidth, outlineStyle, appearance} = getComputedStyle(element);
    return parseFloat(borderTopWidth) === 0 && outlineStyle === "none" && appearance === "none";
  })
  .map((element) => element.outerHTML.slice(0, 90))"""


@dataclass
class Screen:
    """A browser in one language, and what it has complained about on the page as it is now."""

    page: Page
    language: str
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Note a complaint. That the page itself has another status than 200 is none."""
        is_status = message.text.startswith("Failed to load resource: the server responded")
        if is_status and message.location["url"] == self.page.url:
            return
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def hear_error(self, error: Error) -> None:
        """Note that a script has failed."""
        self.complaints.append(str(error))

    def reach(self, name: str, stage: Stage) -> None:
        """Come to a page in a state, as somebody who was not signed in."""
        self.page.goto("about:blank")  # else a page that asks for news goes on, signed out
        self.page.context.clear_cookies()
        self.complaints.clear()
        STATES[name](Reader(self.page, stage.site), stage)
        self.page.wait_for_load_state("load")  # a click waits for the answer, not for its styles

    @contextmanager
    def with_media(self, **media: Any) -> Iterator[Page]:
        """The page in other circumstances, for a while."""
        self.page.emulate_media(**media)
        yield self.page
        usual: dict[str, Any] = dict.fromkeys(media, "null")
        self.page.emulate_media(**usual)

    @contextmanager
    def at(self, size: ViewportSize) -> Iterator[Page]:
        """The page on a smaller screen, for a while."""
        self.page.set_viewport_size(size)
        yield self.page
        self.page.set_viewport_size(SIZES[self.language])


@dataclass(frozen=True)
class Seen:
    """All that was seen of a page in a state. Widths are in CSS pixels."""

    language: str
    told_language: str | None
    barriers: list[str]
    complaints: list[str]
    width_when_narrow: int
    small: list[str]  # targets that a thumb cannot hit
    letters: str  # their size, where the reader has asked for twice the usual
    width_with_large_letters: int
    shown_in_print: int  # of what is only for the screen
    headings_in_print: int
    edgeless: list[str]  # controls without an edge in forced colours


def look(screen: Screen) -> Seen:
    """Look at the page from every side."""
    page = screen.page
    found = barriers(page)
    with twice_as_large(page):
        letters = page.evaluate("getComputedStyle(document.documentElement).fontSize")
        large = page.evaluate(WIDTH)
    with screen.with_media(media="print"):
        shown = page.locator("nav:visible, button:visible, .site-footer:visible").count()
        headings = page.locator("h1:visible").count()
    with screen.with_media(forced_colors="active"):
        edgeless = page.evaluate(EDGELESS)
    with screen.at(NARROW):
        narrow, small = page.evaluate(WIDTH), page.evaluate(SMALL)
    return Seen(
        language=screen.language,
        told_language=page.locator("html").get_attribute("lang"),
        barriers=found,
        complaints=list(screen.complaints),
        width_when_narrow=narrow,
        small=small,
        letters=letters,
        width_with_large_letters=large,
        shown_in_print=shown,
        headings_in_print=headings,
        edgeless=edgeless,
    )


@contextmanager
def twice_as_large(page: Page) -> Iterator[None]:
    """Text as a reader has it who has set their browser to twice the usual size."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    yield
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})


@pytest.fixture(scope="module")
def screens(browser: Browser, stage: Stage) -> Iterator[dict[str, Screen]]:
    """A phone and a desk, which all states are seen on."""
    stage.fill()
    contexts = {
        language: browser.new_context(
            viewport=SIZES[language],
            color_scheme=SCHEMES[language],
            locale=locale,
            is_mobile=True,
        )
        for language, locale in LOCALES.items()
    }
    screens = {each: Screen(context.new_page(), each) for each, context in contexts.items()}
    for screen in screens.values():
        screen.page.on("console", screen.hear)
        screen.page.on("pageerror", screen.hear_error)
    yield screens
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def seen(request: pytest.FixtureRequest, screens: dict[str, Screen], stage: Stage) -> Seen:
    """Every state, one after the other."""
    name, language = request.param
    screens[language].reach(name, stage)
    return look(screens[language])


def test_page_has_no_barrier(seen: Seen) -> None:
    assert seen.barriers == []


def test_page_tells_its_language(seen: Seen) -> None:
    assert seen.told_language == seen.language


def test_page_fits_a_narrow_screen(seen: Seen) -> None:
    assert seen.width_when_narrow == NARROW["width"]


def test_page_has_targets_that_a_thumb_can_hit(seen: Seen) -> None:
    assert seen.small == []


def test_page_bears_text_twice_as_large(seen: Seen) -> None:
    width = SIZES[seen.language]["width"]

    assert (seen.letters, seen.width_with_large_letters) == ("32px", width)


def test_page_prints_without_its_menus(seen: Seen) -> None:
    assert (seen.shown_in_print, seen.headings_in_print) == (0, 1)


def test_page_has_edges_in_forced_colours(seen: Seen) -> None:
    assert seen.edgeless == []


def test_page_causes_no_complaint_in_the_browser(seen: Seen) -> None:
    assert seen.complaints == []
