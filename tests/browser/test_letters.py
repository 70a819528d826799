"""The letter as a mail program shows it: on a phone, and to a screen reader."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.axe import barriers
from tests.browser.conftest import new_phone
from tests.browser.reader import Reader
from tests.browser.states_nudges import PATH, coordinator, sending
from tests.server.site import Site
from tests.server.stage import Stage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["sv", "en"])
def test_letter_has_no_barrier_and_fits_a_phone(
    new_context: Callable[..., BrowserContext], site: Site, stage: Stage, language: str
) -> None:
    reader = Reader(new_phone(new_context), site)
    person = coordinator(stage)
    mailing_id = sending(stage, person)
    reader.arrive(stage, person)

    reader.page.goto(f"{stage.site.address}{PATH}{mailing_id}/letter.{language}.html")

    found = barriers(reader.page)
    assert [each for each in found if "page-has-heading-one" not in each] == []
    assert reader.page.evaluate("document.documentElement.lang") == language
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
