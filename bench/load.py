"""Visitors: processes that each hold one connection and ask for pages as fast as they get them.

Raw sockets, because a comfortable client would take more of the machine than the server.
"""

import multiprocessing
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Any

from bench.server import HOST

TIMEOUT = 60  # seconds that one answer may take

_context = multiprocessing.get_context("fork")  # visits and writers need not be pickled


@dataclass(frozen=True)
class Step:
    """One request, and the status that its answer must have."""

    method: str
    path: str
    status: int = 200
    body: str = ""


@dataclass(frozen=True)
class Visit:
    """Steps that one person takes, one after the other. The cookie is renewed on the way."""

    steps: tuple[Step, ...]
    cookie: str = ""
    beforehand: Any = None  # whom the writer writes about before this visit


@dataclass(frozen=True)
class Tally:
    """What a crowd did. The time that its writers took is not counted."""

    visits: int
    seconds: float  # from the first request until the last answer
    size: int  # bytes of the last answer's body, as sent


@dataclass(frozen=True)
class Writer:
    """What somebody else does before each visit, and the process that works for them."""

    write: Callable[[Any], None]
    pid: int  # of a database server; 0 for none


Before = Callable[[], Writer]  # called once in each visitor's process


class Crowd:
    """Visitors that stand ready with their connections open."""

    def __init__(self, lines: Sequence[Connection], writers: frozenset[int]) -> None:
        self._lines = lines
        self.writers = writers  # ids of processes whose work is not the server's

    def go(self) -> Tally:
        """Let everyone make all their visits."""
        for line in self._lines:
            line.send("go")
        tallies = [_answer(line) for line in self._lines]
        return Tally(
            visits=sum(each.visits for each in tallies),
            seconds=max(each.seconds for each in tallies),
            size=tallies[0].size,
        )


@contextmanager
def crowd(port: int, shares: Sequence[Sequence[Visit]], before: Before | None) -> Iterator[Crowd]:
    """One visitor per share of the visits. They leave when the block ends."""
    pipes = [_context.Pipe() for _ in shares]
    visitors = [
        _context.Process(target=_visitor, args=(port, share, before, there), daemon=True)
        for share, (_, there) in zip(shares, pipes, strict=True)
    ]
    for each in visitors:
        each.start()
    lines = [here for here, _ in pipes]
    try:
        yield Crowd(lines, frozenset(_answer(line) for line in lines))
        for line in lines:
            line.send("leave")
    finally:
        for each in visitors:
            each.join(5)
            each.kill()


def _answer(line: Connection) -> Any:
    answer = line.recv()
    if isinstance(answer, Exception):
        raise answer
    return answer


def _visitor(port: int, visits: Sequence[Visit], before: Before | None, line: Connection) -> None:
    try:
        writer = before() if before else Writer(lambda _: None, 0)
        with socket.create_connection((HOST, port), TIMEOUT) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.send(writer.pid)
            line.recv()
            line.send(_make(visits, connection, writer.write))
            line.recv()
    except (OSError, RuntimeError) as error:
        line.send(error)


def _make(
    visits: Sequence[Visit], connection: socket.socket, write: Callable[[Any], None]
) -> Tally:
    seconds, size = 0.0, 0
    for visit in visits:
        write(visit.beforehand)
        start = time.perf_counter()
        for step in visit.steps:
            size, cookie = ask(connection, step, visit.cookie)
            visit = replace(visit, cookie=cookie)
        seconds += time.perf_counter() - start
    return Tally(len(visits), seconds, size)


def ask(connection: socket.socket, step: Step, cookie: str) -> tuple[int, str]:
    """Send one request. Gives the size of the answer's body and the cookie as it now is."""
    connection.sendall(
        f"{step.method} {step.path} HTTP/1.1\r\nHost: {HOST}\r\nAccept: text/html\r\n"
        "Accept-Encoding: br, gzip\r\nAccept-Language: sv\r\n"
        f"Cookie: session={cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(step.body)}\r\n\r\n{step.body}".encode()
    )
    answer = bytearray()
    while (end := answer.find(b"\r\n\r\n")) < 0:
        answer += _receive(connection)
    status, headers = _head(answer[:end].decode("latin-1"))
    if status != step.status:
        raise RuntimeError(f"{step.method} {step.path}: {status}, not {step.status}")
    size = int(headers["content-length"])
    while len(answer) < end + 4 + size:
        answer += _receive(connection)
    changed = headers.get("set-cookie", "").partition(";")[0].removeprefix("session=")
    return size, changed or cookie


def _receive(connection: socket.socket) -> bytes:
    received = connection.recv(1 << 18)
    if not received:
        raise RuntimeError("the server closed the connection")
    return received


def _head(text: str) -> tuple[int, dict[str, str]]:
    first, *lines = text.split("\r\n")
    pairs = (line.split(": ", 1) for line in lines)
    return int(first.split(" ")[1]), {name.lower(): value for name, value in pairs}
