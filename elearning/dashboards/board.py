"""The board of a unit: what the page, the exports and the report show, and nothing else."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from elearning.dashboards.attention import Notice, Pace, Seen, Step, next_step, notices, pace
from elearning.dashboards.figures import Figures, ModuleShare, module_shares
from elearning.dashboards.rules import Group, Place, Small, Told

MOST_LINES = 60  # on a page; where two levels have more, only one is shown


@dataclass(frozen=True, slots=True)
class Goal:
    """How many per cent of all employed are to have completed, and when."""

    percent: int
    due_on: date

    @property
    def share(self) -> Fraction:
        """The same, 0 to 1."""
        return Fraction(self.percent, 100)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the organisation has decided on."""

    organisation_id: int
    organisation: str  # name
    smallest: int  # people in the smallest group that is shown
    names_decision: str  # its reference; "": managers see no names
    names_decided_on: date | None
    goal: Goal | None


@dataclass(frozen=True, slots=True)
class Line:
    """A unit, or those in it who are counted together, with what may be told."""

    unit_id: int
    parent_id: int | None  # the line that this one is under; None: the board's own unit
    name: str
    depth: int  # 0: the board's own unit
    is_pool: bool = False  # those in small groups in the unit, together
    is_direct: bool = False  # a pool of nobody but those directly in the unit
    group: Group | None = None
    is_whole: bool = True  # the figures are of everyone in the unit
    small: Small | None = None

    @property
    def figures(self) -> Figures | None:
        """Full figures, if they may be told."""
        return self.group.figures if self.group else None

    @property
    def counted(self) -> Figures | Small | None:
        """Whatever figures may be told."""
        return self.figures or self.small


@dataclass(frozen=True, slots=True)
class Above:
    """A unit on the way down to the board's own."""

    unit_id: int
    name: str


class Sort(StrEnum):
    """What lines may be ordered by."""

    NAME = "name"
    SHARE = "share"
    PEOPLE = "people"
    LEFT = "left"  # people who have not completed


@dataclass(frozen=True, slots=True)
class Board:
    """A unit and everything below it, at one instant."""

    setting: Setting
    head: Line
    path: tuple[Above, ...]  # the units above, as far as the viewer reaches
    lines: tuple[Line, ...]  # all below, each right after what it is under
    average: Figures | None  # of the whole organisation
    modules: tuple[str, ...]  # titles, in the order of the figures
    required: int  # how many of the modules, from the first, the course asks for
    as_of: datetime
    today: date
    is_root: bool
    is_empty: bool  # nobody works here

    @property
    def figures(self) -> Figures | None:
        """The full figures of the unit itself."""
        return self.head.figures

    @property
    def module_shares(self) -> tuple[ModuleShare, ...]:
        """The same module by module; none without full figures."""
        return module_shares(self.figures, self.modules, self.required) if self.figures else ()

    @property
    def lead(self) -> Fraction | None:
        """How far the unit is before the organisation (below 0: behind), as a share."""
        if self.is_root or not (self.figures and self.average):
            return None
        return self.figures.share - self.average.share

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What deserves a look, among the units of the page that are not divided further on it."""
        if self.average is None:
            return ()
        deepest = self.deepest
        shown = [line for line in self.lines if line.depth <= deepest and not line.is_pool]
        divided = {line.parent_id for line in shown}
        seen = [
            Seen(line.unit_id, line.name, line.figures)
            for line in shown
            if line.figures and line.unit_id not in divided
        ]
        return notices(seen, self.average.share)

    @property
    def deepest(self) -> int:
        """How many levels a page shows."""
        return 2 if sum(line.depth <= 2 for line in self.lines) <= MOST_LINES else 1

    @property
    def pace(self) -> Pace | None:
        """What remains to the goal, for this unit."""
        goal = self.setting.goal
        if goal is None or self.figures is None:
            return None
        return pace(self.figures, goal.percent, goal.due_on, self.today)

    @property
    def next_step(self) -> Step | None:
        """What to do next."""
        if self.figures is None:
            return None
        goal = self.setting.goal
        return next_step(self.figures, self.notices, goal.share if goal else None)

    def page(self, sort: Sort) -> tuple[Line, ...]:
        """The lines that a page shows, each level in order. What is hidden stands last, by name."""
        deepest = self.deepest
        below: dict[int | None, list[Line]] = {}
        for line in self.lines:
            if line.depth <= deepest:
                below.setdefault(line.parent_id, []).append(line)
        return tuple(_in_order(below, self.head.unit_id, sort))


def _in_order(below: Mapping[int | None, list[Line]], unit_id: int, sort: Sort) -> Iterator[Line]:
    for line in sorted(below.get(unit_id, ()), key=_key(sort)):
        yield line
        if not line.is_pool:
            yield from _in_order(below, line.unit_id, sort)


def _key(sort: Sort) -> Callable[[Line], tuple[int, Fraction]]:
    def key(line: Line) -> tuple[int, Fraction]:
        if line.counted is None:
            return 2, Fraction(0)
        return int(line.is_pool), -_measure(line.counted, sort)

    return key


def _measure(counted: Figures | Small, sort: Sort) -> Fraction:
    if sort is Sort.SHARE:
        return counted.share
    if sort is Sort.PEOPLE:
        return Fraction(counted.employed)
    if sort is Sort.LEFT:
        return Fraction(counted.employed - counted.completed)
    return Fraction(0)  # they are in the order of their names already


def head(place: Place, told: Told) -> Line:
    """The line of a board's own unit."""
    return _line(place, told, None, 0)


def lines(unit_id: int, places: Iterable[Place], told: Mapping[int, Told]) -> Iterator[Line]:
    """Everything below a unit in the order of `places`; units without people are left out."""
    below: dict[int | None, list[Place]] = {}
    for place in places:
        if place.figures.employed:
            below.setdefault(place.parent_id, []).append(place)
    yield from _lines(unit_id, below, told, 1)


def _lines(
    unit_id: int, below: Mapping[int | None, list[Place]], told: Mapping[int, Told], depth: int
) -> Iterator[Line]:
    for place in below.get(unit_id, ()):
        yield _line(place, told.get(place.id, Told()), unit_id, depth)
        yield from _lines(place.id, below, told, depth + 1)
    here = told.get(unit_id, Told())
    if here.pool and here.group and here.pool != here.group:
        is_direct = here.pool.unit_ids == {unit_id}
        yield Line(unit_id, unit_id, "", depth, True, is_direct, here.pool)


def _line(place: Place, told: Told, parent_id: int | None, depth: int) -> Line:
    is_whole = told.is_whole or told.group is None
    return Line(
        place.id,
        parent_id,
        place.name,
        depth,
        group=told.group,
        is_whole=is_whole,
        small=told.small,
    )
