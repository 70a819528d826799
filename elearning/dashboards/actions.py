"""The goal of an organisation, and reports by letter; each with its line in the log."""

from datetime import date, datetime

from sqlalchemy import delete

from elearning.dashboards import orders
from elearning.dashboards.board import Board, Setting
from elearning.dashboards.models import Goal
from elearning.database import db, put
from elearning.people import actions as people
from elearning.people.rules import Deed, Person
from elearning.web.calendar import day_of

GOAL, REPORT = "goal", "report"  # as the log names them


def set_goal(decided: Setting, percent: int, due_on: date, actor: Person, now: datetime) -> None:
    """Aim for a share of all employed on a day. The same as before is not noted anew."""
    put(Goal, organisation_id=decided.organisation_id, percent=percent, due_on=due_on)
    _log(decided, _words(percent, due_on), actor, now)


def drop_goal(decided: Setting, actor: Person, now: datetime) -> None:
    """Aim for nothing in particular."""
    statement = delete(Goal).where(Goal.organisation_id == decided.organisation_id)
    db.session.execute(statement)
    _log(decided, "", actor, now)


def order_report(seen: Board, actor: Person, now: datetime) -> None:
    """Send the report of a unit to the actor, from next month on."""
    if not orders.is_ordered(actor.id, seen.head.unit_id):
        orders.order(actor.id, seen.head.unit_id, day_of(now))
        _note(seen.setting, f"{REPORT}: {seen.head.name}", "", actor.email, actor, now)


def cancel_report(seen: Board, actor: Person, now: datetime) -> None:
    """Send it no more."""
    if orders.is_ordered(actor.id, seen.head.unit_id):
        orders.cancel(actor.id, seen.head.unit_id)
        _note(seen.setting, f"{REPORT}: {seen.head.name}", actor.email, "", actor, now)


def _log(decided: Setting, after: str, actor: Person, now: datetime) -> None:
    before = _words(decided.goal.percent, decided.goal.due_on) if decided.goal else ""
    if before != after:
        _note(decided, GOAL, before, after, actor, now)


def _note(
    decided: Setting, subject: str, before: str, after: str, actor: Person, now: datetime
) -> None:
    deed = Deed.SETTING_CHANGED
    people.log(decided.organisation_id, actor, deed, subject, now, before=before, after=after)


def _words(percent: int, due_on: date) -> str:
    return f"{percent} % {due_on.isoformat()}"
