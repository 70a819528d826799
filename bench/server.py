"""A server as `./dev run` starts it, on a free port, and the processor time that it has used."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from config import ROOT

HOST = "127.0.0.1"
PATIENCE = 60  # seconds that a start may take on a busy machine
GRANIAN = ("-m", "granian", "--interface=wsgi", "--workers=2", "--blocking-threads=2", "--no-ws")


@dataclass(frozen=True)
class Server:
    """Something that answers on a port, and the process above all that serve it."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds of processor time until now, of all its processes."""
        return processor_time(self.pid)


@contextmanager
def serve(app: str, settings: Mapping[str, str], log: Path) -> Iterator[Server]:
    """Serve `module:name` with two workers until the block ends."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = (sys.executable, *GRANIAN, f"--host={HOST}", f"--port={port}", app)
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=out, stderr=out
        )
    try:
        _wait(process, port, log)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    last = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < last:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.05)
    process.terminate()
    raise RuntimeError(f"no server: {log.read_text()[-2000:]}")


def processor_time(pid: int, besides: Collection[int] = ()) -> float:
    """Seconds, user and system, of a process and all below it, also of those that have ended.

    Those in `besides` are left out while they live.
    """
    root = psutil.Process(pid)
    times = root.cpu_times()
    ended = float(times.children_user + times.children_system)
    return ended + sum(
        _own_time(each)
        for each in (root, *root.children(recursive=True))
        if each.pid not in besides
    )


def _own_time(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:  # ended just now
        return 0.0
    return float(times.user + times.system)
