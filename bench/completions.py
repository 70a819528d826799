"""Counts completions as people.actions.count does, but from outside and at little cost."""

import multiprocessing
from typing import Any

from sqlalchemy import create_engine, text

from bench.load import Before, Writer
from bench.readers import Reader
from elearning.demo import country

_COUNTED = text(
    "INSERT INTO counted (counter_id, user_id, unit_id) "
    "SELECT counter_id, :user_id, :unit_id FROM campaign WHERE slug = :slug"
)
_ADDED = text(
    "INSERT INTO unit_count (counter_id, unit_id, people) "
    "SELECT c.counter_id, p.ancestor_id, 1 FROM campaign c JOIN unit_path p "
    "ON p.unit_id = :unit_id WHERE c.slug = :slug "
    "ON CONFLICT (counter_id, unit_id) DO UPDATE SET people = unit_count.people + 1"
)


def completions(url: str) -> Before:
    """A writer for each visitor. They take turns, so that no one waits for SQLite's lock."""
    turn = multiprocessing.get_context("fork").Lock()

    def begin() -> Writer:
        connection = create_engine(url).connect()
        is_server = connection.dialect.name == "postgresql"
        pid = connection.scalar(text("SELECT pg_backend_pid()")) if is_server else 0
        connection.commit()

        def write(reader: Reader) -> None:
            values: dict[str, Any] = {
                "user_id": reader.id,
                "unit_id": reader.unit_id,
                "slug": country.SLUG,
            }
            with turn, connection.begin():
                connection.execute(_COUNTED, values)
                connection.execute(_ADDED, values)

        return Writer(write, int(pid or 0))

    return begin
