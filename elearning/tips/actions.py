"""Putting tips aside, and letting go of them. Nothing here commits."""

from datetime import date, datetime

from sqlalchemy import delete, literal, select

from elearning.database import db, insert
from elearning.tips.models import Favourite, WeekTip
from elearning.tips.rules import Name


def keep(user_id: int, name: Name, now: datetime) -> None:
    """Put a tip aside; one that lies there already stays as it is."""
    row = {"module_slug": name.module_slug, "tip_key": name.key, "added_at": now}
    statement = insert(Favourite).values(user_id=user_id, **row).on_conflict_do_nothing()
    db.session.execute(statement)


def let_go(user_id: int, name: Name) -> None:
    """Take a tip away from those that are put aside."""
    db.session.execute(
        delete(Favourite).where(
            Favourite.user_id == user_id,
            Favourite.module_slug == name.module_slug,
            Favourite.tip_key == name.key,
        )
    )


def try_this_week(user_id: int, name: Name, week_on: date) -> None:
    """Choose the tip to try this week, instead of any other; old weeks are forgotten for all.

    But for those who choose at this very moment: on a Monday, two would wait for each other.
    """
    row = {"module_slug": name.module_slug, "tip_key": name.key, "week_on": week_on}
    statement = insert(WeekTip).values(user_id=user_id, **row)
    db.session.execute(statement.on_conflict_do_update(index_elements=[WeekTip.user_id], set_=row))
    old = select(WeekTip.user_id).where(WeekTip.week_on < week_on)
    free = old.with_for_update(skip_locked=True)
    db.session.execute(
        delete(WeekTip).where(WeekTip.user_id.in_(free)),
        execution_options={"synchronize_session": False},
    )


def try_nothing(user_id: int) -> None:
    """Try no tip this week."""
    db.session.execute(delete(WeekTip).where(WeekTip.user_id == user_id))


def hand_over(gone_id: int, kept_id: int) -> None:
    """Put aside for one person what another has; the tip of the week only where they have none."""
    for model, columns in (
        (Favourite, ("module_slug", "tip_key", "added_at")),
        (WeekTip, ("module_slug", "tip_key", "week_on")),
    ):
        theirs = select(literal(kept_id), *(getattr(model, name) for name in columns)).where(
            model.user_id == gone_id
        )
        statement = insert(model).from_select(["user_id", *columns], theirs)
        db.session.execute(statement.on_conflict_do_nothing())
