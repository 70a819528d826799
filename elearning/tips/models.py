"""What a person has put aside of the tips. Nobody else sees it, and it is counted nowhere."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearning.database import Base, Instant


class Favourite(Base):
    """A tip that somebody wants to find again."""

    __tablename__ = "favourite"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    module_slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    tip_key: Mapped[str] = mapped_column(String(120), primary_key=True)
    added_at: Mapped[Instant]


class WeekTip(Base):
    """The one tip that somebody tries this week; forgotten when the week is over."""

    __tablename__ = "week_tip"
    __table_args__ = (Index("ix_week_tip_week_on", "week_on"),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    module_slug: Mapped[str] = mapped_column(String(80))
    tip_key: Mapped[str] = mapped_column(String(120))
    week_on: Mapped[date]  # its Monday
