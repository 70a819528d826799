"""The doors, in every state: codes, addresses, registration and accounts at work."""

from config import utc_now
from elearning.database import transaction
from elearning.people import queries as people
from elearning.signin import actions, opening, printing, settings
from elearning.signin.codes import derived, grouped
from elearning.signin.identity import Match
from elearning.signin.settings import Provider
from tests.browser.reader import Reader
from tests.browser.sater import LONG, key, sater, unit_of
from tests.browser.states import page, state
from tests.factories import Make
from tests.server.stage import Stage

NOBODYS = "K7MX-3PWD-9TCH"
SUBMIT = "main form:not([role=search]) button"

page("code", "/signin/code")
page("code-filled", f"/signin/code?code={NOBODYS}")
page("register", "/signin/register")
page("register-gone", "/signin/register/there-is-no-such-link")


def open_code(stage: Stage) -> str:
    unit = unit_of(stage, LONG)
    with stage.site.app.app_context(), transaction():
        _, seed = printing.make_open_codes(unit.id, 1, 30, key(stage), utc_now())
    return grouped(derived(seed, 1))


def new_address(stage: Stage) -> str:
    """The link of a letter that lets somebody make an account in Säter."""
    with stage.site.app.app_context(), transaction():
        return actions.make_proof("ny@sater.example", utc_now(), organisation_id=sater(stage).id)


def type_code(reader: Reader, code: str) -> None:
    reader.go("/signin/code")
    reader.page.fill("#code", code)
    reader.page.locator(SUBMIT).click()


@state
def code_refused(reader: Reader, stage: Stage) -> None:
    """A code that does not work."""
    type_code(reader, NOBODYS)


@state
def code_for_another(reader: Reader, stage: Stage) -> None:
    """Somebody who is signed in has a code."""
    reader.arrive(stage, stage.person())
    reader.go("/signin/code")


@state
def code_account(reader: Reader, stage: Stage) -> None:
    """The finder of an open slip is asked for a name."""
    type_code(reader, open_code(stage))


@state
def code_account_refused(reader: Reader, stage: Stage) -> None:
    """And gives none."""
    type_code(reader, open_code(stage))
    reader.page.locator(SUBMIT).click()


@state
def code_welcome(reader: Reader, stage: Stage) -> None:
    """Just in by a slip, which the page tells."""
    type_code(reader, open_code(stage))
    reader.page.fill("#name", "Leyla Holm")
    reader.page.locator(SUBMIT).click()


@state
def me_without_address(reader: Reader, stage: Stage) -> None:
    """The own page of somebody who has no address."""
    code_welcome(reader, stage)
    reader.go("/me")


@state
def address(reader: Reader, stage: Stage) -> None:
    """And where they add one."""
    code_welcome(reader, stage)
    reader.go("/signin/address")


@state
def address_refused(reader: Reader, stage: Stage) -> None:
    """One that is none."""
    address(reader, stage)
    reader.page.fill("#email", "leyla")
    reader.page.locator(SUBMIT).click()


@state
def address_sent(reader: Reader, stage: Stage) -> None:
    """A letter is on its way."""
    address(reader, stage)
    reader.page.fill("#email", f"leyla-{stage.person().id}@sater.example")
    reader.page.locator(SUBMIT).click()


@state
def address_prove(reader: Reader, stage: Stage) -> None:
    """The page that the letter leads to."""
    unit = unit_of(stage, "Köket")
    with stage.site.app.app_context():
        person = Make(utc_now).without_address(unit)
        with transaction():
            token = actions.make_proof("kim@sater.example", utc_now(), user_id=person.id)
    reader.go(f"/signin/address/{token}")


@state
def register_refused(reader: Reader, stage: Stage) -> None:
    """An address that is none."""
    reader.go("/signin/register")
    reader.page.fill("#email", "ny")
    reader.page.locator(SUBMIT).click()


@state
def register_sent(reader: Reader, stage: Stage) -> None:
    """A letter may be on its way."""
    reader.go("/signin/register")
    reader.page.fill("#email", f"ny-{stage.person().id}@sater.example")
    reader.page.locator(SUBMIT).click()


@state
def register_place(reader: Reader, stage: Stage) -> None:
    """Units, level by level."""
    unit_of(stage, LONG)
    reader.go(f"/signin/register/{new_address(stage)}")


@state
def register_place_below(reader: Reader, stage: Stage) -> None:
    """A unit with the way there."""
    unit = unit_of(stage, LONG)
    with stage.site.app.app_context():
        Make(utc_now).unit(unit, "Natten")
    reader.go(f"/signin/register/{new_address(stage)}?unit={unit.id}")


@state
def register_search(reader: Reader, stage: Stage) -> None:
    """Units by a search."""
    reader.go(f"/signin/register/{new_address(stage)}?q=vård")


@state
def register_missed(reader: Reader, stage: Stage) -> None:
    """A search that finds none."""
    reader.go(f"/signin/register/{new_address(stage)}?q=kyrkan")


@state
def register_name(reader: Reader, stage: Stage) -> None:
    """A name for the account."""
    unit = unit_of(stage, LONG)
    reader.go(f"/signin/register/{new_address(stage)}?unit={unit.id}")


@state
def organisations(reader: Reader, stage: Stage) -> None:
    """Those whose people sign in with an account at work."""
    provide(stage, "gagnef")
    reader.go("/signin/organisations")


@state
def oidc_refused(reader: Reader, stage: Stage) -> None:
    """An answer to nobody's question."""
    provide(stage, "gagnef")
    reader.go("/signin/organisation/gagnef/callback?code=x&state=y")


@state
def oidc_silent(reader: Reader, stage: Stage) -> None:
    """A provider that does not answer."""
    provide(stage, "gagnef")
    reader.go("/signin/organisation/gagnef")


def provide(stage: Stage, slug: str) -> None:
    """Let an organisation's people sign in at a port where nobody listens."""
    boss = stage.person()
    with stage.site.app.app_context():
        organisation = people.organisation(slug)
        assert organisation is not None
        if settings.open_provider(slug) is None:
            match = Match.VERIFIED_EMAIL
            provider = Provider(
                slug, "", organisation.id, "http://127.0.0.1:9", "x", "", match, "", False, True
            )
            with transaction():
                opening.keep_provider(provider, None, boss, utc_now())
