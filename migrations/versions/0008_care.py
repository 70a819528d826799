"""care: retention and its protocol, privacy notices, statements, barrier reports, wishes"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = "'attempts', 'completions', 'accounts', 'log', 'reports'"
BASES = "'public-interest', 'legal-obligation', 'legitimate-interest'"


def _id_of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def _text(name: str, length: int) -> sa.Column:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _day(name: str) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=False)


def _instant(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "retention_period",
        _number("organisation_id"),
        _text("kind", 20),
        _number("days"),
        _text("decision", 200),
        _day("decided_on"),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_retention_period_kind")),
        sa.CheckConstraint("days >= 30", name=op.f("ck_retention_period_days")),
        sa.CheckConstraint("decision <> ''", name=op.f("ck_retention_period_decision")),
        _id_of("retention_period", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("organisation_id", "kind", name=op.f("pk_retention_period")),
    )
    op.create_table(
        "retention_run",
        _number("id"),
        _number("organisation_id"),
        _instant("at"),
        _text("actor_name", 200),
        _id_of("retention_run", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_run")),
    )
    op.create_index(op.f("ix_retention_run_organisation_id"), "retention_run", ["organisation_id"])
    op.create_table(
        "retention_line",
        _number("run_id"),
        _text("kind", 20),
        _number("destroyed"),
        _instant("before_at"),
        _number("days"),
        _text("decision", 200),
        _day("decided_on"),
        _id_of("retention_line", "run_id", "retention_run"),
        sa.PrimaryKeyConstraint("run_id", "kind", name=op.f("pk_retention_line")),
    )
    op.create_table(
        "privacy_notice",
        _number("organisation_id"),
        _text("controller", 200),
        _text("contact", 300),
        _text("contact_email", 254),
        _text("officer", 300),
        _text("basis", 30),
        _text("basis_note", 4000),
        sa.CheckConstraint(f"basis IN ({BASES})", name=op.f("ck_privacy_notice_basis")),
        _id_of("privacy_notice", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_privacy_notice")),
    )
    op.create_table(
        "accessibility_statement",
        _number("organisation_id"),
        _text("actor", 200),
        _text("compliance", 20),
        _text("shortcomings", 4000),
        _day("assessed_on"),
        _day("updated_on"),
        _text("method", 20),
        _text("method_note", 4000),
        _text("burden", 4000),
        _text("outside", 4000),
        sa.CheckConstraint(
            "compliance IN ('fully', 'partly', 'not')",
            name=op.f("ck_accessibility_statement_compliance"),
        ),
        sa.CheckConstraint(
            "method IN ('self', 'external', 'both')", name=op.f("ck_accessibility_statement_method")
        ),
        _id_of("accessibility_statement", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_accessibility_statement")),
    )
    op.create_table(
        "barrier_report",
        _number("id"),
        _number("organisation_id", nullable=True),
        _text("text", 4000),
        _text("page", 300),
        _text("email", 254),
        _instant("reported_at"),
        _instant("answered_at", nullable=True),
        _id_of("barrier_report", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barrier_report")),
    )
    op.create_index(
        "ix_barrier_report_organisation", "barrier_report", ["organisation_id", "reported_at"]
    )
    op.create_table(
        "erasure_request",
        _number("user_id"),
        _instant("asked_at"),
        _text("reply", 1000),
        _instant("replied_at", nullable=True),
        _id_of("erasure_request", "user_id", "user"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_erasure_request")),
    )


def downgrade() -> None:
    for table in (
        "erasure_request",
        "barrier_report",
        "accessibility_statement",
        "privacy_notice",
        "retention_line",
        "retention_run",
        "retention_period",
    ):
        op.drop_table(table)
