"""A coordinator gets a municipality of 1,300 in, from an ordinary Excel export."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from config import utc_now
from elearning.people.rules import Role
from tests.browser.municipality import MOST_SECONDS, PEOPLE, counts, export, wait_for
from tests.browser.reader import Reader
from tests.factories import Make
from tests.server.site import Site

pytestmark = pytest.mark.browser


def test_municipality_is_brought_in_without_script(
    new_context: Callable[..., BrowserContext], site: Site
) -> None:
    site.start_jobs()
    slug = f"vattnas-{int(time.time() * 1000)}"
    make = Make(utc_now)
    with site.app.app_context():
        place = make.organisation("Vattnäs", slug=slug)
        person = make.duty(
            make.user(make.root(place), email=f"johan@{slug}.example"), Role.COORDINATOR
        )
    computer = new_context(locale="sv-SE", java_script_enabled=False).new_page()
    reader = Reader(computer, site)
    begun = time.monotonic()

    reader.signin_by_link(person.email)
    reader.go("/coordinator/import/")
    computer.set_input_files("#file", export(slug))
    computer.get_by_role("button", name="Granska filen").click()
    expect(reader.heading).to_have_text("Vad innehåller kolumnerna?")
    computer.get_by_role("button", name="Granska raderna").click()
    wait_for(computer, "Det här skulle ändras", has_script=False)
    seen = counts(computer)
    computer.get_by_role("button", name="Läs in personerna").click()
    wait_for(computer, "Personerna är inlästa", has_script=False)

    assert seen == {"nya": PEOPLE, "nekade rader": 0, "inte i filen": 0}
    assert counts(computer) == seen
    assert time.monotonic() - begun < MOST_SECONDS
