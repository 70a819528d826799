"""doors: printed codes, domains, providers of identity, letters to new addresses"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _id_of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "address_proof",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(organisation_id IS NULL) <> (user_id IS NULL)",
            name=op.f("ck_address_proof_purpose"),
        ),
        _id_of("address_proof", "organisation_id", "organisation"),
        _id_of("address_proof", "user_id", "user"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_address_proof")),
    )
    for column in ("organisation_id", "user_id", "expires_at"):
        op.create_index(op.f(f"ix_address_proof_{column}"), "address_proof", [column])
    op.create_table(
        "organisation_domain",
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        _id_of("organisation_domain", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_organisation_domain")),
    )
    op.create_index(
        op.f("ix_organisation_domain_organisation_id"), "organisation_domain", ["organisation_id"]
    )
    op.create_table(
        "identity_provider",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("client_id", sa.String(length=300), nullable=False),
        sa.Column("sealed_secret", sa.String(length=2000), nullable=False),
        sa.Column("matches", sa.String(length=20), nullable=False),
        sa.Column("claim", sa.String(length=80), nullable=False),
        sa.Column("makes_accounts", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "matches IN ('verified-email', 'email', 'staff-id')",
            name=op.f("ck_identity_provider_matches"),
        ),
        _id_of("identity_provider", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_identity_provider")),
    )
    op.create_table(
        "code_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("is_personal", sa.Boolean(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("revoked", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "used + revoked <= made AND used >= 0 AND revoked >= 0",
            name=op.f("ck_code_batch_counts"),
        ),
        _id_of("code_batch", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_batch")),
    )
    op.create_index(op.f("ix_code_batch_unit_id"), "code_batch", ["unit_id"])
    op.create_index(op.f("ix_code_batch_expires_at"), "code_batch", ["expires_at"])
    op.create_table(
        "one_time_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        _id_of("one_time_code", "batch_id", "code_batch"),
        _id_of("one_time_code", "user_id", "user"),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_one_time_code")),
        sa.UniqueConstraint("batch_id", "number", name=op.f("uq_one_time_code_batch_id_number")),
    )
    op.create_index(op.f("ix_one_time_code_user_id"), "one_time_code", ["user_id"])
    op.create_index(op.f("ix_one_time_code_expires_at"), "one_time_code", ["expires_at"])


def downgrade() -> None:
    for table in (
        "one_time_code",
        "code_batch",
        "identity_provider",
        "organisation_domain",
        "address_proof",
    ):
        op.drop_table(table)
