"""Imports, and what an organisation has said of the columns of its files."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearning.database import Base, Instant, OptionalInstant, one_of
from elearning.roster.rules import State


class RosterImport(Base):
    """One file that somebody has brought, and what became of it. Counts only; nobody is named.

    The rows lie in a file of the instance folder (see drafts.py) until the import is over.
    """

    __tablename__ = "roster_import"
    __table_args__ = (
        one_of("state", State),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        Index("ix_roster_import_actor", "actor_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    file_name: Mapped[str] = mapped_column(String(200))  # as its maker calls it
    draft: Mapped[str] = mapped_column(String(40), default="")  # the file's name; "": removed
    state: Mapped[str] = mapped_column(String(20))
    percent: Mapped[int] = mapped_column(default=0)  # of the work of this state that is done
    problem: Mapped[str] = mapped_column(String(40), default="")  # why it failed or has to wait
    new: Mapped[int] = mapped_column(default=0)  # people, here and below
    changed: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    gone: Mapped[int] = mapped_column(default=0)  # whom the file does not name
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)  # rows
    units: Mapped[int] = mapped_column(default=0)  # units to be made
    leaving: Mapped[int] = mapped_column(default=0)  # of the gone, how many were said to leave
    created_at: Mapped[Instant]
    touched_at: Mapped[Instant]  # when it last came on, or was confirmed
    finished_at: Mapped[OptionalInstant]


class RosterColumn(Base):
    """What a column of an organisation's files holds, as its coordinators have said."""

    __tablename__ = "roster_column"

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    header: Mapped[str] = mapped_column(String(80), primary_key=True)  # see columns.folded_header
    field: Mapped[str] = mapped_column(String(20))  # a value of columns.Field
