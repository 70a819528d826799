"""Who takes part, and how many of them have done something, unit by unit."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler

from elearning.database import Base, Instant, OptionalInstant, one_of
from elearning.people.alphabet import listing
from elearning.people.rules import SMALLEST_ALLOWED, SMALLEST_SHOWN, OrganisationKind, Role


class Organisation(Base):
    """An employer. Its whole is its root unit: the unit without a parent."""

    __tablename__ = "organisation"
    __table_args__ = (
        one_of("kind", OrganisationKind),
        CheckConstraint("length(colour) = 7", name="colour"),
        CheckConstraint(f"smallest_shown >= {SMALLEST_ALLOWED}", name="smallest_shown"),
        CheckConstraint(
            "(names_decision = '') = (names_decided_on IS NULL)", name="names_decision"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    code: Mapped[str | None] = mapped_column(String(4))  # kommunkod as text: "0764"
    colour: Mapped[str] = mapped_column(String(7))  # "#0b5563"
    smallest_shown: Mapped[int] = mapped_column(default=SMALLEST_SHOWN)  # people
    names_decision: Mapped[str] = mapped_column(String(200), default="")  # its reference; "": none
    names_decided_on: Mapped[date | None]  # from then on managers may see who has not finished


class Unit(Base):
    """A part of an organisation. Never deleted, only closed: finished counts point to it."""

    __tablename__ = "unit"
    __table_args__ = (
        Index(
            "uq_unit_name",
            "parent_id",
            "name",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
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
    closed_at: Mapped[OptionalInstant]  # nobody is in it, and nobody can be put there


class UnitPath(Base):
    """A unit and one of its ancestors; every unit is its own ancestor, so a path is never empty."""

    __tablename__ = "unit_path"

    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True
    )
    ancestor_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class _Listing(ColumnElement[str]):
    """Name, address and staff number in the letters of people.alphabet, made by the database."""

    inherit_cache = True


@compiles(_Listing)
def _as_sql(_: _Listing, compiler: SQLCompiler, **__: object) -> str:
    columns = "name || ' ' || coalesce(email, '') || ' ' || coalesce(staff_id, '')"
    return listing(columns, dialect=compiler.dialect.name)


class User(Base):
    """A person with an account. No personnummer, no photo, nothing that is not needed."""

    __tablename__ = "user"
    __table_args__ = (UniqueConstraint("organisation_id", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)  # lower case; may lack
    name: Mapped[str] = mapped_column(String(200))  # an alias for those with a protected identity
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )  # the latest employer; None only for those who left before it was kept
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)  # None: has left
    staff_id: Mapped[str | None] = mapped_column(String(80))  # the employer's own number
    language: Mapped[str] = mapped_column(String(5), default="sv")  # of letters to them
    is_protected: Mapped[bool] = mapped_column(default=False)  # protected identity
    session_key: Mapped[str] = mapped_column(String(16))
    joined_at: Mapped[Instant]
    left_at: Mapped[OptionalInstant]
    listed_as: Mapped[str] = mapped_column(  # what people are sorted and searched by
        String(600).with_variant(String(600, collation="C"), "postgresql"),
        Computed(_Listing(), persisted=True),
    )


class Assignment(Base):
    """A role that a user has over a unit and everything below it."""

    __tablename__ = "assignment"
    __table_args__ = (one_of("role", Role),)

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True
    )


class AuditEntry(Base):
    """One line of an organisation's log: who did what to whom, and when. Never changed.

    Names are as they were; someone with a protected identity is named by their alias.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_organisation", "organisation_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    at: Mapped[Instant]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    actor_name: Mapped[str] = mapped_column(String(200))  # "": the command line or a timer
    deed: Mapped[str] = mapped_column(String(40))  # a value of rules.Deed
    subject: Mapped[str] = mapped_column(String(300))  # the person, unit or setting
    before: Mapped[str] = mapped_column(String(1000))
    after: Mapped[str] = mapped_column(String(1000))


class Counter(Base):
    """Something that people can have done in a period, counted once per person."""

    __tablename__ = "counter"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="period"),
        CheckConstraint("NOT is_standing OR ends_at IS NULL", name="standing"),
        Index(
            "uq_counter_standing",
            "subject",
            unique=True,
            sqlite_where=text("is_standing"),
            postgresql_where=text("is_standing"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(180), index=True)  # "course:bemotandelyftet"
    starts_at: Mapped[Instant]  # inclusive
    ends_at: Mapped[OptionalInstant]  # exclusive; None: goes on
    is_standing: Mapped[bool] = mapped_column(default=False)  # has always run, and never ends


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
