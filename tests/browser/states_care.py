"""Privacy, accessibility, reports and what is kept, in every state."""

from datetime import date, timedelta
from itertools import count

from config import utc_now
from elearning.care import actions, keeping
from elearning.care.keeping import Notice, Statement
from elearning.care.rules import Basis, Compliance, Kind, Method
from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people.models import Organisation
from elearning.people.rules import Person, Role
from tests.browser.reader import Reader
from tests.browser.states import page, somebody, state
from tests.factories import Make
from tests.server.stage import Stage

_numbers = count(1)

LONG = (
    "Knappen för att lämna in syns inte när jag förstorar till 400 procent, och "
    "https://example.se/en/mycket/lang/adress/som/inte/gar/att/bryta/nagonstans/alls-eller-sa"
)
SUBMIT = "main form button"

page("feedback", "/feedback")
page("feedback-thanks", "/feedback/thanks")
page("privacy-of", "/privacy/sater")
page("accessibility-of", "/accessibility/sater")


def keeper(reader: Reader, stage: Stage) -> tuple[Organisation, Person]:
    """Sign in as the administrator of a new organisation."""
    with stage.site.app.app_context():
        make, number = Make(utc_now), next(_numbers)
        organisation = make.organisation(
            "Västra Bergslagens kommunalförbund", slug=f"vard-{number}"
        )
        person = make.user(make.root(organisation), email=f"vard-{number}@vard.example")
        person = make.duty(person, Role.ADMINISTRATOR)
        db.session.refresh(organisation)  # it is asked when its session is gone
    reader.arrive(stage, person)
    return organisation, person


def declared(organisation: Organisation, person: Person) -> None:
    """Everything told, and every period decided."""
    notice = Notice(
        "Kommunstyrelsen",
        "Kontaktcenter, 0225-550 00",
        "kontakt@sater.example",
        "Dataskyddsombudet, dso@sater.example",
        Basis.PUBLIC_INTEREST,
        "Uppdraget följer av diskrimineringslagen 3 kap.\nBeslut i nämnden KS 2026/12.",
    )
    statement = Statement(
        "Västra Bergslagens kommunalförbund",
        Compliance.PARTLY,
        "Vår egen film saknar syntolkning.",
        date(2026, 11, 1),
        Method.BOTH,
        "Granskad av en konsult i november.",
        "Syntolkning av direktsända möten.",
        "Kartor.",
    )
    with transaction():
        keeping.keep_notice(organisation.id, notice, person, utc_now())
        keeping.keep_statement(organisation.id, statement, person, utc_now(), date(2026, 11, 2))
    for kind in Kind:
        Make(utc_now).decision(organisation, kind, 90)


@state
def privacy_signed_in(reader: Reader, stage: Stage) -> None:
    """With everything told."""
    organisation, person = keeper(reader, stage)
    with stage.site.app.app_context():
        declared(organisation, person)
    reader.go("/privacy")


@state
def accessibility_signed_in(reader: Reader, stage: Stage) -> None:
    """With an organisation's own words."""
    organisation, person = keeper(reader, stage)
    with stage.site.app.app_context():
        declared(organisation, person)
    reader.go("/accessibility")


@state
def feedback_refused(reader: Reader, stage: Stage) -> None:
    """Nothing written, and an address that is none."""
    reader.go("/feedback")
    reader.page.fill("#email", "anna")
    reader.page.locator(SUBMIT).click()


@state
def data_new(reader: Reader, stage: Stage) -> None:
    """Of somebody who has only just begun."""
    somebody(reader, stage)
    reader.go("/me/data")


@state
def data_asked(reader: Reader, stage: Stage) -> None:
    """Of somebody who has done much, and now wants to be erased."""
    somebody(reader, stage, done=40)
    reader.go("/me/data")
    reader.page.locator("#erasure ~ form button").click()


@state
def admin_law(reader: Reader, stage: Stage) -> None:
    """All that the law asks for, to choose among."""
    keeper(reader, stage)
    reader.go("/admin/law")


@state
def admin_privacy(reader: Reader, stage: Stage) -> None:
    """Nothing told yet."""
    keeper(reader, stage)
    reader.go("/admin/privacy")


