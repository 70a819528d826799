"""What an organisation has decided and declared, what was destroyed, and what people report."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearning.care.rules import LOWEST_DAYS, Basis, Compliance, Kind, Method
from elearning.database import Base, Instant, OptionalInstant, one_of

_TEXT = 4000  # characters


class RetentionPeriod(Base):
    """How long an organisation keeps a kind. There is no row without a decision."""

    __tablename__ = "retention_period"
    __table_args__ = (
        one_of("kind", Kind),
        CheckConstraint(f"days >= {LOWEST_DAYS}", name="days"),
        CheckConstraint("decision <> ''", name="decision"),
    )

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    days: Mapped[int]
    decision: Mapped[str] = mapped_column(String(200))  # its reference
    decided_on: Mapped[date]


class RetentionRun(Base):
    """An occasion when something was destroyed. Kept for good: it is the protocol's head."""

    __tablename__ = "retention_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[Instant]
    actor_name: Mapped[str] = mapped_column(String(200))  # "": the command line or a timer


class RetentionLine(Base):
    """What was destroyed of one kind, and by which decision. Says nothing of whom."""

    __tablename__ = "retention_line"

    run_id: Mapped[int] = mapped_column(
        ForeignKey("retention_run.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    destroyed: Mapped[int]  # how many
    before_at: Mapped[Instant]  # what began earlier than this
    days: Mapped[int]
    decision: Mapped[str] = mapped_column(String(200))
    decided_on: Mapped[date]


class PrivacyNotice(Base):
    """What an organisation tells its people about their data, beside what is the same for all."""

    __tablename__ = "privacy_notice"
    __table_args__ = (one_of("basis", Basis),)

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    controller: Mapped[str] = mapped_column(String(200))  # often a board: "Kommunstyrelsen"
    contact: Mapped[str] = mapped_column(String(300))  # who answers questions
    contact_email: Mapped[str] = mapped_column(String(254))  # gets word of requests and reports
    officer: Mapped[str] = mapped_column(String(300))  # dataskyddsombud
    basis: Mapped[str] = mapped_column(String(30))
    basis_note: Mapped[str] = mapped_column(String(_TEXT))


class AccessibilityStatement(Base):
    """What an organisation declares itself, beside what is the same for all (DOS-lagen 13 §)."""

    __tablename__ = "accessibility_statement"
    __table_args__ = (one_of("compliance", Compliance), one_of("method", Method))

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    actor: Mapped[str] = mapped_column(String(200))  # the public body that answers for it
    compliance: Mapped[str] = mapped_column(String(20))
    shortcomings: Mapped[str] = mapped_column(String(_TEXT))  # one a line
    assessed_on: Mapped[date]
    updated_on: Mapped[date]
    method: Mapped[str] = mapped_column(String(20))
    method_note: Mapped[str] = mapped_column(String(_TEXT))
    burden: Mapped[str] = mapped_column(String(_TEXT))  # exempted by 12 §, and why
    outside: Mapped[str] = mapped_column(String(_TEXT))  # not covered: 9 §


class BarrierReport(Base):
    """Something that shut somebody out. Never tied to an account: one may be anonymous."""

    __tablename__ = "barrier_report"
    __table_args__ = (Index("ix_barrier_report_organisation", "organisation_id", "reported_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE")
    )  # None: not told; those who run the service answer
    text: Mapped[str] = mapped_column(String(_TEXT))
    page: Mapped[str] = mapped_column(String(300))
    email: Mapped[str] = mapped_column(String(254))  # "": no answer is wanted
    reported_at: Mapped[Instant]
    answered_at: Mapped[OptionalInstant]


class ErasureRequest(Base):
    """Somebody wants everything about them gone. It goes with the account, if it is granted."""

    __tablename__ = "erasure_request"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    asked_at: Mapped[Instant]
    reply: Mapped[str] = mapped_column(String(1000))  # why not, or when
    replied_at: Mapped[OptionalInstant]
