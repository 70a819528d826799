"""Who takes part, and how many of them have done something, unit by unit."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearning.database import Base, Instant, OptionalInstant


class Organisation(Base):
    """An employer. Its whole is its root unit: the unit without a parent."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("kind IN ('municipality', 'company', 'region', 'other')", name="kind"),
        CheckConstraint("length(colour) = 7", name="colour"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str | None] = mapped_column(String(4))  # kommunkod as text: "0764"
    colour: Mapped[str] = mapped_column(String(7))  # "#0b5563"


class Unit(Base):
    """A part of an organisation."""

    __tablename__ = "unit"
    __table_args__ = (
        Index(
            "uq_unit_root",
            "organisation_id",
            unique=True,
            sqlite_where=text("parent_id IS NULL"),
            postgresql_where=text("parent_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))


class UnitPath(Base):
    """A unit and one of its ancestors; every unit is its own ancestor, so a path is never empty."""

    __tablename__ = "unit_path"

    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True
    )
    ancestor_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class User(Base):
    """A person with an account. No personnummer, no photo, nothing that is not needed."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(200))  # may be an alias
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)  # None: has left
    session_key: Mapped[str] = mapped_column(String(16))
    joined_at: Mapped[Instant]


class Assignment(Base):
    """A role that a user has over a unit and everything below it."""

    __tablename__ = "assignment"
    __table_args__ = (CheckConstraint("role IN ('coordinator', 'administrator')", name="role"),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True
    )


class Counter(Base):
    """Something that people can have done in a period, counted once per person."""

    __tablename__ = "counter"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(120), index=True)  # "course:bemotandelyftet"
    starts_at: Mapped[Instant]  # inclusive
    ends_at: Mapped[OptionalInstant]  # exclusive; None: goes on


class Counted(Base):
    """A person under a counter, and the unit that has them.

    The unit follows the person until the counter ends; after that it stays, also when the
    account is erased, so that a finished count can always be counted again.
    """

    __tablename__ = "counted"
    __table_args__ = (UniqueConstraint("counter_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    counter_id: Mapped[int] = mapped_column(ForeignKey("counter.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)


class UnitCount(Base):
    """How many people in a unit and below it are counted. Kept in step with Counted."""

    __tablename__ = "unit_count"
    __table_args__ = (CheckConstraint("people >= 0", name="people"),)

    counter_id: Mapped[int] = mapped_column(
        ForeignKey("counter.id", ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    people: Mapped[int]
