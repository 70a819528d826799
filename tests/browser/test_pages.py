"""What holds on every page, in every state, in both languages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
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
)
from tests.browser.axe import barriers
from tests.browser.reader import Reader
from tests.browser.states import LOCALES, STATES
from tests.server.stage import Stage

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
SIZES = {"sv": PHONE, "en": DESKTOP}  # each language has a screen of its own …
SCHEMES: dict[str, Any] = {"sv": "light", "en": "dark"}  # … and a time of day

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
class Seen:
    """A page in a state, open in a browser; and what the browser had to say about it."""

    page: Page
    language: str
    complaints: list[str]

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

    @property
    def size(self) -> ViewportSize:
        """The screen that the language is read on."""
        return SIZES[self.language]

    @contextmanager
    def on(self, size: ViewportSize, **media: Any) -> Iterator[Page]:
        """The same page on another screen, for a while."""
        self.page.set_viewport_size(size)
        self.page.emulate_media(**media)
        yield self.page
        self.page.emulate_media(**dict.fromkeys(media, "null"))
        self.page.set_viewport_size(self.size)


@pytest.fixture(scope="module")
def screens(browser: Browser, stage: Stage) -> Iterator[dict[str, Seen]]:
    """A phone by day in Swedish, a desk by night in English: all states are seen on both."""
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
    screens = {each: Seen(context.new_page(), each, []) for each, context in contexts.items()}
    for screen in screens.values():
        screen.page.on("console", screen.hear)
        screen.page.on("pageerror", screen.hear_error)
    yield screens
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module", params=product(STATES, LOCALES), ids="-".join)
def seen(request: pytest.FixtureRequest, screens: dict[str, Seen], stage: Stage) -> Seen:
    """Every state in every language, one after the other; looked at by every test."""
    name, language = request.param
    screen = screens[language]
    screen.page.goto("about:blank")  # else a page that asks for news goes on, signed out
    screen.page.context.clear_cookies()
    screen.complaints.clear()
    STATES[name](Reader(screen.page, stage.site), stage)
    screen.page.wait_for_load_state("load")  # a click waits for the answer, not for its styles
    return screen


def test_page_has_no_barrier(seen: Seen) -> None:
    assert barriers(seen.page) == []


def test_page_tells_its_language(seen: Seen) -> None:
    assert seen.page.locator("html").get_attribute("lang") == seen.language


def test_page_fits_a_narrow_screen(seen: Seen) -> None:
    with seen.on({"width": 320, "height": 600}) as page:
        width = page.evaluate("document.documentElement.scrollWidth")

    assert width == 320


def test_page_has_targets_that_a_thumb_can_hit(seen: Seen) -> None:
    with seen.on(PHONE) as page:
        small = page.evaluate(SMALL)

    assert small == []


def test_page_bears_text_twice_as_large(seen: Seen) -> None:
    with twice_as_large(seen.page) as page:
        letters = page.evaluate("getComputedStyle(document.documentElement).fontSize")
        width = page.evaluate("document.documentElement.scrollWidth")

    assert (letters, width) == ("32px", seen.size["width"])


@contextmanager
def twice_as_large(page: Page) -> Iterator[Page]:
    """Text as a reader has it who has set their browser to twice the usual size."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    yield page
    devtools.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})


def test_page_prints_without_its_menus(seen: Seen) -> None:
    with seen.on(seen.size, media="print") as page:
        shown = page.locator("nav:visible, button:visible, .site-footer:visible").count()
        headings = page.locator("h1:visible").count()

    assert (shown, headings) == (0, 1)


def test_page_has_edges_in_forced_colours(seen: Seen) -> None:
    with seen.on(seen.size, forced_colors="active") as page:
        edgeless = page.evaluate(EDGELESS)

    assert edgeless == []


def test_page_causes_no_complaint_in_the_browser(seen: Seen) -> None:
    assert seen.complaints == []
