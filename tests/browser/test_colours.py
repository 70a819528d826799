"""What colour alone must not carry, seen with the colours that a reader forces on every page."""

import pytest
from playwright.sync_api import Page

from tests.browser.reader import Reader
from tests.server.site import Site
from tests.server.stage import Stage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("forced", ["none", "active"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_progress_is_seen(page: Page, site: Site, stage: Stage, scheme: str, forced: str) -> None:
    page.emulate_media(color_scheme=scheme, forced_colors=forced)  # type: ignore[arg-type]
    reader = Reader(page, site)
    reader.arrive(stage, stage.person(done=2))
    reader.go("/")
    bar = page.locator("progress").first

    little = bar.screenshot()
    bar.evaluate("bar => bar.value = 6")

    assert bar.screenshot() != little
