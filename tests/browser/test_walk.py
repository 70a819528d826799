"""From nothing to a report for the management group: a coordinator's first hour (issue 3).

An operator makes the organisation and its administrator as README says. All the rest is done on
the pages, by keyboard and mouse, at a computer; letters go to a real mail server.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from config import utc_now
from tests.browser.municipality import PEOPLE, counts, export, wait_for
from tests.browser.reader import Reader
from tests.nudges.server import MailServer
from tests.server.noonday import ahead_of
from tests.server.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SLUG = "vattnas"
UNIT, IN_UNIT = "Enhet 7", len(range(7, PEOPLE, 48))  # people in it, by the personnel system
MOST_SECONDS = 300  # five minutes from a fresh start, of which the machine takes a small part
PATIENCE = 60  # seconds for letters to arrive


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server."""
    with MailServer() as server:
        yield server


@pytest.fixture
def fresh(tmp_path: Path, mail: MailServer) -> Iterator[Site]:
    """A site of its own that nobody has used, in the middle of a working day."""
    more = {
        "DEMO": "0",
        "MAIL_URL": mail.address,
        "MAIL_FROM": "bemotande@vattnas.example",
        "CLOCK_AHEAD": str(ahead_of(utc_now())),
    }
    entry = "tests.server.noonday:app"
    site = Site(tmp_path, f"sqlite:///{tmp_path}/data.sqlite", entry=entry, more=more)
    try:
        yield site
    finally:
        site.kill()


def set_up(site: Site) -> str:
    """What an operator does; gives the administrator's link."""
    johan = f"johan.lind@{SLUG}.example"
    site.upgrade()
    site.flask("people", "add-organisation", SLUG, "Vattnäs kommun")
    role = ("--organisation", SLUG, "--role", "administrator")
    site.flask("people", "add", johan, "Johan Lind", *role)
    site.start()
    site.start_jobs()
    return site.flask("signin", "link", johan).strip()


def bring_everybody_in(page: Page, reader: Reader) -> None:
    """From the overview that has nobody in it yet."""
    page.get_by_role("link", name="Följ upp").click()
    page.get_by_role("link", name="Läs in", exact=True).click()
    page.set_input_files("#file", export(SLUG))
    page.get_by_role("button", name="Granska filen").press("Enter")
    expect(reader.heading).to_have_text("Vad innehåller kolumnerna?")
    page.get_by_role("button", name="Granska raderna").press("Enter")
    wait_for(page, "Det här skulle ändras", has_script=True)
    assert counts(page) == {"nya": PEOPLE, "nekade rader": 0, "inte i filen": 0}
    page.get_by_role("button", name="Läs in personerna").press("Enter")
    wait_for(page, "Personerna är inlästa", has_script=True)


def remind(page: Page) -> str:
    """Write to those in a unit who have not finished; gives how many letters the page promises."""
    page.get_by_role("link", name="Påminnelser").click()
    option = page.locator("#unit option", has_text=UNIT).first.get_attribute("value")
    page.select_option("#unit", option)
    page.select_option("#kind", "reminder")
    page.fill("#sentence", "Vi har avsatt tid på torsdag.")
    page.get_by_role("button", name="Granska brevet").press("Enter")
    told = page.get_by_text("Antal brev:").inner_text()
    page.get_by_role("button", name="Skicka", exact=True).press("Enter")
    return told


def wait_for_letters(mail: MailServer, number: int) -> None:
    """Until so many have arrived."""
    last = time.monotonic() + PATIENCE
    while len(mail.letters) < number and time.monotonic() < last:
        time.sleep(0.05)


def test_coordinator_gets_from_nothing_to_a_report(
    fresh: Site, mail: MailServer, new_context: Callable[..., BrowserContext]
) -> None:
    begun = time.monotonic()
    link = set_up(fresh)
    page = new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE").new_page()
    reader = Reader(page, fresh)

    reader.follow_link(link)
    bring_everybody_in(page, reader)
    page.get_by_role("link", name="Till översikten").click()
    overview = page.locator("main").inner_text()
    promised = remind(page)
    wait_for_letters(mail, IN_UNIT)
    page.get_by_role("link", name="Rapport", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta som PDF").click()

    assert "0 av 1\N{NO-BREAK SPACE}301 anställda har gått klart" in overview
    assert promised == "Antal brev: ungefär 30"  # of so few, the exact number would tell
    assert len(mail.letters) == len(set(mail.readers)) == IN_UNIT
    body = mail.letters[0].get_body(("plain",))
    assert body is not None
    assert "Vi har avsatt tid på torsdag." in body.get_content()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
    assert time.monotonic() - begun < MOST_SECONDS
