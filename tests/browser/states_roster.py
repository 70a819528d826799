"""Every page of an import of people, in every state."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count

from config import utc_now
from elearning.database import transaction
from elearning.people.rules import Role
from elearning.roster import actions, queries, work
from elearning.roster.rules import State
from tests.browser.reader import Reader
from tests.browser.states import state
from tests.factories import Make
from tests.roster.files import HEADER, as_csv
from tests.server.stage import Stage

PATH = "/coordinator/import/"
LONG = "Barn- och utbildningsförvaltningen med arbetsmarknad, integration och vuxenutbildning"
GOOD = [
    ("4711", "Anna Åberg", "anna.aberg@kommunen.example", "Vård och omsorg", "Hemtjänst Norr"),
    ("4712", "Maria Magdalena von Schwerin-Lindqvist", "", LONG, "Älgens förskola"),
]
BAD = [("4713", "Bo", "ingen adress", "Skola", ""), ("4714", "Cia", "811218-9876", "Skola", "")]
_number = count(1)


def coordinator(reader: Reader, stage: Stage) -> None:
    """Sign in as somebody who coordinates a municipality of their own, with a colleague."""
    make = Make(utc_now)
    with stage.site.app.app_context():
        place = make.organisation("Vattnäs", slug=f"vattnas-{next(_number)}")
        unit = make.unit(place, LONG)
        make.user(unit, name="Dan Holm", email=f"dan@{place.slug}.example")
        person = make.user(make.root(place), email=f"johan@{place.slug}.example", name="Johan")
        person = make.duty(person, Role.COORDINATOR)
    reader.arrive(stage, person)
    reader.go(PATH)


def send(reader: Reader, rows: Sequence[Sequence[str]], name: str = "Personal.csv") -> None:
    """Choose a file and send it."""
    content = {"name": name, "mimeType": "text/csv", "buffer": as_csv(rows).encode()}
    reader.page.set_input_files("#file", content)  # type: ignore[arg-type]
    reader.page.locator("form:has(#file) button").click()


@contextmanager
def meanwhile(reader: Reader) -> Iterator[int]:
    """The import that the page tells of; away from the page, which would reload itself too."""
    address = reader.page.url
    reader.page.goto("about:blank")
    yield int(address.rstrip("/").rsplit("/", 1)[-1])
    reader.page.goto(address)


def do_the_jobs(reader: Reader, stage: Stage) -> None:
    """What is done beside the server, at once; then look again."""
    with meanwhile(reader) as import_id, stage.site.app.app_context():
        work.check_import(import_id)
        work.carry_out_import(import_id)


def look(reader: Reader, stage: Stage, rows: Sequence[Sequence[str]]) -> None:
    """Bring rows, and come to what they would change."""
    coordinator(reader, stage)
    send(reader, [HEADER, *rows])
    do_the_jobs(reader, stage)


def confirm(reader: Reader) -> None:
    """Press the button under the preview."""
    reader.page.locator("form[action$=confirm] button").first.click()


@state
def import_empty(reader: Reader, stage: Stage) -> None:
    """Nothing imported yet; the help open."""
    coordinator(reader, stage)
    reader.page.locator("main .ds-details summary").click()


@state
def import_refused(reader: Reader, stage: Stage) -> None:
    """A file that is none."""
    coordinator(reader, stage)
    send(reader, [])


@state
def import_columns(reader: Reader, stage: Stage) -> None:
    """Columns that we do not know."""
    coordinator(reader, stage)
    send(reader, [("Kod", "Vem", LONG), ("1", "Anna Åberg", "x" * 60)])


@state
def import_columns_refused(reader: Reader, stage: Stage) -> None:
    """Two columns that would hold the same."""
    import_columns(reader, stage)
    reader.page.select_option("#column-0", "name")
    reader.page.select_option("#column-1", "name")
    reader.page.locator("main form button").first.click()


@state
def import_working(reader: Reader, stage: Stage) -> None:
    """A job is at it."""
    coordinator(reader, stage)
    send(reader, [HEADER, *GOOD])


@state
def import_late(reader: Reader, stage: Stage) -> None:
    """A job has not come on for a while."""
    import_working(reader, stage)
    with meanwhile(reader) as import_id, stage.site.app.app_context(), transaction():
        found = queries.import_by_id(import_id)
        assert found is not None
        long_ago = utc_now().replace(year=2020)
        actions.go_on(found, State.CHECKING, long_ago, percent=30)


@state
def import_preview(reader: Reader, stage: Stage) -> None:
    """What would change, with every list open."""
    look(reader, stage, [*GOOD, *BAD])
    for each in reader.page.locator("main .ds-details summary").all():
        each.click()


@state
def import_preview_many(reader: Reader, stage: Stage) -> None:
    """The same of three hundred people."""
    rows = [(f"{n}", f"Person {n}", "", LONG, f"Enhet {n % 9}") for n in range(300)]
    look(reader, stage, rows)
    reader.page.locator("main .ds-details summary").nth(1).click()


@state
def import_preview_refused(reader: Reader, stage: Stage) -> None:
    """Those who have left are not confirmed as they have to be."""
    look(reader, stage, GOOD)
    reader.page.locator("label[for=gone-leave]").click()
    confirm(reader)


@state
def import_done(reader: Reader, stage: Stage) -> None:
    """The people are in, but for two rows."""
    look(reader, stage, [*GOOD, *BAD])
    confirm(reader)
    do_the_jobs(reader, stage)


@state
def import_failed(reader: Reader, stage: Stage) -> None:
    """It did not work."""
    look(reader, stage, GOOD)
    with meanwhile(reader) as import_id, stage.site.app.app_context(), transaction():
        found = queries.import_by_id(import_id)
        assert found is not None
        actions.go_on(found, State.FAILED, utc_now(), problem="interrupted")


@state
def import_list(reader: Reader, stage: Stage) -> None:
    """Earlier imports: done, stopped, waiting, at work."""
    import_done(reader, stage)
    reader.go(PATH)
    send(reader, [HEADER, *GOOD], f"{LONG}.csv")
    do_the_jobs(reader, stage)
    reader.page.locator("button[formaction$=stop]").click()
    send(reader, [("Kod",), ("1",)])
    reader.go(PATH)
    send(reader, [HEADER, *GOOD])
    reader.go(PATH)
