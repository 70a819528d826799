"""What a person has put aside of the tips."""

from datetime import date

from sqlalchemy import select

from elearning.database import db
from elearning.tips.models import Favourite, WeekTip
from elearning.tips.rules import Name


def favourites(user_id: int) -> frozenset[Name]:
    """The tips that somebody wants to find again."""
    kept = select(Favourite.module_slug, Favourite.tip_key).where(Favourite.user_id == user_id)
    return frozenset(Name(*row) for row in db.session.execute(kept))


def week_tip(user_id: int, week_on: date) -> Name | None:
    """The tip that somebody tries in the week of this Monday."""
    chosen = select(WeekTip.module_slug, WeekTip.tip_key).where(
        WeekTip.user_id == user_id, WeekTip.week_on == week_on
    )
    row = db.session.execute(chosen).first()
    return Name(*row) if row else None
