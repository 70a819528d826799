"""Site: the product as it runs in earnest, two granian workers on a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from functools import cached_property
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from flask import Flask

from config import ROOT, Config
from elearning import create_app

PATIENCE = 60  # seconds that a start may take on a busy machine


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Site:
    """A server to visit, on the real content. `app` is the same site in this process."""

    instance: Path
    database_url: str
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None  # does the jobs, where a test asks for it
    entry: str = "app:app"  # what is served
    more: dict[str, str] = field(default_factory=dict)  # settings besides, or instead

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def settings(self) -> dict[str, str]:
        """Its environment, as an operator writes it."""
        return {
            "INSTANCE": str(self.instance),
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": "only for tests",
            "SITE_URL": self.address,
            "DEMO": "1",
            **self.more,
        }

    @property
    def environment(self) -> dict[str, str]:
        """The settings, among everything else that programs need."""
        return {**os.environ, **self.settings}

    @cached_property
    def app(self) -> Flask:
        """The application in this process, to prepare and to look at what the server works with."""
        return create_app(Config.from_environment(self.settings))

    def upgrade(self) -> None:
        """Make the tables."""
        self.flask("db", "upgrade", entry="app:app")  # no other entry knows migrations

    def load_demo(self) -> None:
        """Load the demo."""
        self.flask("demo", "load")

    def flask(self, *words: str, entry: str = "") -> str:
        """Run a command as an operator does, and give what it says."""
        command = (sys.executable, "-m", "flask", "--app", entry or self.entry, *words)
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def start(self) -> None:
        """Start the server and return when it is ready."""
        where = ("--host=127.0.0.1", f"--port={self.port}", "--no-ws", "--log-level=warning")
        command = (sys.executable, "-m", "granian", "--interface=wsgi", "--workers=2", *where)
        with (self.instance / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                (*command, "--blocking-threads=2", self.entry),
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,  # its own group, so that one signal reaches all of it
            )
        self._wait()

    def start_jobs(self) -> None:
        """Let the jobs be done beside the server, as in earnest; once."""
        if self.worker is None:
            command = (sys.executable, "-m", "flask", "--app", self.entry, "jobs", "work")
            with (self.instance / "jobs.log").open("ab") as log:
                self.worker = subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )

    def kill(self) -> None:
        """End every process of the server at once, as when the machine's memory runs out."""
        for process in filter(None, (self.process, self.worker)):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=PATIENCE)
        self.process = self.worker = None

    def _wait(self) -> None:
        assert self.process is not None
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last and self.process.poll() is None:
            if self._is_ready():
                return
            time.sleep(0.05)
        raise RuntimeError((self.instance / "server.log").read_text()[-2000:] or "no answer")

    def _is_ready(self) -> bool:
        with (
            suppress(OSError, HTTPException),
            closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection,
        ):
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        return False

    def letter(self, to: str) -> str:
        """The text of a letter to somebody; waits until it lies in the outbox."""
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            for file in (self.instance / "outbox").glob("*.eml"):
                letter = message_from_bytes(file.read_bytes(), policy=default)
                if letter["To"] == to and (body := letter.get_body()):
                    return str(body.get_content())
            time.sleep(0.02)
        raise RuntimeError(f"no letter to {to}")
