"""The pages that keep people, units, roles, settings, campaigns and the course, in every state."""

from collections.abc import Callable
from itertools import count

from config import utc_now
from elearning.database import db, transaction
from elearning.people import actions, keeping, units
from elearning.people.keeping import Details
from elearning.people.models import Unit
from elearning.people.rules import Person, Role
from tests.browser.reader import Reader
from tests.browser.states import state
from tests.factories import Make
from tests.server.stage import Stage

PEOPLE, UNITS, ADMIN = "/coordinator/people", "/coordinator/people/units", "/admin"
LONG = "Enheten för samordnad individuell planering, uppföljning och myndighetsutövning i hemmet"
LONG_NAME = "Maria Magdalena Konstantina von Schwerin-Lindqvist de la Gardie-Papadopoulos"
_number = count(1)


class Place:
    """An organisation of one's own, with units, people of every kind, and somebody who keeps it."""

    def __init__(self, stage: Stage, role: Role = Role.ADMINISTRATOR, people: int = 3) -> None:
        self.make, self.slug = Make(utc_now), f"hallsta-{next(_number)}"
        with stage.site.app.app_context():
            place = self.make.organisation("Hällsta kommun", slug=self.slug)
            root = self.make.root(place)
            self.care = self.make.unit(root, LONG).id
            care = db.session.get_one(Unit, self.care)
            self.north = self.make.unit(care, "Hemtjänst Norr").id
            for name in ("Ängens förskola", "Biblioteket", "Åsens skola"):
                self.make.unit(root, name)
            self.keeper = self.make.duty(self._person("Karin Holm", root), role)
            for number in range(people):
                self._person(f"Kim Lund {number + 1}", care)
            self.long = self._person(LONG_NAME, care).id
            self.boss = self.make.duty(self._person("Bo Ek", care), Role.MANAGER, care).id
            with transaction():
                alm = Details("Medarbetare Alm", "", "A-4711", "sv", True)
                keeping.add(alm, care, LONG, self.keeper, utc_now())
            self.root = root.id

    def _person(self, name: str, unit: Unit) -> Person:
        email = f"{name.lower().replace(' ', '.')}.{next(_number)}@hallsta.example"
        return self.make.user(unit, name=name, email=email[-64:])


def page(name: str, path: Callable[[Place], str], role: Role = Role.ADMINISTRATOR) -> None:
    """Enter a page of a place of one's own."""

    def reach(reader: Reader, stage: Stage) -> None:
        place = Place(stage, role)
        reader.arrive(stage, place.keeper)
        reader.go(path(place))

    reach.__name__ = name.replace("-", "_")
    state(reach)


def arrived(reader: Reader, stage: Stage, path: str, role: Role = Role.ADMINISTRATOR) -> Place:
    """Somebody who keeps a place, at one of its pages."""
    place = Place(stage, role)
    reader.arrive(stage, place.keeper)
    reader.go(path.format(**vars(place)))
    return place


page("people-list", lambda _: f"{PEOPLE}/")
page("people-found", lambda place: f"{PEOPLE}/?q=lund&unit={place.care}")
page("people-none", lambda _: f"{PEOPLE}/?q=ingen&left=1")
page("people-new", lambda _: f"{PEOPLE}/new")
page("people-one", lambda place: f"{PEOPLE}/{place.long}")
page("people-boss", lambda place: f"{PEOPLE}/{place.boss}")
page("people-above", lambda place: f"{PEOPLE}/{place.boss}", Role.COORDINATOR)
page("people-role", lambda place: f"{PEOPLE}/{place.long}/duties")
page("merge-choose", lambda place: f"{PEOPLE}/{place.long}/merge?q=Lund")
page("merge-none", lambda place: f"{PEOPLE}/{place.long}/merge")
page("merge", lambda place: f"{PEOPLE}/{place.long}/merge/{place.boss}")
page("merge-own", lambda place: f"{PEOPLE}/{place.long}/merge/{place.keeper.id}")
page("units-tree", lambda _: f"{UNITS}/")
page("units-one", lambda place: f"{UNITS}/{place.care}")
page("units-whole", lambda place: f"{UNITS}/{place.root}")
page("units-place", lambda place: f"{UNITS}/{place.north}/place")
page("units-move", lambda place: f"{UNITS}/{place.north}/place?how=move&unit={place.root}")
page("units-merge", lambda place: f"{UNITS}/{place.care}/place?how=merge&unit={place.root}")
page("admin-settings", lambda _: f"{ADMIN}/")
page("admin-log", lambda _: f"{ADMIN}/log")
page("admin-log-none", lambda _: f"{ADMIN}/log?q=ingen")
page("admin-course", lambda _: f"{ADMIN}/course", Role.AUTHOR)
page("campaigns-kept", lambda _: f"{ADMIN}/campaigns/", Role.ORGANISER)
page("campaigns-new", lambda _: f"{ADMIN}/campaigns/new", Role.ORGANISER)
page("campaigns-open", lambda _: f"{ADMIN}/campaigns/bemotandelyftet", Role.ORGANISER)
page("campaigns-over", lambda _: f"{ADMIN}/campaigns/dalarna-2018", Role.ORGANISER)
page("campaigns-empty", lambda _: f"{ADMIN}/campaigns/tom", Role.ORGANISER)


