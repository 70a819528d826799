"""Models and migrations are held together, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate, downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from config import ROOT, Config
from elearning import create_app
from elearning.course.tree import Course
from elearning.database import SCHEMA_VERSION, Base, db, is_ready, transaction
from elearning.learning import evidence
from tests.conftest import CONTENT, NOON, Clock, new_database
from tests.factories import Make

MIGRATIONS = ROOT / "migrations"
TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@pytest.fixture(params=["sqlite", "postgresql"])
def untouched(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """An application on a database without tables, once on each."""
    url = f"sqlite:///{tmp_path}/data.sqlite"
    if request.param == "postgresql":
        url = new_database(request.getfixturevalue("postgresql"), "migrations")
    app = create_app(Config("only for tests", url, tmp_path, CONTENT, clock=clock))
    Migrate(app, db, directory=str(MIGRATIONS))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def migrated(untouched: Flask) -> Flask:
    """The same, with every revision applied."""
    upgrade()
    return untouched


AT = "'2026-11-22 12:00:00+00:00'"
BEFORE = (  # a unit below the root; one person there who has finished, one above who has begun
    "INSERT INTO organisation (id, slug, name, kind, colour) "
    "VALUES (1, 'sater', 'Säter', 'municipality', '#24527a')",
    "INSERT INTO unit (id, organisation_id, parent_id, name) "
    "VALUES (1, 1, NULL, 'Säter'), (2, 1, 1, 'Biblioteket')",
    "INSERT INTO unit_path (unit_id, ancestor_id) VALUES (1, 1), (2, 1), (2, 2)",
    'INSERT INTO "user" (id, email, name, unit_id, session_key, joined_at) '
    f"VALUES (1, 'a@b.se', 'A', 2, 'x', {AT}), (2, 'b@b.se', 'B', 1, 'y', {AT}), "
    f"(3, 'c@b.se', 'C', NULL, 'z', {AT})",
    "INSERT INTO completion (public_id, user_id, course_slug, module_slug, lesson_slug, title, "
    "version, rule, completed_at) VALUES "
    f"('1', 1, 'kurs', 'samtal', 'motet', 't', 'v', 'r', {AT}), "
    f"('2', 1, 'kurs', 'samtal', '', 't', 'v', 'r', {AT}), "
    f"('3', 1, 'kurs', '', '', 't', 'v', 'r', {AT}), "
    f"('4', 2, 'kurs', 'samtal', 'motet', 't', 'v', 'r', {AT})",
)


def schema() -> dict[str, object]:
    """What compare_metadata does not look at, by table."""
    found = inspect(db.engine)
    where = f"{db.engine.dialect.name}_where"
    return {
        table: (
            sorted((each["name"], each["sqltext"]) for each in found.get_check_constraints(table)),
            sorted(
                (each["name"], each["options"].get("ondelete"))
                for each in found.get_foreign_keys(table)
            ),
            sorted(
                (each["name"], each["unique"], str(each["dialect_options"].get(where)))
                for each in found.get_indexes(table)
            ),
            found.get_pk_constraint(table)["name"],
        )
        for table in sorted(found.get_table_names())
        if table != "alembic_version"
    }


def triggers() -> list[str]:
    question = TRIGGERS[db.engine.dialect.name]
    return list(db.session.connection().exec_driver_sql(question).scalars())


def test_upgrade_gives_the_tables_and_columns_of_the_models(migrated: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_upgrade_gives_the_constraints_of_the_models(migrated: Flask) -> None:
    from_migrations = schema()
    downgrade(revision="base")

    db.create_all()

    assert schema() == from_migrations


def test_upgrade_gives_the_append_only_trigger(migrated: Flask) -> None:
    assert triggers() == ["completion_append_only"]


def test_completion_cannot_be_changed_after_upgrade(
    migrated: Flask, make: Make, course: Course
) -> None:
    make.completed(make.user(), course)

    with pytest.raises(DatabaseError, match="completions are append-only"), transaction():
        db.session.execute(text("UPDATE completion SET title = 'x'"))


def test_upgrade_twice_is_as_good_as_once(migrated: Flask) -> None:
    upgrade()

    assert is_ready()


def test_schema_version_is_the_newest_revision() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == SCHEMA_VERSION


def test_upgraded_database_is_ready(migrated: Flask) -> None:
    assert is_ready()


def test_downgrade_leaves_no_table(migrated: Flask) -> None:
    downgrade(revision="base")

    assert inspect(db.engine).get_table_names() == ["alembic_version"]


def test_downgrade_can_be_upgraded_again(migrated: Flask) -> None:
    downgrade(revision="base")

    upgrade()

    assert triggers() == ["completion_append_only"]


def test_upgrade_counts_what_was_finished_before(untouched: Flask) -> None:
    upgrade(revision="0001")
    with transaction():
        for statement in BEFORE:
            db.session.execute(text(statement))

    upgrade()

    counted = (
        "SELECT subject, unit_id, people FROM unit_count JOIN counter ON counter.id = counter_id "
        "ORDER BY subject, unit_id"
    )
    assert [tuple(row) for row in db.session.connection().execute(text(counted))] == [
        ("course:kurs", 1, 1),
        ("course:kurs", 2, 1),
        ("employed", 1, 2),
        ("employed", 2, 1),
        ("module:kurs/samtal", 1, 1),
        ("module:kurs/samtal", 2, 1),
        ("started:kurs", 1, 2),
        ("started:kurs", 2, 1),
    ]
    assert [evidence.differences(each, NOON) for each in evidence.standing_counters()] == [[]] * 4
