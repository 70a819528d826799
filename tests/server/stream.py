"""A stream of hand-ins from many learners at once, and a note of each that was acknowledged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from itertools import islice
from threading import Event, Lock, Thread
from urllib.parse import urlencode

from elearning.people.rules import Person
from tests.server.site import Site
from tests.server.stage import Place, Stage, answers

LEARNERS = 6  # threads that hand in at the same time
PEOPLE_EACH = 4  # whom each of them is, one after the other
AHEAD = 3  # lessons that the first of them has left, so that courses are completed early, too


@dataclass(frozen=True)
class HandIn:
    """One hand-in, as it was sent."""

    user_id: int
    place: Place
    right: bool


class Client:
    """A signed-in person's connection, with the token of the page that they have open."""

    def __init__(self, site: Site, cookie: str) -> None:
        self._connection = HTTPConnection("127.0.0.1", site.port, timeout=30)
        self._cookie = f"session={cookie}"
        self._token = ""

    def open(self, path: str) -> None:
        """Look at a page."""
        answer = self._ask("GET", path, "")
        page = answer.read().decode()
        self._cookie = (answer.headers["Set-Cookie"] or self._cookie).split(";")[0]
        self._token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]

    def post(self, path: str, fields: dict[str, list[str]]) -> int:
        """Send a form; gives the status of the answer."""
        body = urlencode({**fields, "csrf_token": self._token}, doseq=True)
        answer = self._ask("POST", path, body)
        answer.read()
        return answer.status

    def _ask(self, method: str, path: str, body: str) -> HTTPResponse:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self._connection.request(method, path, body, {"Cookie": self._cookie, **form})
        return self._connection.getresponse()

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


@dataclass
class Stream:
    """Learners who hand in one lesson after the other until the server is gone."""

    site: Site
    stage: Stage
    acknowledged: list[HandIn] = field(default_factory=list)
    surprises: list[int] = field(default_factory=list)  # statuses other than that of success
    _goal: int = 0
    _reached: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    def run(self, count: int) -> None:
        """Begin; kill the server when so many more are acknowledged; return when all is still."""
        self._goal = len(self.acknowledged) + count
        self._reached.clear()
        crowds = [self._people() for _ in range(LEARNERS)]
        threads = [Thread(target=self._learn, args=(people,)) for people in crowds]
        for thread in threads:
            thread.start()
        came = self._reached.wait(timeout=60)
        self.site.kill()
        for thread in threads:
            thread.join(timeout=60)
        assert came, f"{len(self.acknowledged)} acknowledged in a minute; {self.surprises}"

    def _people(self) -> list[tuple[Person, int, str]]:
        """Whom a learner is in turn: the person, the lessons already done, the cookie."""
        nearly = len(self.stage.places()) - AHEAD
        people = [(self.stage.person(done=done), done) for done in (nearly, *[0] * PEOPLE_EACH)]
        return [(person, done, self.stage.session(person)) for person, done in people]

    def _learn(self, people: list[tuple[Person, int, str]]) -> None:
        for person, done, cookie in people:
            client = Client(self.site, cookie)
            try:
                self._take_course(client, person, done)
            except (OSError, HTTPException):
                return  # the server is gone
            finally:
                client.close()

    def _take_course(self, client: Client, person: Person, done: int) -> None:
        client.open("/modules/")
        for place, right in self._tries(done):
            chosen = answers(place.lesson, right=right) if place.lesson.quiz else {}
            status = client.post(place.path, {key: sorted(ids) for key, ids in chosen.items()})
            with self._lock:
                if status != 303:
                    self.surprises.append(status)
                    continue
                self.acknowledged.append(HandIn(person.id, place, right))
                if len(self.acknowledged) >= self._goal:
                    self._reached.set()

    def _tries(self, done: int) -> Iterator[tuple[Place, bool]]:
        """Every lesson that is left; those with questions first wrong, then right."""
        for place in islice(self.stage.places(), done, None):
            if place.lesson.quiz:
                yield place, False
            yield place, True
