"""A campaign: a period in which organisations compete on how many complete the course."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from elearning.database import Base


class Campaign(Base):
    """A competition. Its period is its counter's, so that the two cannot differ."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    course_slug: Mapped[str] = mapped_column(String(80))
    course_title: Mapped[str] = mapped_column(String(200))  # as it was called
    note_sv: Mapped[str] = mapped_column(String(1000))  # what a reader must know; may be empty
    note_en: Mapped[str] = mapped_column(String(1000))
    counter_id: Mapped[int] = mapped_column(ForeignKey("counter.id"))  # within the period
    after_counter_id: Mapped[int] = mapped_column(ForeignKey("counter.id"))  # those who came later


class Participation(Base):
    """An organisation in a campaign, with the number that its share is counted against."""

    __tablename__ = "participation"
    __table_args__ = (CheckConstraint("headcount > 0", name="headcount"),)

    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    headcount: Mapped[int]  # people employed
    headcount_on: Mapped[date]
    headcount_source: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(String(300))  # told beside the share; may be empty
