"""Whatever happens to people, what is shown is what can be counted from the evidence."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from elearning.campaigns import actions as campaigns
from elearning.campaigns import evidence
from elearning.database import db, transaction
from elearning.learning import actions as learning
from elearning.learning import evidence as standing
from elearning.learning import merging, subjects
from elearning.people import actions as people
from elearning.people import queries, units
from elearning.people.models import Unit
from elearning.people.rules import EMPLOYED, OrganisationKind
from tests.campaigns.memory import TREE, Contest, Memory
from tests.conftest import empty
from tests.learning.quizzes import course, module

COURSE = course(module("samtal", "motet"))
MOST = 10  # units
PLACES = some.integers(0, MOST - 1)  # counted round, where there are fewer
HOURS = some.integers(1, 30)
BRIEF = settings(
    max_examples=8,
    stateful_step_count=20,
    suppress_health_check=[HealthCheck.too_slow],  # each step asks a real database
)


class Undone(Exception):
    """Something fails at the last moment."""


class Life(RuleBasedStateMachine):
    """People join, move, leave, complete and are erased, while campaigns come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.known = Memory()
        self.unit: list[int] = []  # place → unit id
        self.user: list[int] = []  # person → user id
        with transaction():
            for place in range(len(TREE)):
                self.unit.append(self._build(place))
        for place in (2, 3, 3, 5):
            self.join(place)
        self.open_campaign(starts=-5, hours=40)

    def _build(self, place: int) -> int:
        above = TREE[place]
        if above is not None:
            return people.add_unit(db.session.get_one(Unit, self.unit[above]), f"Enhet {place}").id
        slug, kind = f"organisation-{place}", OrganisationKind.OTHER
        made = people.add_organisation(slug, slug, kind, code=None, colour="#000000")
        return queries.root_unit(made.id).id

    def _anyone(self, data: some.DataObject) -> int:
        return data.draw(some.sampled_from(sorted(self.known.place)), label="person")

    def _someone_new(self, data: some.DataObject) -> int:
        """Somebody who has not completed, as long as there is one."""
        new = sorted(self.known.place.keys() - self.known.completed_at.keys())
        return data.draw(some.sampled_from(new), label="person") if new else self._anyone(data)

    @rule(starts=some.integers(-60, 20), hours=HOURS)
    @precondition(lambda self: len(self.known.contests) < 2)
    def open_campaign(self, starts: int, hours: int) -> None:
        """Also over a period that has begun, or is over."""
        start = self.known.now + timedelta(hours=starts)
        end = start + timedelta(hours=hours)
        with transaction():
            made = campaigns.open_campaign(
                f"tavling-{len(self.known.contests)}",
                "Tävlingen",
                course_slug=COURSE.slug,
                course_title=COURSE.title,
                starts_at=start,
                ends_at=end,
                now=self.known.now,
            )
        self.known.contests.append(Contest(made, start, end))

    @rule(place=PLACES)
    def join(self, place: int) -> None:
        place, person = self._at(place), len(self.user)
        is_closed = place in self.known.closed
        with self._refusals(people.UnitClosed, when=is_closed), transaction():
            email, unit = f"{person}@example.se", self.unit[place]
            self.user.append(people.add_user(email, "N", unit, self.known.now).id)
        if not is_closed:
            self.known.place[person] = place

    @rule(data=some.data(), place=PLACES)
    @precondition(lambda self: self.known.place)
    def move(self, data: some.DataObject, place: int) -> None:
        place = self._at(place)
        person = self._anyone(data)
        is_closed = place in self.known.closed
        with self._refusals(people.UnitClosed, when=is_closed), transaction():
            people.move(self.user[person], self.unit[place], self.known.now)
        if not is_closed:
            self.known.place[person] = place

    @rule(data=some.data())
    @precondition(lambda self: self.known.place)
    def leave(self, data: some.DataObject) -> None:
        person = self._anyone(data)
        with transaction():
            people.move(self.user[person], None, self.known.now)
        self.known.place[person] = None

    @rule(data=some.data())
    @precondition(lambda self: self.known.place)
    def complete(self, data: some.DataObject) -> None:
        person = self._someone_new(data)
        with transaction():
            self._complete(person)
        self.known.completed_at.setdefault(person, self.known.now)

    def _complete(self, person: int) -> None:
        samtal = COURSE.required[0]
        now = self.known.now
        learning.complete_lesson(self.user[person], COURSE, samtal, samtal.lessons[0], now)

    @rule(data=some.data())
    @precondition(lambda self: self.known.place)
    def erase(self, data: some.DataObject) -> None:
        person = self._anyone(data)
        with transaction():
            people.erase(self.user[person], self.known.now)
        self.known.completed_at.pop(person, None)
        del self.known.place[person]

    @rule(data=some.data())
    @precondition(lambda self: len(self.known.place) > 1)
    def merge(self, data: some.DataObject) -> None:
        """Two are one person; the earlier of what they did counts, once."""
        known = self.known
        people_here = some.permutations(sorted(known.place))
        gone, kept = data.draw(people_here, label="gone, kept")[:2]
        known.freeze()
        with transaction():
            place = known.place[kept]
            unit_id = None if place is None else self.unit[place]
            people.move(self.user[gone], unit_id, known.now)
            merging.merge(self.user[gone], self.user[kept], COURSE, known.now)
            people.erase(self.user[gone], known.now)
        known.merge(gone, kept)

    @rule(data=some.data(), place=PLACES)
    @precondition(lambda self: self.known.place)
    def almost(self, data: some.DataObject, place: int) -> None:
        """Everything happens to someone, and is rolled back."""
        place = self._at(place)
        person = self._anyone(data)
        with suppress(Undone, people.UnitClosed), transaction():
            self._complete(person)
            people.move(self.user[person], self.unit[place], self.known.now)
            people.erase(self.user[person], self.known.now)
            raise Undone

    @rule(under=PLACES)
    @precondition(lambda self: len(self.known.tree) < MOST)
    def add_unit(self, under: int) -> None:
        under = self._at(under)
        known, place = self.known, len(self.known.tree)
        with self._refusals(units.IsClosed, when=under in known.closed), transaction():
            self.unit.append(units.add(self._unit(under), f"Enhet {place}").id)
        if under not in known.closed:
            known.tree.append(under)

    @rule(place=PLACES, under=PLACES)
    def move_unit(self, place: int, under: int) -> None:
        place = self._at(place)
        under = self._at(under)
        known, why = self.known, self.known.cannot_be_in(place, under)
        with self._refusals(units.UnitRefused, when=why), transaction():
            units.move(self._unit(place), self._unit(under))
        if not why:
            known.tree[place] = under

    @rule(place=PLACES, into=PLACES)
    def merge_unit(self, place: int, into: int) -> None:
        """Its people and the units below it go over, and it is closed."""
        place = self._at(place)
        into = self._at(into)
        known, why = self.known, self.known.cannot_be_in(place, into)
        known.freeze()
        with self._refusals(units.UnitRefused, when=why), transaction():
            units.merge(self._unit(place), self._unit(into), known.now)
        if not why:
            known.merge_unit(place, into)

    @rule(place=PLACES)
    def close_unit(self, place: int) -> None:
        """Where nobody is, and nothing open below."""
        place = self._at(place)
        known, why = self.known, self.known.cannot_be_closed(place)
        with self._refusals(units.UnitRefused, when=why), transaction():
            units.close(self._unit(place), known.now)
        if not why:
            known.closed.add(place)

    @rule(place=PLACES)
    def reopen_unit(self, place: int) -> None:
        """Only below what is open."""
        place = self._at(place)
        known = self.known
        why = place in known.closed and known.tree[place] in known.closed
        with self._refusals(units.IsClosed, when=why), transaction():
            units.reopen(self._unit(place))
        if not why:
            known.closed.discard(place)

    @staticmethod
    @contextmanager
    def _refusals(kind: type[Exception], *, when: bool) -> Iterator[None]:
        """The deed is refused, exactly where it must be."""
        if not when:
            yield
            return
        with pytest.raises(kind):
            yield

    def _at(self, number: int) -> int:
        return number % len(self.unit)

    def _unit(self, place: int) -> Unit:
        return db.session.get_one(Unit, self.unit[place])

    @rule(hours=HOURS)
    def wait(self, hours: int) -> None:
        self.known.now += timedelta(hours=hours)

    @invariant()
    def shown_is_what_happened(self) -> None:
        for contest in self.known.contests:
            during = self.known.counted(self.known.during(contest))
            after = self.known.counted(self.known.placed(contest.ends_at, None))
            campaign = contest.campaign
            assert self._shown(campaign.counter_id) == during
            assert self._shown(campaign.after_counter_id) == after

    def _shown(self, counter_id: int) -> dict[int, int]:
        shown = queries.shown_counts(counter_id)
        return {self.unit.index(unit): number for unit, number in shown.items()}

    @invariant()
    def evidence_agrees(self) -> None:
        """Differences would also tell where a recount is not what is shown."""
        for contest in self.known.contests:
            assert evidence.differences(contest.campaign, self.known.now) == []
        for counter in standing.standing_counters():
            assert standing.differences(counter, self.known.now) == []

    @invariant()
    def today_is_what_happened(self) -> None:
        """What coordinators see: who is employed, and who has finished the course."""
        done = {person: self.known.place[person] for person in self.known.completed_at}
        wanted = {
            EMPLOYED: self.known.place,
            subjects.started(COURSE.slug): done,
            subjects.module(COURSE.slug, "samtal"): done,
            subjects.course(COURSE.slug): done,
        }
        counters = {each.subject: each.id for each in standing.standing_counters()}
        for subject, placed in wanted.items():
            assert subject in counters or not placed
            assert subject not in counters or self._shown(counters[subject]) == self.known.counted(
                placed
            )

    def teardown(self) -> None:
        empty()


@pytest.mark.slow
@pytest.mark.usefixtures("database")
def test_shown_counts_are_those_of_the_evidence_whatever_happens() -> None:
    run_state_machine_as_test(Life, settings=BRIEF)
