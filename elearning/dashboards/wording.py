"""The board in sentences: for the page, and for the report on paper."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from elearning.dashboards.attention import Kind, Notice, Pace, Step
from elearning.dashboards.board import Board, Goal
from elearning.web.rendering import day, number, percent


@dataclass(frozen=True, slots=True)
class Said:
    """A heading and what is said under it. `unit_id` is of the unit that it is about, if any."""

    heading: str
    text: str
    kind: str = ""
    unit_id: int | None = None


def notices(seen: Board) -> tuple[Said, ...]:
    """What deserves a look, kindly."""
    return tuple(_notice(each) for each in seen.notices)


def _notice(notice: Notice) -> Said:
    unit, figures = notice.unit, notice.unit.figures
    counts = {
        "left": number(figures.employed - figures.completed),
        "unbegun": number(figures.not_started),
        "employed": number(figures.employed),
    }
    if notice.kind is Kind.LIFTED:
        heading = _("%(unit)s is moving fastest", unit=unit.name)
        text = ngettext(
            "One person has finished in the last seven days. Ask how they found the time.",
            "%(num)d people have finished in the last seven days. Ask how they found the time.",
            figures.this_week,
        )
    elif notice.kind is Kind.STILL:
        heading = _("%(unit)s may need time set aside", unit=unit.name)
        text = _(
            "%(left)s of %(employed)s have not finished, and nobody has in the last fourteen days. "
            "Half an hour at a staff meeting can get it going again.",
            **counts,
        )
    else:
        heading = _("Many in %(unit)s have not begun", unit=unit.name)
        text = _(
            "%(unbegun)s of %(employed)s have not finished a first lesson yet. "
            "A word from their own manager is a good beginning.",
            **counts,
        )
    return Said(str(heading), str(text), notice.kind, unit.unit_id)


def step(seen: Board) -> Said | None:
    """What a management group can decide on now."""
    found = seen.next_step
    if found is None:
        return None
    if found is Step.BEGIN:
        heading = _("Let the managers go first")
        text = _(
            "Decide on a week when every manager takes the first module and tells their "
            "group about it."
        )
    elif found is Step.MAKE_TIME:
        unit = next(each.unit.name for each in seen.notices if each.kind is not Kind.LIFTED)
        heading = _("Make time in %(unit)s", unit=unit)
        text = _("Decide today when they can sit down together, and who covers for them meanwhile.")
    elif found is Step.KEEP_ON:
        heading = _("Ask for the next module")
        text = _("Put a module on the agenda of every staff meeting this month.")
    else:
        heading = _("Keep the conversation going")
        text = _("Thank everyone, and take one of the questions here to each staff meeting.")
    return Said(str(heading), str(text), found)


def lead(seen: Board) -> str:
    """How the unit stands beside the whole organisation; "" for the organisation itself."""
    if seen.lead is None:
        return ""
    points, name = round(100 * seen.lead), seen.setting.organisation
    if points == 0:
        return str(_("About the same as %(organisation)s as a whole.", organisation=name))
    if points > 0:
        return str(
            ngettext(
                "One percentage point above %(organisation)s as a whole.",
                "%(num)d percentage points above %(organisation)s as a whole.",
                points,
                organisation=name,
            )
        )
    return str(
        ngettext(
            "One percentage point below %(organisation)s as a whole.",
            "%(num)d percentage points below %(organisation)s as a whole.",
            -points,
            organisation=name,
        )
    )


def goal(seen: Board) -> tuple[str, str]:
    """The goal, and what remains to it; both "" where there is none."""
    aim, left = seen.setting.goal, seen.pace
    if aim is None or left is None:
        return "", ""
    return _aim(aim), _left(left)


def _aim(aim: Goal) -> str:
    share, due_on = percent(aim.share), day(aim.due_on)
    return str(_("Goal: %(share)s by %(day)s", share=share, day=due_on))


def _left(left: Pace) -> str:
    if left.people_left == 0:
        return str(_("The goal is reached."))
    people = ngettext(
        "One more person is needed", "%(num)d more people are needed", left.people_left
    )
    if left.per_week is None:
        return str(_("%(people)s. The day has passed; choose a new one.", people=people))
    rate = ngettext(
        "one a week for the time that is left",
        "%(num)d a week for the time that is left",
        left.per_week,
    )
    return str(_("%(people)s: about %(rate)s.", people=people, rate=rate))


def summary(seen: Board) -> str:
    """The state in one sentence; "" where it may not be told."""
    if seen.figures is None:
        return ""
    return str(
        _(
            "%(completed)s of %(employed)s employees have finished the course: %(share)s.",
            completed=number(seen.figures.completed),
            employed=number(seen.figures.employed),
            share=percent(seen.figures.share),
        )
    )


def hundred(seen: Board) -> str:
    """What the picture of a hundred people shows; "" where it may not be told."""
    if seen.figures is None:
        return ""
    finished, under_way, rest = seen.figures.hundred
    return str(
        _(
            "Of every hundred people %(finished)d have finished, %(under_way)d are under way and "
            "%(rest)d have not begun.",
            finished=finished,
            under_way=under_way,
            rest=rest,
        )
    )


def key(seen: Board) -> str:
    """What the lines of the curve on paper are."""
    lines = [_("Solid line: %(unit)s", unit=seen.head.name)]
    if not seen.is_root:
        lines.append(_("dashed: %(organisation)s", organisation=seen.setting.organisation))
    if seen.setting.goal:
        lines.append(_("dotted: the goal"))
    return ", ".join(map(str, lines))
