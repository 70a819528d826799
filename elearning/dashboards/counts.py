"""Counts of everyone in an organisation, unit by unit, before the rules decide what is shown.

Nothing here may reach a page: it is for queries.py alone, which takes the viewer's scope.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, select

from elearning.course.tree import Course
from elearning.dashboards.figures import Figures
from elearning.dashboards.rules import Place
from elearning.database import db
from elearning.learning import subjects
from elearning.learning.models import Completion
from elearning.people.alphabet import as_listed
from elearning.people.models import Counter, Unit, UnitCount, User
from elearning.people.rules import EMPLOYED

WEEK, FORTNIGHT = timedelta(7), timedelta(14)


def modules(course: Course) -> dict[str, str]:
    """Slug → title of every module: those of the course, then those that have left it.

    The latter keep the title that the last who completed one saw.
    """
    prefix = subjects.module(course.slug, "")
    statement = select(Counter.subject).where(
        Counter.is_standing, Counter.subject.startswith(prefix)
    )
    current = {module.slug: module.title for module in course.modules}
    found = filter(lambda each: each.startswith(prefix), db.session.scalars(statement))
    kept = (subject.removeprefix(prefix) for subject in found)
    gone = sorted(set(kept) - set(current))
    return current | (_old_titles(course.slug, gone) if gone else {})


def _old_titles(course_slug: str, module_slugs: Collection[str]) -> dict[str, str]:
    statement = (
        select(Completion.module_slug, Completion.title)
        .where(
            Completion.course_slug == course_slug,
            Completion.module_slug.in_(module_slugs),
            Completion.lesson_slug == "",
        )
        .order_by(Completion.completed_at, Completion.id)
    )
    return {slug: title for slug, title in db.session.execute(statement)}


def places(
    organisation_id: int, course: Course, module_slugs: Sequence[str], now: datetime
) -> list[Place]:
    """Every unit of an organisation with its true figures, siblings in the order of their names."""
    statement = select(Unit.id, Unit.parent_id, Unit.name).where(
        Unit.organisation_id == organisation_id
    )
    rows = db.session.connection().execute(statement).all()
    parents = {unit_id: parent_id for unit_id, parent_id, _ in rows}
    done = [subjects.module(course.slug, slug) for slug in module_slugs]
    kinds = [EMPLOYED, subjects.started(course.slug), subjects.course(course.slug)]
    counted = _counts(organisation_id, [*kinds, *done])
    week, fortnight = (
        _rolled_up(each, parents) for each in _recent(organisation_id, course.slug, now)
    )
    found = []
    for unit_id, parent_id, name in rows:
        employed, started, completed, *in_modules = counted.get(unit_id) or [0] * (3 + len(done))
        recent = week.get(unit_id, 0), fortnight.get(unit_id, 0)
        figures = Figures(employed, started, completed, *recent, tuple(in_modules))
        found.append(Place(unit_id, parent_id, name, figures))
    return sorted(found, key=lambda place: (as_listed(place.name), place.id))


def _counts(organisation_id: int, wanted: Sequence[str]) -> dict[int, list[int]]:
    """Unit id → people under each of the standing counters of these subjects, in their order."""
    statement = (
        select(UnitCount.unit_id, Counter.subject, UnitCount.people)
        .join(Counter, Counter.id == UnitCount.counter_id)
        .join(Unit, Unit.id == UnitCount.unit_id)
        .where(
            Unit.organisation_id == organisation_id,
            Counter.is_standing,
            Counter.subject.in_(wanted),
        )
    )
    number = {subject: place for place, subject in enumerate(wanted)}
    found: dict[int, list[int]] = {}
    for unit_id, subject, count in db.session.connection().execute(statement).all():
        found.setdefault(unit_id, [0] * len(wanted))[number[subject]] = count
    return found


def _recent(
    organisation_id: int, course_slug: str, now: datetime
) -> tuple[dict[int, int], dict[int, int]]:
    """Unit id → people directly in it who completed the course within a week, and a fortnight."""
    in_week = func.sum(case((Completion.completed_at > now - WEEK, 1), else_=0))
    statement = (
        select(User.unit_id, in_week, func.count())
        .join(Completion, Completion.user_id == User.id)
        .where(
            is_of_course(course_slug),
            Completion.completed_at > now - FORTNIGHT,
            User.organisation_id == organisation_id,
            User.unit_id.is_not(None),
        )
        .group_by(User.unit_id)
    )
    rows = db.session.connection().execute(statement).all()
    return {row[0]: int(row[1]) for row in rows}, {row[0]: row[2] for row in rows}


def is_of_course(course_slug: str) -> ColumnElement[bool]:
    """What a Completion of a whole course is."""
    return and_(
        Completion.course_slug == course_slug,
        Completion.module_slug == "",
        Completion.lesson_slug == "",
    )


def _rolled_up(own: Mapping[int, int], parents: Mapping[int, int | None]) -> dict[int, int]:
    """The same of everyone in a unit and below it."""
    found: dict[int, int] = {}
    for unit_id, count in own.items():
        each: int | None = unit_id
        while each is not None:
            found[each] = found.get(each, 0) + count
            each = parents[each]
    return found
