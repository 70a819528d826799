"""Organisations with many people, made in bulk, and counted as the product counts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import delete, insert, select

from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning import evidence, recount, subjects
from elearning.learning.models import Completion
from elearning.people import counting
from elearning.people.models import Unit, User
from elearning.people.rules import EMPLOYED
from tests.conftest import NOON
from tests.factories import Make

YESTERDAY = NOON - timedelta(days=1)
_numbers = count(1)


class Crowd:
    """Fills units with people, of whom so many have come so far."""

    def __init__(self, make: Make, course: Course) -> None:
        self.make, self.course = make, course

    def unit(
        self,
        parent: Unit,
        name: str,
        employed: int = 0,
        completed: int = 0,
        under_way: int = 0,
        at: datetime = YESTERDAY,
    ) -> Unit:
        """A unit with people directly in it."""
        unit = self.make.unit(parent, name)
        self.staff(unit, employed, completed, under_way, at)
        return unit

    def staff(
        self,
        unit: Unit,
        employed: int,
        completed: int = 0,
        under_way: int = 0,
        at: datetime = YESTERDAY,
    ) -> None:
        """People directly in a unit, counted at once."""
        if not employed:
            return
        with transaction():
            ids = _hire(unit, employed)
            rows = [row for each in ids[:completed] for row in self._all(each, at)]
            begun = ids[completed : completed + under_way]
            rows += [self._row(each, self.course.required[0].slug, "first", at) for each in begun]
            if rows:
                db.session.execute(insert(Completion), rows)
        self.count()

    def finish(self, user_id: int, module_slug: str, at: datetime = YESTERDAY) -> None:
        """Evidence that somebody has completed a module, or with "" the course; counted."""
        with transaction():
            db.session.execute(insert(Completion), [self._row(user_id, module_slug, "", at)])
        self.count(module_slug)

    def hand_over(self, old: int, new: int) -> None:
        """Let somebody have finished instead of another, at the same time; counted."""
        with transaction():
            rows = db.session.execute(select(Completion).where(Completion.user_id == old)).scalars()
            kept = [
                self._row(new, each.module_slug, each.lesson_slug, each.completed_at)
                for each in rows
            ]
            db.session.execute(delete(Completion).where(Completion.user_id == old))
            db.session.execute(insert(Completion), kept)
        self.count()

    def count(self, *more: str) -> None:
        """Make the standing counts equal to the evidence."""
        slug = self.course.slug
        slugs = {*(each.slug for each in self.course.modules), *more} - {""}
        modules = [subjects.module(slug, each) for each in slugs]
        kinds = (EMPLOYED, subjects.started(slug), subjects.course(slug))
        with transaction():
            counting.open_standing([*kinds, *modules])
            for counter in evidence.standing_counters():
                recount.rebuild(counter, NOON)

    def _all(self, user_id: int, at: datetime) -> list[dict[str, object]]:
        slugs = [*(each.slug for each in self.course.required), ""]
        return [self._row(user_id, slug, "", at) for slug in slugs]

    def _row(self, user_id: int, module: str, lesson: str, at: datetime) -> dict[str, object]:
        return {
            "public_id": f"{next(_numbers):022x}",
            "user_id": user_id,
            "course_slug": self.course.slug,
            "module_slug": module,
            "lesson_slug": lesson,
            "title": f"{module} som det hette",
            "version": "1",
            "rule": "made up",
            "completed_at": at,
        }


def _hire(unit: Unit, employed: int) -> Sequence[int]:
    rows = [
        {
            "email": f"{next(_numbers)}@anstalld.example",
            "name": f"Anställd {number}",
            "organisation_id": unit.organisation_id,
            "unit_id": unit.id,
            "session_key": "no session",
            "joined_at": YESTERDAY,
        }
        for number in range(employed)
    ]
    statement = insert(User).returning(User.id, sort_by_parameter_order=True)
    return list(db.session.execute(statement, rows).scalars())
