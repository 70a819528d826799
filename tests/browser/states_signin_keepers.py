"""Those who keep the doors, in every state: who prints codes, and who decides who comes in."""

from config import utc_now
from elearning.database import transaction
from elearning.people import queries as people
from elearning.people.models import Unit
from elearning.people.rules import Person, Role
from elearning.signin import opening, printing, settings
from tests.browser.reader import Reader
from tests.browser.sater import LONG, key, sater, unit_of
from tests.browser.states import state
from tests.factories import Make
from tests.server.stage import Stage


def keeper(reader: Reader, stage: Stage, unit: Unit, role: Role = Role.COORDINATOR) -> Person:
    """Sign in as somebody who keeps a unit."""
    person = stage.person(name="Johan Nilsson")
    with stage.site.app.app_context():
        person = Make(utc_now).duty(person, role, unit)
    reader.arrive(stage, person)
    return person


@state
def codes_empty(reader: Reader, stage: Stage) -> None:
    """No codes yet."""
    keeper(reader, stage, unit_of(stage, "Köket"))
    reader.go("/coordinator/codes/")


@state
def codes_many(reader: Reader, stage: Stage) -> None:
    """More than a page of codes."""
    unit = unit_of(stage, LONG)
    with stage.site.app.app_context(), transaction():
        for number in range(1, 53):
            printing.make_open_codes(unit.id, number, 30, key(stage), utc_now())
    keeper(reader, stage, unit)
    reader.go("/coordinator/codes/")


@state
def codes_unit(reader: Reader, stage: Stage) -> None:
    """What codes a unit may need."""
    unit = unit_of(stage, LONG, 20)
    keeper(reader, stage, unit)
    reader.go(f"/coordinator/codes/units/{unit.id}")


@state
def codes_unit_without_holders(reader: Reader, stage: Stage) -> None:
    """A unit where everybody has an address."""
    unit = unit_of(stage, "Köket")
    keeper(reader, stage, unit)
    reader.go(f"/coordinator/codes/units/{unit.id}")


@state
def codes_refused(reader: Reader, stage: Stage) -> None:
    """Nobody chosen."""
    codes_unit(reader, stage)
    reader.page.locator("form[action$=personal] > button").click()


@state
def codes_ready(reader: Reader, stage: Stage) -> None:
    """Slips for anyone, to be fetched."""
    codes_unit(reader, stage)
    reader.page.locator("form[action$=open] > button").click()


@state
def codes_ready_with_names(reader: Reader, stage: Stage) -> None:
    """Slips with names, to be fetched."""
    codes_unit(reader, stage)
    for number in range(3):
        reader.page.locator(".tick label").nth(number).click()
    reader.page.locator("form[action$=personal] > button").click()


@state
def codes_late(reader: Reader, stage: Stage) -> None:
    """Slips that can no longer be fetched, one of them used and one revoked."""
    unit = unit_of(stage, LONG)
    with stage.site.app.app_context(), transaction():
        batch_id, _ = printing.make_open_codes(unit.id, 12, 30, key(stage), utc_now())
    keeper(reader, stage, unit)
    reader.go(f"/coordinator/codes/{batch_id}")


@state
def codes_no_such_slip(reader: Reader, stage: Stage) -> None:
    """A number that no slip has."""
    codes_late(reader, stage)
    reader.page.fill("#number", "99")
    reader.page.locator("form[action$=revoke] button").click()


@state
def codes_revoked(reader: Reader, stage: Stage) -> None:
    """None of them works any more, which the page tells."""
    codes_late(reader, stage)
    reader.page.locator("form[action$=revoke-all] button").click()


@state
def doors(reader: Reader, stage: Stage) -> None:
    """What an administrator decides; a domain is listed."""
    with stage.site.app.app_context():
        root = people.root_unit(sater(stage).id)
        person = keeper(reader, stage, root, Role.ADMINISTRATOR)
        if settings.domain_holder("sater.example") is None:
            with transaction():
                opening.list_domain(sater(stage).id, "sater.example", person, utc_now())
    reader.go("/admin/signin/sater")


@state
def doors_refused(reader: Reader, stage: Stage) -> None:
    """An address that we do not call."""
    doors(reader, stage)
    reader.page.fill("#issuer", "http://intern.example")
    reader.page.locator("form[action$=provider] > button").click()


@state
def doors_of_nothing(reader: Reader, stage: Stage) -> None:
    """Somebody who administers a part."""
    keeper(reader, stage, unit_of(stage, "Köket"), Role.ADMINISTRATOR)
    reader.go("/admin/signin")
