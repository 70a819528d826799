"""What a coordinator's pages cost as an organisation grows: 500, 5,000 and 50,000 employees.

All three are in one database. There are 62 people to a unit, in a tree of four levels.
"""

import http.client
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from bench.databases import Database, flask, postgresql, sqlite
from bench.readers import Reader, application, reader
from bench.server import HOST, Server, serve
from config import utc_now
from elearning.course.tree import Course
from elearning.database import transaction
from elearning.demo.crowd import hire, learn
from elearning.learning import evidence, recount
from elearning.learning.subjects import course as course_subject
from elearning.learning.subjects import module as module_subject
from elearning.learning.subjects import started
from elearning.people import actions as people
from elearning.people import counting
from elearning.people.models import Organisation, Unit
from elearning.people.queries import root_unit
from elearning.people.rules import EMPLOYED, OrganisationKind, Role

SIZES = (500, 5_000, 50_000)  # employees
PEOPLE_A_UNIT = 62.5  # so that 50,000 are in 800 units
BELOW = 10  # units under each, until there are enough: the fourth level is the last
SHARE = 0.4  # of everyone has completed, and nearly half is under way
GOAL_MS = 150.0  # source: the project's issue 3, "Speed"
VISITS = 20
COLUMNS = ("page", "employees", "units", "ms", "server ms", "database ms", "bytes", "reached")


@dataclass(frozen=True)
class Page:
    """An address that a coordinator opens. `has_goal`: it is one of those that GOAL_MS is for."""

    name: str
    path: str
    has_goal: bool = True


@dataclass(frozen=True)
class Town:
    """A loaded organisation, and somebody who coordinates it."""

    employees: int
    units: int
    root_id: int
    middle_id: int  # a unit on the second level
    coordinator: Reader

    def pages(self) -> tuple[Page, ...]:
        """What is measured."""
        root, middle = (f"/coordinator/units/{each}" for each in (self.root_id, self.middle_id))
        return (
            Page("overview", "/coordinator/"),
            Page("sorted", "/coordinator/?sort=left"),
            Page("unit", middle),
            Page("trend", f"{root}/trend", has_goal=False),
            Page("report", f"{root}/report", has_goal=False),
            Page("csv", f"{root}.csv", has_goal=False),
            Page("xlsx", f"{root}.xlsx", has_goal=False),
        )


def show_dashboard() -> None:
    """The growth on both databases."""
    for open_database in (sqlite, postgresql):
        towns: list[Town] = []

        def load(database: Database, towns: list[Town] = towns) -> None:
            flask(database, "db", "upgrade")
            towns.extend(_load(database))

        with (
            tempfile.TemporaryDirectory(prefix="bench-") as folder,
            open_database(Path(folder), load) as database,
        ):
            print(f"\ndashboard on {database.name}: medians of {VISITS} visits, one client")
            _show(database, towns)


def _show(database: Database, towns: list[Town]) -> None:
    rows: list[tuple[str, ...]] = [COLUMNS]
    with serve("app:app", database.settings, database.folder / "product.log") as server:
        for number in range(len(towns[0].pages())):
            for town in towns:
                rows.append(_row(database, server, town, town.pages()[number]))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        figures = (text.rjust(width) for text, width in zip(rest, widths[1:], strict=True))
        print("  ".join((first.ljust(widths[0]), *figures)))


def _row(database: Database, server: Server, town: Town, page: Page) -> tuple[str, ...]:
    for _ in range(4):  # both workers have made the page before it counts
        _visit(server, town, page)
    served, stored = server.cpu(), database.cpu()
    visits = [_visit(server, town, page) for _ in range(VISITS)]
    served, stored = server.cpu() - served, database.cpu() - stored
    typical = median(ms for ms, _ in visits)
    reached = ("yes" if typical <= GOAL_MS else "NO") if page.has_goal else ""
    return (
        page.name,
        str(town.employees),
        str(town.units),
        f"{typical:.1f}",
        f"{1000 * served / VISITS:.1f}",
        f"{1000 * stored / VISITS:.1f}",
        str(visits[0][1]),
        reached,
    )


def _visit(server: Server, town: Town, page: Page) -> tuple[float, int]:
    """Milliseconds until the whole answer is there, and its bytes."""
    headers = {"Cookie": f"session={town.coordinator.cookie}", "Accept-Encoding": "br"}
    start = time.perf_counter()
    connection = http.client.HTTPConnection(HOST, server.port)
    connection.request("GET", page.path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{page.path}: {answer.status}")
    return 1000 * (time.perf_counter() - start), len(body)


def _load(database: Database) -> Iterator[Town]:
    app = application(database.settings)
    course = app.extensions["course"].current()["sv"]
    for employees in SIZES:
        with app.app_context():
            root, middle, units = _build(employees, course)
            coordinator = reader(app, *_coordinator(root))
            yield Town(employees, units, root.id, middle.id, coordinator)


def _build(employees: int, course: Course) -> tuple[Unit, Unit, int]:
    now, random = utc_now(), Random(employees)
    with transaction():
        organisation = people.add_organisation(
            f"stad-{employees}",
            f"Stad {employees}",
            OrganisationKind.MUNICIPALITY,
            code=None,
            colour="#0b5563",
        )
        root = root_unit(organisation.id)
        units = list(_tree(root, round(employees / PEOPLE_A_UNIT)))
        _staff(organisation, units, employees, course, random)
    with transaction():
        slug = course.slug
        modules = [module_subject(slug, each.slug) for each in course.modules]
        subjects = [EMPLOYED, started(slug), course_subject(slug), *modules]
        counting.open_standing(subjects)
        for counter in evidence.standing_counters():
            recount.rebuild(counter, now)
    return root, units[1], len(units)


def _staff(
    organisation: Organisation, units: list[Unit], employees: int, course: Course, random: Random
) -> None:
    now = utc_now()
    leaves = [unit.id for unit in units if unit.id not in {each.parent_id for each in units}]
    desks = [*leaves * 8, *(unit.id for unit in units)]
    staff = hire(organisation, desks, employees, now, random)
    unit_of = {person: desks[number % len(desks)] for number, person in enumerate(staff)}
    start = now.replace(year=now.year - 1)
    learn(unit_of, int(SHARE * employees), course, start, now, random)


def _tree(root: Unit, number: int) -> Iterator[Unit]:
    """So many units, the root among them, ten under each from above."""
    units = [root]
    while len(units) < number:
        parent = units[(len(units) - 1) // BELOW]
        units.append(people.add_unit(parent, f"Enhet {len(units)}"))
    yield from units


def _coordinator(root: Unit) -> tuple[int, str, int]:
    with transaction():
        user = people.add_user(f"samordnare-{root.id}@example.se", "Johan", root.id, utc_now())
        people.assign(user.id, Role.COORDINATOR, root.id)
        return user.id, user.session_key, root.id
