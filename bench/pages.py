"""Measures the cases on one database, each beside its two floors, again and again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from statistics import median

from sqlalchemy import create_engine

from bench.cases import CASES, Case, Place, longest_quiz
from bench.completions import completions
from bench.databases import Database
from bench.load import Before, Step, Visit, crowd
from bench.readers import application, readers
from bench.server import Server, serve

CLIENTS = (1, 16)
VISITS = 480  # of one measurement: half a second's processor time at a millisecond each
CONSTANTS = 10 * VISITS  # of floor a, so cheap that a tick of the clock, 10 ms, would be most of it
ROUNDS = 3
WARM_UP = 64


@dataclass(frozen=True)
class Cost:
    """What a visit costs. `total` is what everything is compared by."""

    server_ms: float  # processor time of all the server's processes
    database_ms: float  # the same of the database's own
    rate: float  # visits per second
    size: int  # bytes of the page as sent

    @property
    def total(self) -> float:
        """Milliseconds of processor time in all."""
        return self.server_ms + self.database_ms


@dataclass(frozen=True)
class Measured:
    """A case with so many clients, and each floor right after it, in every round."""

    case: Case
    clients: int
    costs: list[Cost]
    floors_a: list[Cost]
    floors_b: list[Cost]

    def typical(self) -> Cost:
        """Medians of the rounds."""
        return Cost(
            median(cost.server_ms for cost in self.costs),
            median(cost.database_ms for cost in self.costs),
            median(cost.rate for cost in self.costs),
            self.costs[0].size,
        )

    def times(self, floors: Sequence[Cost]) -> float:
        """How many times a floor: the median of the rounds, each held against its own floor."""
        pairs = zip(self.costs, floors, strict=True)
        return median(cost.total / floor.total for cost, floor in pairs)


@dataclass(frozen=True)
class Bench:
    """A loaded database with the product and the floors served over it."""

    database: Database
    product: Server
    floor: Server
    place: Place

    def measure(self, case: Case, clients: int) -> tuple[Cost, Cost, Cost]:
        """The case, floor a with as many bytes, and floor b."""
        before = completions(self.database.url) if case.counts else None
        cost = self._cost(self.product, self.place.visits(case, VISITS), clients, before)
        constant = Visit((Step("GET", f"/constant/{cost.size}"),))
        return (
            cost,
            self._cost(self.floor, [constant] * CONSTANTS, clients),
            self._cost(self.floor, self.place.floor(VISITS), clients),
        )

    def warm_up(self, case: Case) -> None:
        """Let every worker have made the page before it counts."""
        before = completions(self.database.url) if case.counts else None
        self._cost(self.product, self.place.visits(case, WARM_UP), 16, before)
        self._cost(self.floor, self.place.floor(WARM_UP), 16)

    def _cost(
        self, server: Server, visits: Sequence[Visit], clients: int, before: Before | None = None
    ) -> Cost:
        shares = [visits[start::clients] for start in range(clients)]
        with crowd(server.port, shares, before) as ready:
            served, stored = server.cpu(), self.database.cpu(ready.writers)
            tally = ready.go()
            served, stored = server.cpu() - served, self.database.cpu(ready.writers) - stored
        each = 1000 / tally.visits
        return Cost(served * each, stored * each, tally.visits / tally.seconds, tally.size)


def measure(database: Database, names: Sequence[str]) -> Iterator[Measured]:
    """Every named case at every number of clients. Rounds go through all of them in turn."""
    cases = [case for case in CASES if case.name in names]
    results = [Measured(case, n, [], [], []) for case in cases for n in CLIENTS]
    with _bench(database) as bench:
        for case in cases:
            bench.warm_up(case)
        for _ in range(ROUNDS):
            for result in results:
                cost, a, b = bench.measure(result.case, result.clients)
                result.costs.append(cost)
                result.floors_a.append(a)
                result.floors_b.append(b)
    yield from results


@contextmanager
def _bench(database: Database) -> Iterator[Bench]:
    app = application(database.settings)
    engine = create_engine(database.url)
    people = readers(app, engine)
    engine.dispose()
    module, lesson = longest_quiz(app.extensions["course"].current()["sv"])
    place = Place(app, module, lesson, cycle(people), iter(people), iter(people))
    logs = database.folder
    with (
        serve("app:app", database.settings, logs / "product.log") as product,
        serve("bench.floors:app", database.settings, logs / "floor.log") as floor,
    ):
        yield Bench(database, product, floor, place)
