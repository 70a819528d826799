"""Whatever is destroyed, the statistics are those of what is left, and finished ones stay."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

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
from sqlalchemy import select

from elearning.campaigns import actions as campaigns
from elearning.campaigns import evidence as campaign_evidence
from elearning.campaigns.models import Campaign
from elearning.care import actions, queries
from elearning.care.rules import Kind, Period
from elearning.database import db, transaction
from elearning.learning import actions as learning
from elearning.learning import evidence
from elearning.learning.models import Completion
from elearning.people import actions as people
from elearning.people import queries as people_queries
from elearning.people.models import Counted, User
from elearning.people.rules import OrganisationKind
from tests.conftest import NOON, empty
from tests.learning.quizzes import course, module

COURSE = course(module("samtal", "motet"))
BRIEF = settings(
    max_examples=10,
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow],  # each step asks a real database
)


@dataclass
class Memory:
    """What has happened, in plain Python."""

    now: datetime = NOON
    left_at: dict[int, datetime | None] = field(default_factory=dict)  # user id → when, or works
    done: set[int] = field(default_factory=set)
    ended: dict[int, int] | None = None  # the campaign's counts when it was over


class Years(RuleBasedStateMachine):
    """People come, learn, leave and come back; decisions are taken and data destroyed."""

    def __init__(self) -> None:
        super().__init__()
        self.known = Memory()
        with transaction():
            made = people.add_organisation(
                "sater", "Säter", OrganisationKind.OTHER, code=None, colour="#000000"
            )
            self.organisation_id = made.id
            self.unit_id = people_queries.root_unit(made.id).id
            self.campaign: Campaign = campaigns.open_campaign(
                "tavlingen",
                "Tävlingen",
                course_slug=COURSE.slug,
                course_title=COURSE.title,
                starts_at=NOON,
                ends_at=NOON + timedelta(days=60),
                now=NOON,
            )
        for _ in range(3):
            self.join()
        first, second, _ = self.known.left_at
        for who in (first, second):
            self._complete(who)
        self._leave(first)
        self.decide(Kind.COMPLETIONS, 30)

    @rule()
    def join(self) -> None:
        email = f"{len(self.known.left_at)}-{self.known.now:%j}@example.se"
        with transaction():
            user = people.add_user(None, email, self.unit_id, self.known.now)
            self.known.left_at[user.id] = None

    def _one(self, data: some.DataObject, ids: list[int]) -> int:
        return data.draw(some.sampled_from(sorted(ids)), label="person")

    def _working(self) -> list[int]:
        return [who for who, left_at in self.known.left_at.items() if left_at is None]

    def _gone(self) -> list[int]:
        return [who for who, left_at in self.known.left_at.items() if left_at is not None]

    @rule(data=some.data())
    @precondition(lambda self: self._working())
    def complete(self, data: some.DataObject) -> None:
        self._complete(self._one(data, self._working()))

    def _complete(self, who: int) -> None:
        samtal = COURSE.required[0]
        with transaction():
            learning.complete_lesson(who, COURSE, samtal, samtal.lessons[0], self.known.now)
        self.known.done.add(who)

    @rule(data=some.data())
    @precondition(lambda self: self._working())
    def leave(self, data: some.DataObject) -> None:
        self._leave(self._one(data, self._working()))

    def _leave(self, who: int) -> None:
        with transaction():
            people.move(who, None, self.known.now)
        self.known.left_at[who] = self.known.now

    @rule(data=some.data())
    @precondition(lambda self: self._gone())
    def come_back(self, data: some.DataObject) -> None:
        who = self._one(data, self._gone())
        with transaction():
            people.move(who, self.unit_id, self.known.now)
        self.known.left_at[who] = None

    @rule(kind=some.sampled_from(Kind), days=some.sampled_from((30, 60, 90)))
    def decide(self, kind: Kind, days: int) -> None:
        decided = {each.kind: each for each in queries.periods(self.organisation_id)}
        period = Period(kind, days, "KS 1", NOON.date())
        with transaction():
            actions.decide(self.organisation_id, {**decided, kind: period}, None, self.known.now)

    @rule(days=some.integers(0, 40))
    def destroy(self, days: int) -> None:
        """After so many days. What goes is what was due, and for each person as was decided."""
        self.wait(days)
        known, id_ = self.known, self.organisation_id
        kept = {each.kind: each.days for each in queries.periods(id_)}
        due = {kind: number for kind, number in queries.due(id_, known.now).items() if number}
        with transaction():
            assert actions.run_retention(id_, None, known.now) == due
        for who, left_at in list(known.left_at.items()):
            if left_at is None:
                continue
            away = known.now - left_at
            if Kind.COMPLETIONS in kept and away > timedelta(days=kept[Kind.COMPLETIONS]):
                known.done.discard(who)
            is_free = who not in known.done
            if Kind.ACCOUNTS in kept and is_free and away > timedelta(days=kept[Kind.ACCOUNTS]):
                del known.left_at[who]

    @rule(days=some.integers(1, 50))
    def wait(self, days: int) -> None:
        self.known.now += timedelta(days=days)

    @invariant()
    def what_is_left_is_what_may_be_kept(self) -> None:
        assert set(db.session.scalars(select(User.id))) == set(self.known.left_at)
        assert set(db.session.scalars(select(Completion.user_id))) == self.known.done

    @invariant()
    def evidence_agrees(self) -> None:
        for counter in evidence.standing_counters():
            assert evidence.differences(counter, self.known.now) == []
        assert campaign_evidence.differences(self.campaign, self.known.now) == []

    @invariant()
    def nobody_is_counted_as_no_one_nowhere(self) -> None:
        nothing = select(Counted.id).where(Counted.user_id.is_(None), Counted.unit_id.is_(None))
        assert db.session.scalars(nothing).all() == []

    @invariant()
    def what_has_ended_stays(self) -> None:
        if self.known.now < NOON + timedelta(days=60):
            return
        shown = people_queries.shown_counts(self.campaign.counter_id)
        if self.known.ended is None:
            self.known.ended = shown
        assert shown == self.known.ended

    def teardown(self) -> None:
        empty()


@pytest.mark.slow
@pytest.mark.usefixtures("database")
def test_statistics_are_right_whatever_is_destroyed() -> None:
    run_state_machine_as_test(Years, settings=BRIEF)
