"""roles, log, and standing counters"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OLD_ROLES = "role IN ('coordinator', 'administrator')"
NEW_ROLES = "role IN ('manager', 'coordinator', 'administrator', 'organiser', 'author')"


def upgrade() -> None:
    with op.batch_alter_table("organisation") as batch:
        batch.add_column(
            sa.Column("smallest_shown", sa.Integer(), nullable=False, server_default="10")
        )
        batch.add_column(
            sa.Column("names_decision", sa.String(length=200), nullable=False, server_default="")
        )
        batch.add_column(sa.Column("names_decided_on", sa.Date(), nullable=True))
        batch.create_check_constraint(op.f("ck_organisation_smallest_shown"), "smallest_shown >= 5")
        batch.create_check_constraint(
            op.f("ck_organisation_names_decision"),
            "(names_decision = '') = (names_decided_on IS NULL)",
        )
    with op.batch_alter_table("unit") as batch:
        batch.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "uq_unit_name",
        "unit",
        ["parent_id", "name"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    with op.batch_alter_table("user") as batch:
        batch.alter_column("email", existing_type=sa.String(length=254), nullable=True)
        batch.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("staff_id", sa.String(length=80), nullable=True))
        batch.add_column(
            sa.Column("language", sa.String(length=5), nullable=False, server_default="sv")
        )
        batch.add_column(
            sa.Column("is_protected", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_foreign_key(
            op.f("fk_user_organisation_id_organisation"),
            "organisation",
            ["organisation_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch.create_unique_constraint(
            op.f("uq_user_organisation_id_staff_id"), ["organisation_id", "staff_id"]
        )
        batch.create_index(op.f("ix_user_organisation_id"), ["organisation_id"])
    with op.batch_alter_table("assignment") as batch:
        batch.drop_constraint(op.f("ck_assignment_role"), type_="check")
        batch.create_check_constraint(op.f("ck_assignment_role"), NEW_ROLES)
    with op.batch_alter_table("counter") as batch:
        batch.alter_column(
            "subject", existing_type=sa.String(length=120), type_=sa.String(length=180)
        )
        batch.add_column(
            sa.Column("is_standing", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.create_check_constraint(
            op.f("ck_counter_standing"), "NOT is_standing OR ends_at IS NULL"
        )
    op.create_index(
        "uq_counter_standing",
        "counter",
        ["subject"],
        unique=True,
        sqlite_where=sa.text("is_standing"),
        postgresql_where=sa.text("is_standing"),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("before", sa.String(length=1000), nullable=False),
        sa.Column("after", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["user.id"],
            name=op.f("fk_audit_entry_actor_id_user"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_audit_entry_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_organisation", "audit_entry", ["organisation_id", "at"])
    fill()


def fill() -> None:
    """Whom people work for, and the counts of today, from what was kept before."""
    op.execute(
        'UPDATE "user" SET organisation_id = '
        '(SELECT organisation_id FROM unit WHERE unit.id = "user".unit_id)'
    )
    subjects = (
        "SELECT 'employed' AS subject, id AS user_id FROM \"user\"",
        "SELECT 'started:' || course_slug, user_id FROM completion",
        "SELECT 'module:' || course_slug || '/' || module_slug, user_id FROM completion "
        "WHERE module_slug <> '' AND lesson_slug = ''",
        "SELECT 'course:' || course_slug, user_id FROM completion WHERE module_slug = ''",
    )
    done = " UNION ".join(subjects)
    op.execute(
        "INSERT INTO counter (subject, starts_at, is_standing) "
        f"SELECT DISTINCT subject, '2000-01-01 00:00:00+00:00', true FROM ({done}) AS done"
        if op.get_bind().dialect.name == "sqlite"
        else "INSERT INTO counter (subject, starts_at, is_standing) "
        f"SELECT DISTINCT subject, timestamptz '2000-01-01 00:00:00+00', true FROM ({done}) AS done"
    )
    op.execute(
        "INSERT INTO counted (counter_id, user_id, unit_id) "
        'SELECT counter.id, "user".id, "user".unit_id '
        f"FROM ({done}) AS done JOIN counter ON counter.subject = done.subject "
        'JOIN "user" ON "user".id = done.user_id WHERE counter.is_standing'
    )
    op.execute(
        "INSERT INTO unit_count (counter_id, unit_id, people) "
        "SELECT counted.counter_id, unit_path.ancestor_id, count(*) FROM counted "
        "JOIN counter ON counter.id = counted.counter_id AND counter.is_standing "
        "JOIN unit_path ON unit_path.unit_id = counted.unit_id "
        "GROUP BY counted.counter_id, unit_path.ancestor_id"
    )


def downgrade() -> None:
    op.execute("DELETE FROM counter WHERE is_standing")
    op.execute("DELETE FROM assignment WHERE role NOT IN ('coordinator', 'administrator')")
    op.execute('DELETE FROM "user" WHERE email IS NULL')
    op.drop_table("audit_entry")
    op.drop_index("uq_counter_standing", "counter")
    with op.batch_alter_table("counter") as batch:
        batch.drop_constraint(op.f("ck_counter_standing"), type_="check")
        batch.drop_column("is_standing")
        batch.alter_column(
            "subject", existing_type=sa.String(length=180), type_=sa.String(length=120)
        )
    with op.batch_alter_table("assignment") as batch:
        batch.drop_constraint(op.f("ck_assignment_role"), type_="check")
        batch.create_check_constraint(op.f("ck_assignment_role"), OLD_ROLES)
    with op.batch_alter_table("user") as batch:
        batch.drop_index(op.f("ix_user_organisation_id"))
        batch.drop_constraint(op.f("uq_user_organisation_id_staff_id"), type_="unique")
        batch.drop_constraint(op.f("fk_user_organisation_id_organisation"), type_="foreignkey")
        for column in ("organisation_id", "staff_id", "language", "is_protected", "left_at"):
            batch.drop_column(column)
        batch.alter_column("email", existing_type=sa.String(length=254), nullable=False)
    op.drop_index("uq_unit_name", "unit")
    with op.batch_alter_table("unit") as batch:
        batch.drop_column("closed_at")
    with op.batch_alter_table("organisation") as batch:
        batch.drop_constraint(op.f("ck_organisation_names_decision"), type_="check")
        batch.drop_constraint(op.f("ck_organisation_smallest_shown"), type_="check")
        for column in ("smallest_shown", "names_decision", "names_decided_on"):
            batch.drop_column(column)