@state
def admin_privacy_refused(reader: Reader, stage: Stage) -> None:
    """Too little told."""
    admin_privacy(reader, stage)
    reader.page.locator(SUBMIT).click()


@state
def admin_accessibility(reader: Reader, stage: Stage) -> None:
    """Nothing declared yet."""
    keeper(reader, stage)
    reader.go("/admin/accessibility")


@state
def admin_accessibility_refused(reader: Reader, stage: Stage) -> None:
    """Without a date."""
    admin_accessibility(reader, stage)
    reader.page.locator(SUBMIT).click()


@state
def retention_without_decision(reader: Reader, stage: Stage) -> None:
    """Suggestions alone."""
    keeper(reader, stage)
    reader.go("/admin/retention")


@state
def retention_refused(reader: Reader, stage: Stage) -> None:
    """Half a decision."""
    retention_without_decision(reader, stage)
    reader.page.locator("details:has(#log-decision) summary").click()
    reader.page.fill("#log-decision", "KS 2026/12")
    reader.page.locator(SUBMIT).first.click()


def destroyed(organisation: Organisation) -> None:
    """Some are gone, and others due."""
    make = Make(utc_now)
    for kind in Kind:
        make.decision(organisation, kind, 90)
    for number in range(5):
        person = make.user(make.root(organisation), email=f"gone-{next(_numbers)}@vard.example")
        with transaction():
            people.move(person.id, None, utc_now() - timedelta(100))
        if number == 2:
            with transaction():
                actions.run_retention(organisation.id, None, utc_now())


@state
def retention_due(reader: Reader, stage: Stage) -> None:
    """Something would go, and something has gone."""
    organisation, _ = keeper(reader, stage)
    with stage.site.app.app_context():
        destroyed(organisation)
    reader.go("/admin/retention")


@state
def retention_unsure(reader: Reader, stage: Stage) -> None:
    """Not ticked."""
    retention_due(reader, stage)
    reader.page.locator("form[action$=run] button").click()


@state
def retention_protocol(reader: Reader, stage: Stage) -> None:
    """What has gone, to print."""
    retention_due(reader, stage)
    reader.go("/admin/retention/protocol")


@state
def retention_protocol_empty(reader: Reader, stage: Stage) -> None:
    """Nothing has."""
    keeper(reader, stage)
    reader.go("/admin/retention/protocol")


@state
def reports_empty(reader: Reader, stage: Stage) -> None:
    """Nobody has told of a barrier."""
    keeper(reader, stage)
    reader.go("/admin/feedback")


@state
def reports_many(reader: Reader, stage: Stage) -> None:
    """More than a page of them, one answered."""
    organisation, _ = keeper(reader, stage)
    with stage.site.app.app_context(), transaction():
        for number in range(52):
            email = (
                f"en.mycket.lang.adress.{number}@kommunalforbundet.example" if number % 2 else ""
            )
            keeping.report(organisation.id, LONG, "/modules/samtal/motet", email, utc_now())
    reader.go("/admin/feedback")
    reader.page.locator("article button").first.click()


@state
def wishes_empty(reader: Reader, stage: Stage) -> None:
    """Nobody wants to be erased."""
    keeper(reader, stage)
    reader.go("/admin/wishes")


@state
def wishes_refused(reader: Reader, stage: Stage) -> None:
    """Two want to be, and one gets no words."""
    organisation, _ = keeper(reader, stage)
    with stage.site.app.app_context():
        make = Make(utc_now)
        for name in ("Amina Yusuf", "Gun-Britt Elisabeth von Schwerin-Lindqvist"):
            person = make.user(
                make.root(organisation), name=name, email=f"{next(_numbers)}@v.example"
            )
            with transaction():
                keeping.ask_to_be_erased(person.id, utc_now())
    reader.go("/admin/wishes")
    reader.page.locator("form[action*=wishes] button").first.click()


@state
def export(reader: Reader, stage: Stage) -> None:
    """Handing out."""
    keeper(reader, stage)
    reader.go("/admin/export")
