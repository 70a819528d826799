"""Three people come in by the new doors: with a slip, with an account at work, with a letter."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from config import utc_now
from elearning.database import transaction
from elearning.people import queries as people
from elearning.people.models import Unit
from elearning.people.rules import Person, Role
from elearning.signin import opening
from tests.browser.conftest import new_phone
from tests.browser.reader import Reader
from tests.factories import Make
from tests.server.idp import CLIENT, SECRET, Idp, running
from tests.server.site import Site
from tests.server.stage import Stage

pytestmark = pytest.mark.browser


def root(stage: Stage, slug: str) -> Unit:
    organisation = people.organisation(slug)
    assert organisation is not None
    return people.root_unit(organisation.id)


def keeper(stage: Stage, slug: str, role: Role) -> Person:
    """Somebody new who keeps a whole organisation."""
    with stage.site.app.app_context():
        return Make(utc_now).duty(stage.person(unit=slug), role, root(stage, slug))


def slips(reader: Reader) -> PdfReader:
    """The slips of the batch that the page shows."""
    with reader.page.expect_download() as download:
        reader.page.locator("a[href$='slips.pdf']").click()
    return PdfReader(download.value.path())


def codes(pdf: PdfReader) -> list[str]:
    text = "\n".join(page.extract_text() for page in pdf.pages)
    return re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", text)


def test_slip_leads_from_the_coordinators_printer_to_the_modules(
    reader: Reader, stage: Stage, new_context: Callable[..., BrowserContext]
) -> None:
    reader.arrive(stage, keeper(stage, "sater", Role.COORDINATOR))
    reader.go("/coordinator/codes/")
    reader.page.select_option("#unit", label="Säter › Barn och utbildning › Skolkök")
    reader.page.locator(".make-codes button").click()
    reader.page.fill("#number", "2")
    reader.page.locator("form[action$=open] button").click()
    _, code = codes(slips(reader))

    found = Reader(new_phone(new_context), reader.site)
    found.go("/signin")
    found.page.locator("a[href='/signin/code']").click()
    found.page.fill("#code", code.lower().replace("-", " "))
    found.page.locator("main form button").click()
    expect(found.page.locator(".lead")).to_contain_text("Skolkök")
    found.page.fill("#name", "Leyla Holm")
    found.page.locator("main form button").click()

    expect(found.heading).to_contain_text("Leyla")
    found.page.locator("nav a[href='/modules/']").click()
    expect(found.page.locator("main a[href='/modules/varfor-finns-vi-till/']")).to_be_visible()


def test_drawing_on_a_slip_needs_one_press(
    reader: Reader, stage: Stage, new_context: Callable[..., BrowserContext]
) -> None:
    reader.arrive(stage, keeper(stage, "sater", Role.COORDINATOR))
    with stage.site.app.app_context():
        unit = Make(utc_now).unit(root(stage, "sater"), f"Köket {stage.person().id}")
        Make(utc_now).without_address(unit, "Kim Ek")
        unit_id = unit.id
    reader.go(f"/coordinator/codes/units/{unit_id}")
    reader.page.locator(".tick label").click()
    reader.page.locator("form[action$=personal] > button").click()
    (code,) = codes(slips(reader))

    phone = Reader(new_phone(new_context), reader.site)
    phone.go(f"/signin/code?code={code.replace('-', '')}")
    phone.page.locator("main form button").click()

    expect(phone.heading).to_contain_text("Kim")


@pytest.fixture(scope="module")
def idp(site: Site) -> Iterator[Idp]:
    with running(f"{site.address}/signin/organisation/hedemora/callback") as idp:
        yield idp


def sign_in_at(page: Page, idp: Idp, email: str) -> None:
    """Say who one is at the provider, and agree."""
    page.wait_for_url(f"{idp.issuer}/**")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", "x")
    page.locator("button[type=submit]").click()
    page.locator("button[type=submit]").click()


def test_account_at_work_leads_through_the_provider_and_back(
    reader: Reader, stage: Stage, idp: Idp, new_context: Callable[..., BrowserContext]
) -> None:
    reader.arrive(stage, keeper(stage, "hedemora", Role.ADMINISTRATOR))
    reader.go("/admin/signin")
    for field, value in {"issuer": idp.issuer, "client_id": CLIENT, "secret": SECRET}.items():
        reader.page.fill(f"#{field}", value)
    reader.page.check("#is_open")
    reader.page.locator("form[action$=provider] > button").click()
    expect(reader.page.locator("[role=status]")).to_be_visible()
    employee = stage.person(unit="hedemora", name="Erik Lund")

    phone = Reader(new_phone(new_context), reader.site)
    complaints: list[str] = []
    phone.page.on("console", lambda message: complaints.append(message.text))
    phone.go("/modules/")
    phone.page.locator("a[href='/signin/organisation/hedemora']").click()
    sign_in_at(phone.page, idp, employee.email)

    expect(phone.page).to_have_url(f"{reader.site.address}/modules/")
    assert [each for each in complaints if "Content Security Policy" in each] == []


def test_letter_leads_somebody_new_to_their_unit(reader: Reader, stage: Stage) -> None:
    email = f"ny-{stage.person().id}@gagnef.example"
    boss = keeper(stage, "gagnef", Role.ADMINISTRATOR)
    with stage.site.app.app_context():
        gagnef = people.organisation("gagnef")
        assert gagnef is not None
        with transaction():
            opening.unlist_domain(gagnef.id, "gagnef.example", boss, utc_now())
            opening.list_domain(gagnef.id, "gagnef.example", boss, utc_now())

    reader.go("/signin/register")
    reader.page.fill("#email", email)
    reader.page.locator("main form button").click()
    found = re.search(r"http://\S+", reader.site.letter(email))
    assert found is not None
    reader.page.goto(found[0])
    reader.page.fill("#q", "kök")
    reader.page.locator("form[role=search] button").click()
    reader.page.get_by_text("Skolkök").click()
    reader.page.fill("#name", "Leyla Holm")
    reader.page.locator("main form button").click()

    expect(reader.heading).to_contain_text("Leyla")
    reader.go("/me")
    expect(reader.page.locator(".lead")).to_contain_text("Skolkök")
