"""The coordinator's pages: full, hidden, empty, long and refused."""

from datetime import timedelta
from itertools import count

from sqlalchemy import update

from config import utc_now
from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people import queries
from elearning.people.models import Organisation, Unit
from elearning.people.rules import Person, Role
from tests.browser.reader import Reader
from tests.browser.states import Reach, state
from tests.factories import Make
from tests.server.stage import Stage

_numbers = count(1)

COORDINATOR = "johan.nilsson@demo.example"
LONG = "Enheten för samordnad individuell planering, uppföljning och myndighetsutövning i hemmet"


def follower(path: str) -> Reach:
    """Open a page as the coordinator of the demo; {root} and {care} are units of Säter."""

    def reach(reader: Reader, stage: Stage) -> None:
        with stage.site.app.app_context():
            found = queries.organisation("sater")
            assert found is not None
            root = queries.root_unit(found.id).id
            care = db.session.query(Unit.id).filter_by(parent_id=root, name="Vård och omsorg")
            small = db.session.query(Unit.id).filter_by(organisation_id=found.id, name="Bygglov")
            places = {"root": root, "care": care.scalar(), "small": small.scalar()}
        reader.signin_by_demo(COORDINATOR)
        reader.go(path.format(**places))

    return reach


def place(name: str) -> tuple[Organisation, Person]:
    """A new organisation with somebody who coordinates it and is its only employee."""
    make, number = Make(utc_now), next(_numbers)
    organisation = make.organisation(name, slug=f"uppfoljning-{number}")
    person = make.user(make.root(organisation), email=f"samordnare-{number}@uppfoljning.example")
    return organisation, make.duty(person, Role.COORDINATOR)


@state
def follow_up(reader: Reader, stage: Stage) -> None:
    """A municipality."""
    follower("/coordinator/")(reader, stage)


@state
def follow_up_sorted(reader: Reader, stage: Stage) -> None:
    """In another order."""
    follower("/coordinator/?sort=left")(reader, stage)


@state
def follow_up_part(reader: Reader, stage: Stage) -> None:
    """A department, held beside the whole."""
    follower("/coordinator/units/{care}")(reader, stage)


@state
def follow_up_hidden(reader: Reader, stage: Stage) -> None:
    """A unit that is too small."""
    follower("/coordinator/units/{small}")(reader, stage)


@state
def follow_up_weeks(reader: Reader, stage: Stage) -> None:
    """A curve beside that of the whole."""
    follower("/coordinator/units/{care}/trend")(reader, stage)


@state
def follow_up_report(reader: Reader, stage: Stage) -> None:
    """The monthly report."""
    follower("/coordinator/report/")(reader, stage)


@state
def follow_up_goal(reader: Reader, stage: Stage) -> None:
    """The form of the goal."""
    follower("/coordinator/units/{root}/goal")(reader, stage)


@state
def follow_up_goal_refused(reader: Reader, stage: Stage) -> None:
    """A goal that is none."""
    follower("/coordinator/units/{root}/goal")(reader, stage)
    reader.page.fill("#percent", "åttio")
    reader.page.locator("main form button").first.click()


@state
def follow_up_choice(reader: Reader, stage: Stage) -> None:
    """Somebody who follows two units."""
    with stage.site.app.app_context():
        make = Make(utc_now)
        organisation, person = place("Två uppdrag")
        for name in ("Hemtjänst", LONG):
            person = make.duty(person, Role.MANAGER, make.unit(organisation, name))
        with transaction():
            people.unassign(person.id, Role.COORDINATOR, make.root(organisation).id)
    reader.arrive(stage, person)
    reader.go("/coordinator/")


@state
def follow_up_names(reader: Reader, stage: Stage) -> None:
    """Long names, of people and units, and a decision to show them."""
    with stage.site.app.app_context():
        make = Make(utc_now)
        organisation, person = place(LONG)
        below = make.unit(organisation, LONG)
        name = "Maria-Alexandra Konstantinopoulos-Bergström von Ungern-Sternberg"
        make.user(below, name=name, email=f"namn-{next(_numbers)}@uppfoljning.example")
        with transaction():
            decided = {
                "names_decision": "Kommunstyrelsen 2026-10-05 § 114, dnr KS 2026/0114",
                "names_decided_on": (utc_now() - timedelta(20)).date(),
            }
            chosen = update(Organisation).where(Organisation.id == organisation.id)
            db.session.execute(chosen.values(**decided))
    reader.arrive(stage, person)
    reader.go(f"/coordinator/units/{person.unit_id}/names")


@state
def follow_up_alone(reader: Reader, stage: Stage) -> None:
    """An organisation of one: nothing may be told."""
    with stage.site.app.app_context():
        _, person = place("Ensam AB")
    reader.arrive(stage, person)
    reader.go("/coordinator/")
