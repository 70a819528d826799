"""Alembic's entry: runs the revisions on the application's own database, all or none."""

from alembic import context
from flask import current_app
from sqlalchemy import text

from elearning.database import Base, UtcDateTime


def render_item(kind: str, item: object, _: object) -> str | bool:
    """Revisions name plain types, so that they never depend on the house."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UtcDateTime) else False


with current_app.extensions["migrate"].db.engine.connect() as connection:
    connection.execute(text("BEGIN"))  # connections are in autocommit mode
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,  # SQLite changes a table by making it anew
        compare_type=True,
        render_item=render_item,
    )
    context.run_migrations()
    connection.execute(text("COMMIT"))
