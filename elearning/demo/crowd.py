"""Made-up people in bulk: rows for the database, the same for the same seed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert

from elearning.course.tree import Course
from elearning.database import db
from elearning.learning.models import Completion
from elearning.people.models import Organisation, User

FIRST = (
    "Ali Amina Anders Anna Astrid Birgitta Daniel Elin Emma Erik Fatima Gunnar Hanna Hassan Ingrid "
    "Jasmin Johan Jonas Karin Kristina Lars Leyla Lina Magnus Maja Maria Mikael Mohamed Nadia Nils "
    "Olof Omar Per Petra Rasmus Samir Sara Sofia Sven Tove Ulla Viktor Yasmin Zahra Åsa Örjan"
).split()
LAST = (
    "Ahmed Ali Andersson Berg Bergström Ek Eriksson Forsberg Gustafsson Hall Hassan Hedlund Holm "
    "Ibrahim Jansson Johansson Karlsson Larsson Lind Lindgren Lund Mohamed Nguyen Nilsson Nordin "
    "Olsson Persson Pettersson Rahimi Sandberg Sjöberg Svensson Wallin Yilmaz Åberg Östlund"
).split()

RULE = "made up for the demo"
STOPPED = 0.25  # of the units: nobody there has done anything for a fortnight


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to give evidence of: the slugs as in Completion."""

    course_slug: str
    module_slug: str
    title: str
    version: str
    rule: str
    lesson_slug: str = ""


def deeds(course: Course) -> list[Deed]:
    """The evidence that a completed course leaves: each required module, then the course."""
    done = [
        Deed(course.slug, each.slug, each.title, each.version, RULE) for each in course.required
    ]
    return [*done, Deed(course.slug, "", course.title, course.version, RULE)]


def first_lesson(course: Course) -> Deed:
    """The evidence of having begun."""
    module = course.required[0]
    lesson = module.lessons[0]
    return Deed(course.slug, module.slug, lesson.title, module.version, RULE, lesson.slug)


@dataclass(frozen=True, slots=True)
class Habit:
    """How a unit learns: how many of it, and from when to when."""

    eagerness: float  # beside other units
    begins_at: datetime
    ends_at: datetime


def habit(start: datetime, now: datetime, random: Random) -> Habit:
    """Some units are eager, some slow; some begin late, and some have come to a stop."""
    latest = start + (now - start) * random.choice((0.0, 0.0, 0.1, 0.3))
    ended = now - timedelta(15) if random.random() < STOPPED else now
    return Habit(
        random.choice((0.25, 0.6, 1.0, 1.5, 2.5)), min(latest, ended - timedelta(1)), ended
    )


def learn(
    unit_of: Mapping[int, int],
    completing: int,
    course: Course,
    start: datetime,
    now: datetime,
    random: Random,
) -> None:
    """Let so many of the people complete the course, and somewhat more be under way.

    `unit_of` tells each person's unit. Where nobody completes, nobody has begun.
    """
    habits = {unit: habit(start, now, random) for unit in dict.fromkeys(unit_of.values())}

    def keenness(person: int) -> float:
        return float(random.random() ** (1 / habits[unit_of[person]].eagerness))

    keen = sorted(unit_of, key=keenness, reverse=True)
    *modules, whole = deeds(course)
    rows: list[dict[str, Any]] = []
    for place, person in enumerate(keen[: int(2.1 * completing)]):
        some = [first_lesson(course), *modules[: random.randrange(len(modules))]]
        done = [*modules, whole] if place < completing else some
        own = habits[unit_of[person]]
        rows += _evidence([person], done, own.begins_at, own.ends_at, random)
    if rows:
        db.session.execute(insert(Completion), rows)


def hire(
    organisation: Organisation, unit_ids: Sequence[int], count: int, now: datetime, random: Random
) -> list[int]:
    """Add `count` people, spread over the units. Returns their ids."""
    rows = [
        {
            "email": f"{organisation.slug}-{i + 1}@anstalld.example",
            "name": f"{random.choice(FIRST)} {random.choice(LAST)}",
            "organisation_id": organisation.id,
            "unit_id": unit_ids[i % len(unit_ids)],
            "session_key": f"{random.getrandbits(72):018x}"[:16],
            "joined_at": now,
        }
        for i in range(count)
    ]
    if not rows:
        return []
    statement = insert(User).returning(User.id, sort_by_parameter_order=True)
    return list(db.session.execute(statement, rows).scalars())


def complete(
    user_ids: Sequence[int], done: Sequence[Deed], start: datetime, end: datetime, random: Random
) -> None:
    """Add the evidence that each of the users completed, at some instant of the period."""
    rows = list(_evidence(user_ids, done, start, end, random))
    if rows:
        db.session.execute(insert(Completion), rows)


def _evidence(
    user_ids: Sequence[int], done: Sequence[Deed], start: datetime, end: datetime, random: Random
) -> Iterator[dict[str, Any]]:
    seconds = int((end - start).total_seconds())
    for user_id in user_ids:
        at = start + timedelta(seconds=random.randrange(seconds))
        for deed in done:
            yield {
                "public_id": f"{random.getrandbits(88):022x}",
                "user_id": user_id,
                "course_slug": deed.course_slug,
                "module_slug": deed.module_slug,
                "lesson_slug": deed.lesson_slug,
                "title": deed.title,
                "version": deed.version,
                "rule": deed.rule,
                "completed_at": at,
            }