@state
def people_many(reader: Reader, stage: Stage) -> None:
    """More than a page holds; on the second."""
    place = Place(stage, people=60)
    reader.arrive(stage, place.keeper)
    reader.go(f"{PEOPLE}/?page=2")


@state
def people_refused(reader: Reader, stage: Stage) -> None:
    """Everything wrong that can be."""
    arrived(reader, stage, f"{PEOPLE}/new")
    reader.page.fill("#name", "Bo 19121212-1212")
    reader.page.fill("#email", "bo")
    reader.page.locator("main form button").last.click()


@state
def people_erase_refused(reader: Reader, stage: Stage) -> None:
    """A name that was not written as it stands."""
    arrived(reader, stage, f"{PEOPLE}/{{long}}")
    reader.page.locator("details:has(#erase_name) summary").click()
    reader.page.fill("#erase_name", "Maria")
    reader.page.locator("form:has(#erase_name) button").click()


@state
def people_left(reader: Reader, stage: Stage) -> None:
    """Somebody who has left, and can come back."""
    place = Place(stage)
    with stage.site.app.app_context(), transaction():
        actions.move(place.long, None, utc_now())
    reader.arrive(stage, place.keeper)
    reader.go(f"{PEOPLE}/{place.long}")


@state
def units_searched(reader: Reader, stage: Stage) -> None:
    """A tree that is large enough to be searched, and a closed unit in it."""
    place = Place(stage)
    with stage.site.app.app_context():
        care = db.session.get_one(Unit, place.care)
        groups = [place.make.unit(care, f"Grupp {number}") for number in range(12)]
        with transaction():
            units.close(groups[0], utc_now())
    reader.arrive(stage, place.keeper)
    reader.go(f"{UNITS}/?q=grupp")
    reader.go(f"{UNITS}/")


@state
def units_closed(reader: Reader, stage: Stage) -> None:
    """A closed unit."""
    place = Place(stage)
    with stage.site.app.app_context(), transaction():
        units.close(db.session.get_one(Unit, place.north), utc_now())
    reader.arrive(stage, place.keeper)
    reader.go(f"{UNITS}/{place.north}")


@state
def units_refused(reader: Reader, stage: Stage) -> None:
    """A unit that is not empty cannot be closed."""
    arrived(reader, stage, f"{UNITS}/{{care}}")
    reader.page.locator(".ds-details summary").click()
    reader.page.locator("form[action$=close] button").click()


@state
def units_place_refused(reader: Reader, stage: Stage) -> None:
    """No unit chosen."""
    arrived(reader, stage, f"{UNITS}/{{care}}/place")
    reader.page.locator("main form button").click()


@state
def admin_settings_refused(reader: Reader, stage: Stage) -> None:
    """A colour that cannot be read on, a limit that is too low, half a decision."""
    arrived(reader, stage, f"{ADMIN}/")
    reader.page.fill("#colour", "#ffee00")
    reader.page.fill("#smallest_shown", "tre")
    reader.page.fill("#names_decision", "KS 2026/41")
    reader.page.locator("main form button").first.click()


@state
def admin_of_a_part(reader: Reader, stage: Stage) -> None:
    """Somebody who administers a part of an organisation."""
    place = Place(stage, Role.AUTHOR)
    with stage.site.app.app_context():
        keeper = place.make.duty(
            place.keeper, Role.ADMINISTRATOR, db.session.get_one(Unit, place.care)
        )
    reader.arrive(stage, keeper)
    reader.go(f"{ADMIN}/")


@state
def campaigns_refused(reader: Reader, stage: Stage) -> None:
    """A campaign that cannot be."""
    arrived(reader, stage, f"{ADMIN}/campaigns/new", Role.ORGANISER)
    reader.page.fill("#slug", "Dalarna 2027")
    reader.page.locator("main form button").click()


@state
def campaigns_joining_refused(reader: Reader, stage: Stage) -> None:
    """An organisation without a number."""
    arrived(reader, stage, f"{ADMIN}/campaigns/bemotandelyftet", Role.ORGANISER)
    reader.page.fill("#headcount", "många")
    reader.page.locator("main form button").click()
