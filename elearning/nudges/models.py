"""Sendings, the outbox, and who wants no reminders."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearning.database import Base, Instant, OptionalInstant, one_of
from elearning.nudges.rules import SENTENCE_LENGTH, Audience, Kind, Stage, State


class Mailing(Base):
    """One sending: what a coordinator wants said, to whom in a unit, and when. Counts only."""

    __tablename__ = "mailing"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("audience", Audience),
        one_of("stage", Stage),
        Index("ix_mailing_stage", "stage", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(20))
    sentence: Mapped[str] = mapped_column(
        String(SENTENCE_LENGTH)
    )  # the coordinator's own; "": none
    stage: Mapped[str] = mapped_column(String(20))
    starts_on: Mapped[date | None]  # a wave's day, in Sweden; None: as soon as it is confirmed
    created_at: Mapped[Instant]
    started_at: Mapped[OptionalInstant]
    people: Mapped[int] = mapped_column(default=0)  # Reach.judged when it began
    letters: Mapped[int] = mapped_column(default=0)  # put in the outbox


class OutgoingLetter(Base):
    """A letter in the outbox. What it says is written when it is sent, so no secret lies here.

    A letter that is claimed has its next_at put a lease ahead: where the sender dies, it is due
    again. One that is found SENDING then may have been taken, and becomes UNSURE.
    """

    __tablename__ = "outgoing_letter"
    __table_args__ = (
        one_of("state", State),
        UniqueConstraint("mailing_id", "user_id"),
        Index("ix_outgoing_letter_due", "state", "next_at"),
        Index("ix_outgoing_letter_reader", "user_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailing.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    message_id: Mapped[str] = mapped_column(String(40), unique=True)  # before the @; never changes
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(20), default="")  # a value of Why, or an SMTP code
    tries: Mapped[int] = mapped_column(default=0)
    first_tried_at: Mapped[OptionalInstant]
    next_at: Mapped[Instant]  # due then; while it is claimed, the end of the lease
    sent_at: Mapped[OptionalInstant]  # when it was handed over, where it may have been taken
    created_at: Mapped[Instant]


class Unsubscribed(Base):
    """Somebody who wants no reminders. Letters to sign in with are something else."""

    __tablename__ = "unsubscribed"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[Instant]
