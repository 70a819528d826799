"""Holding counts against the evidence they come from."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, exists, literal, select, true

from elearning.database import db, size
from elearning.learning import subjects
from elearning.learning.models import Completion
from elearning.people import queries as people
from elearning.people.models import Counted, Counter, User
from elearning.people.rules import EMPLOYED


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which what is shown differs from the evidence. `found` counts the cases."""

    what: str
    found: int


def counter(counter_id: int) -> Counter:
    """The counter with this id."""
    return db.session.get_one(Counter, counter_id)


def standing_counters() -> list[Counter]:
    """Every counter that has always run, by subject."""
    statement = select(Counter).where(Counter.is_standing).order_by(Counter.subject)
    return list(db.session.scalars(statement))


def is_running(counter: Counter, now: datetime) -> bool:
    """Whether people still move between units under this counter."""
    return counter.ends_at is None or now < counter.ends_at


def doers(counter: Counter) -> Select[tuple[int]]:
    """The ids of those who have done the counter's subject in its period."""
    if counter.subject == EMPLOYED:
        return select(User.id)
    return select(Completion.user_id).where(
        subjects.is_done(counter.subject),
        Completion.completed_at >= counter.starts_at,
        true() if counter.ends_at is None else Completion.completed_at < counter.ends_at,
    )


def unproven(counter: Counter) -> Select[tuple[int]]:
    """Counted people without evidence. Erased people took theirs with them."""
    return select(Counted.id).where(
        Counted.counter_id == counter.id,
        Counted.user_id.is_not(None),
        Counted.user_id.not_in(doers(counter)),
    )


def uncounted(counter: Counter) -> Select[tuple[int, int, int | None]]:
    """Evidence that nobody counted: (counter id, user id, unit id or None for leavers)."""
    counted = exists().where(and_(Counted.counter_id == counter.id, Counted.user_id == User.id))
    return select(literal(counter.id), User.id, User.unit_id).where(
        User.id.in_(doers(counter)), ~counted
    )


def misplaced(counter: Counter) -> Select[tuple[int]]:
    """Counted people whom the counter has in another unit than their own."""
    return (
        select(Counted.id)
        .join(User, User.id == Counted.user_id)
        .where(Counted.counter_id == counter.id, User.unit_id.is_distinct_from(Counted.unit_id))
    )


def differences(counter: Counter, now: datetime) -> list[Difference]:
    """Everything in which a counter differs from the evidence; empty is well."""
    shown, recounted = people.shown_counts(counter.id), people.recount(counter.id)
    units = {unit for unit in shown | recounted if shown.get(unit) != recounted.get(unit)}
    moved = size(misplaced(counter)) if is_running(counter, now) else 0
    found = [
        Difference("units whose count is not the sum of their people", len(units)),
        Difference("people counted without a completion", size(unproven(counter))),
        Difference("completions that are not counted", size(uncounted(counter))),
        Difference("people counted in another unit than theirs", moved),
    ]
    return [each for each in found if each.found]
