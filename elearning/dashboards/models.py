"""What an organisation aims for, and who wants the report by letter."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from elearning.database import Base


class Goal(Base):
    """How many of an organisation's employees are to have completed the course, and when."""

    __tablename__ = "goal"
    __table_args__ = (CheckConstraint("1 <= percent AND percent <= 100", name="percent"),)

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    percent: Mapped[int]  # of all employed
    due_on: Mapped[date]


class ReportOrder(Base):
    """Somebody who wants the monthly report of a unit by letter."""

    __tablename__ = "report_order"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True
    )
    sent_on: Mapped[date]  # the latest letter; the day of the order before there is one
