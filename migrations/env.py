"""Alembic's entry: runs the revisions on the application's own database, all or none."""

from alembic import context
from flask import current_app
from sqlalchemy import text

from elearning.database import Base, UtcDateTime


def render_item(kind: str, item: object, _: object) -> str | bool:
    """Revisions name plain types, so that they never depend on the house."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UtcDateTime) else False


with current_app.extensions["migrate"].db.engine.connect() as connection:
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:  # the old table is dropped, and would take along what points to it
        connection.execute(text("PRAGMA foreign_keys = OFF"))
    connection.execute(text("BEGIN"))  # connections are in autocommit mode
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,  # SQLite changes a table by making it anew
        compare_type=True,
        render_item=render_item,
    )
    context.run_migrations()
    if is_sqlite and (lost := connection.execute(text("PRAGMA foreign_key_check")).all()):
        raise RuntimeError(f"rows that point to nothing: {lost}")
    connection.execute(text("COMMIT"))
    if is_sqlite:
        connection.execute(text("PRAGMA foreign_keys = ON"))
