"""What a coordinator or manager may see of a unit: one board behind the pages and the exports.

Whole trees are read here, because what may be shown of a unit depends on the others; only what
the rules let through leaves this file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, literal, select, union_all

from elearning.course.tree import Course
from elearning.dashboards import board, counts, rules, trend
from elearning.dashboards.board import Above, Board, Goal, Setting
from elearning.dashboards.models import Goal as KeptGoal
from elearning.dashboards.trend import Gained, Week
from elearning.database import db
from elearning.learning.models import Completion
from elearning.people import queries as people
from elearning.people.alphabet import as_listed
from elearning.people.models import Organisation, Unit, UnitPath, User
from elearning.people.rules import Scope
from elearning.web.calendar import day_of


@dataclass(frozen=True, slots=True)
class Top:
    """A unit that somebody follows, and the organisation that it is in."""

    unit_id: int
    name: str
    organisation: str


def tops(scope: Scope) -> list[Top]:
    """The units that a scope begins at, by organisation and name; none is inside another."""
    statement = (
        select(Unit.id, Unit.name, Organisation.name)
        .join(Organisation, Organisation.id == Unit.organisation_id)
        .where(Unit.id.in_(people.tops(scope)))
        .order_by(Organisation.name, Unit.name, Unit.id)
    )
    return [Top(*row) for row in db.session.execute(statement)]


def name(scope: Scope, unit_id: int) -> str:
    """The name of a unit within the scope; "" of any other."""
    found = people.unit(scope, unit_id)
    return found.name if found else ""


def is_root(scope: Scope, unit_id: int) -> bool:
    """Whether the unit is a whole organisation within the scope."""
    found = people.unit(scope, unit_id)
    return found is not None and found.parent_id is None


def setting(scope: Scope, unit_id: int) -> Setting | None:
    """What the organisation of a unit has decided on, if the unit lies within the scope."""
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.smallest_shown,
            Organisation.names_decision,
            Organisation.names_decided_on,
            KeptGoal.percent,
            KeptGoal.due_on,
        )
        .join(Unit, Unit.organisation_id == Organisation.id)
        .outerjoin(KeptGoal, KeptGoal.organisation_id == Organisation.id)
        .where(Unit.id == unit_id, Unit.id.in_(people.within(scope)))
    )
    row = db.session.execute(statement).first()
    if row is None:
        return None
    goal = Goal(row.percent, row.due_on) if row.percent else None
    return Setting(row[0], row[1], row[2], row[3], row[4], goal)


def unit_board(scope: Scope, unit_id: int, course: Course, now: datetime) -> Board | None:
    """A unit with everything below it that may be told, if it lies within the scope."""
    decided = setting(scope, unit_id)
    if decided is None:
        return None
    modules = counts.modules(course)
    places = counts.places(decided.organisation_id, course, list(modules), now)
    told = rules.told(places, decided.smallest)
    by_id = {place.id: place for place in places}
    place, root = by_id[unit_id], next(each for each in places if each.parent_id is None)
    whole = told.get(root.id, rules.Told()).group
    return Board(
        setting=decided,
        head=board.head(place, told.get(unit_id, rules.Told())),
        path=tuple(_path(scope, place, by_id)),
        lines=tuple(board.lines(unit_id, places, told)),
        average=whole.figures if whole else None,
        modules=tuple(modules.values()),
        required=len(course.required),
        as_of=now.replace(second=0, microsecond=0),
        today=day_of(now),
        is_root=place.parent_id is None,
        is_empty=place.figures.employed == 0,
    )


def _path(scope: Scope, place: rules.Place, by_id: Mapping[int, rules.Place]) -> Iterator[Above]:
    """The units above one, from the highest that the scope reaches."""
    found = []
    above = place.parent_id
    while above is not None:
        found.append(above)
        above = by_id[above].parent_id
    reached = [number for number, each in enumerate(found) if each in scope.unit_ids]
    for each in reversed(found[: max(reached, default=-1) + 1]):
        yield Above(each, by_id[each].name)


def weeks(scope: Scope, seen: Board, course: Course, now: datetime) -> tuple[Week, ...]:
    """The curve of a board's unit beside the organisation's; empty where it may not be told.

    It is of those who are in the unit now, so every point of it is about the same people.
    """
    group, average = seen.head.group, seen.average
    if group is None or average is None or not scope.unit_ids:
        return ()
    starts = trend.week_starts(now)
    ends = (*starts[1:], now + timedelta(seconds=1))
    moment = Completion.completed_at.type
    table = union_all(
        *(
            select(
                literal(n).label("n"), literal(a, moment).label("a"), literal(b, moment).label("b")
            )
            for n, (a, b) in enumerate(zip(starts, ends, strict=True))
        )
    ).subquery()
    inside = func.sum(case((User.unit_id.in_(group.unit_ids), 1), else_=0))
    statement = (
        select(table.c.n, inside, func.count())
        .select_from(table)
        .join(
            Completion,
            and_(
                counts.is_of_course(course.slug),
                Completion.completed_at >= table.c.a,
                Completion.completed_at < table.c.b,
            ),
        )
        .join(User, User.id == Completion.user_id)
        .where(User.organisation_id == seen.setting.organisation_id, User.unit_id.is_not(None))
        .group_by(table.c.n)
    )
    own, everyone = [0] * len(starts), [0] * len(starts)
    for n, in_group, in_all in db.session.connection().execute(statement):
        own[n], everyone[n] = int(in_group), in_all
    figures = group.figures
    return trend.curve(
        starts,
        seen.today,
        Gained(figures.employed, figures.completed, own),
        Gained(average.employed, average.completed, everyone),
    )


def unfinished(scope: Scope, unit_id: int, course: Course) -> list[tuple[str, list[str]]]:
    """Each unit within one, with the names of those directly in it who have not completed.

    Whoever has a protected identity is never among them. Only for organisations that have
    decided so: see Setting.names_decision. Units and names are in alphabetical order.
    """
    done = select(Completion.user_id).where(counts.is_of_course(course.slug))
    inside = select(UnitPath.unit_id).where(UnitPath.ancestor_id == unit_id)
    statement = (
        select(Unit.id, Unit.name, User.name)
        .join(Unit, Unit.id == User.unit_id)
        .where(
            User.unit_id.in_(inside),
            User.unit_id.in_(people.within(scope)),
            User.is_protected.is_(False),
            User.id.not_in(done),
        )
    )
    found: dict[tuple[str, int], list[str]] = {}
    for each, unit, name in db.session.connection().execute(statement):
        found.setdefault((unit, each), []).append(name)
    by_name = sorted(found.items(), key=lambda entry: (as_listed(entry[0][0]), entry[0][1]))
    return [(unit, sorted(names, key=as_listed)) for (unit, _), names in by_name]
