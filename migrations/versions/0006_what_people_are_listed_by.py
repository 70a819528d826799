"""what people are listed by"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = "name || ' ' || coalesce(email, '') || ' ' || coalesce(staff_id, '')"
LETTERS, THERE = "åäæöøéüÅÄÆÖØÉÜ", "{||}}ey{||}}ey"


def upgrade() -> None:
    with op.batch_alter_table("user") as batch:
        batch.add_column(
            sa.Column(
                "listed_as",
                sa.String(600).with_variant(sa.String(600, collation="C"), "postgresql"),
                sa.Computed(listing(), persisted=True),
                nullable=False,
            )
        )


def listing() -> str:
    """In letters that both databases sort and search alike."""
    if op.get_bind().dialect.name == "postgresql":
        return f"translate(lower(({COLUMNS}) COLLATE \"C\"), '{LETTERS}', '{THERE}')"
    made = f"lower({COLUMNS})"
    for letter, there in zip(LETTERS, THERE, strict=True):
        made = f"replace({made}, '{letter}', '{there}')"
    return made


def downgrade() -> None:
    with op.batch_alter_table("user") as batch:
        batch.drop_column("listed_as")
