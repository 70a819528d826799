"""Holding a campaign's counts against the evidence they come from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, select, true

from elearning.campaigns.models import Campaign
from elearning.database import db
from elearning.learning.models import Completion
from elearning.people import queries as people
from elearning.people.models import Counted, Counter, User


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which what is shown differs from the evidence. `found` counts the cases."""

    period: str  # "during" or "after"
    what: str
    found: int


def counter(counter_id: int) -> Counter:
    """The counter with this id."""
    return db.session.get_one(Counter, counter_id)


def is_running(counter: Counter, now: datetime) -> bool:
    """Whether people still move between units under this counter."""
    return counter.ends_at is None or now < counter.ends_at


def _in_period(counter: Counter) -> Any:
    """Completions of the counter's course within its period."""
    return and_(
        Completion.course_slug == counter.subject.removeprefix("course:"),
        Completion.module_slug == "",
        Completion.completed_at >= counter.starts_at,
        true() if counter.ends_at is None else Completion.completed_at < counter.ends_at,
    )


def unproven(counter: Counter) -> Select[tuple[int]]:
    """Counted people without a completion. Erased people took their evidence with them."""
    proof = exists().where(Completion.user_id == Counted.user_id, _in_period(counter))
    return select(Counted.id).where(
        Counted.counter_id == counter.id, Counted.user_id.is_not(None), ~proof
    )


def uncounted(counter: Counter) -> Select[tuple[int, int, int | None]]:
    """Completions that nobody counted: (counter id, user id, unit id or None for leavers)."""
    counted = exists().where(
        Counted.counter_id == counter.id, Counted.user_id == Completion.user_id
    )
    return (
        select(literal(counter.id), User.id, User.unit_id)
        .join(Completion, Completion.user_id == User.id)
        .where(_in_period(counter), ~counted)
    )


def misplaced(counter: Counter) -> Select[tuple[int]]:
    """Counted people whom the counter has in another unit than their own."""
    return (
        select(Counted.id)
        .join(User, User.id == Counted.user_id)
        .where(Counted.counter_id == counter.id, User.unit_id.is_distinct_from(Counted.unit_id))
    )


def differences(campaign: Campaign, now: datetime) -> list[Difference]:
    """Everything in which the campaign's counts differ from the evidence; empty is well."""
    found = []
    for period, counter_id in (
        ("during", campaign.counter_id),
        ("after", campaign.after_counter_id),
    ):
        found += [each for each in _differences(period, counter(counter_id), now) if each.found]
    return found


def _differences(period: str, counter: Counter, now: datetime) -> list[Difference]:
    shown, recounted = people.shown_counts(counter.id), people.recount(counter.id)
    units = {unit for unit in shown | recounted if shown.get(unit) != recounted.get(unit)}
    moved = _size(misplaced(counter)) if is_running(counter, now) else 0
    return [
        Difference(period, "units whose count is not the sum of their people", len(units)),
        Difference(period, "people counted without a completion", _size(unproven(counter))),
        Difference(period, "completions that are not counted", _size(uncounted(counter))),
        Difference(period, "people counted in another unit than theirs", moved),
    ]


def _size(statement: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
