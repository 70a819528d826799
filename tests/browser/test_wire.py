"""How much a lesson costs over the wire. Sizes are what Chromium received, headers included."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import new_phone
from tests.browser.reader import Reader
from tests.server.site import Site
from tests.server.stage import Stage

pytestmark = pytest.mark.browser

KILOBYTE = 1000  # bytes


@dataclass
class Wire:
    """Weighs what pages fetch from us."""

    page: Page
    _fetched: dict[str, int] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._devtools = self.page.context.new_cdp_session(self.page)
        self._devtools.on("Network.requestWillBeSent", self._sent)
        self._devtools.on("Network.loadingFinished", self._finished)
        self._devtools.send("Network.enable")

    def visit(self, address: str) -> dict[str, int]:
        """Open a page and give what it fetched: address → bytes."""
        self._fetched.clear()
        self.page.goto(address)
        self._devtools.send("Network.enable")  # its answer comes after all that went before
        return dict(self._fetched)

    def _sent(self, event: dict[str, Any]) -> None:
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        address = self._addresses[event["requestId"]]
        if not address.startswith("data:"):
            self._fetched[address] = int(event["encodedDataLength"])


@pytest.fixture
def wire(new_context: Callable[..., BrowserContext], site: Site, stage: Stage) -> Wire:
    """A phone that has never been here, whose owner is signed in by a link from elsewhere."""
    page = new_phone(new_context)
    Reader(page, site).arrive(stage, stage.person())
    return Wire(page)


def weight(fetched: dict[str, int], *, without: tuple[str, ...] = ()) -> int:
    """Bytes in all, but for files with such endings."""
    return sum(size for address, size in fetched.items() if not address.endswith(without))


def test_first_lesson_takes_few_requests(wire: Wire, site: Site, stage: Stage) -> None:
    fetched = wire.visit(site.address + stage.longest().path)

    assert len(fetched) <= 5


def test_first_lesson_is_light(wire: Wire, site: Site, stage: Stage) -> None:
    fetched = wire.visit(site.address + stage.longest().path)

    assert weight(fetched) <= 100 * KILOBYTE


def test_first_lesson_is_light_without_its_looks(wire: Wire, site: Site, stage: Stage) -> None:
    fetched = wire.visit(site.address + stage.longest().path)

    assert weight(fetched, without=(".css", ".woff2")) <= 25 * KILOBYTE


def test_every_later_lesson_is_small(wire: Wire, site: Site, stage: Stage) -> None:
    wire.visit(site.address + stage.longest().path)

    fetched = [wire.visit(site.address + place.path) for place in stage.places()]

    assert all(fetched)
    assert [each for each in fetched if weight(each) > 8 * KILOBYTE] == []
