"""The ground: connections, instants in UTC, and the only way to save."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    CheckConstraint,
    Compiled,
    DateTime,
    Dialect,
    Executable,
    Insert,
    MetaData,
    Result,
    Select,
    String,
    event,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

SCHEMA_VERSION = "0009"  # newest revision under migrations/; a test holds them together

NAMES = {  # every constraint has a name, so that a migration can find it
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every model's base."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(metadata=Base.metadata)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC. Naive ones are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: aware. SQLite gives back naive ones."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Instant = Annotated[datetime, mapped_column(UtcDateTime)]
OptionalInstant = Annotated[datetime | None, mapped_column(UtcDateTime, nullable=True)]


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """That a column holds nothing but values of an enumeration; named after the column."""
    listed = ", ".join(f"'{each}'" for each in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class StrayWrite(RuntimeError):
    """Something was about to be saved outside transaction()."""


_BEGIN = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN"}
_turn = threading.Lock()  # SQLite has one writer: those of a process queue here, not by spinning


@contextmanager
def transaction() -> Iterator[None]:
    """Save everything the block did, or nothing.

    Actions never commit; the view or command that calls them does, here. Outside, connections
    are in autocommit mode: reads open no transaction, and writes raise StrayWrite. They do not
    nest: the inner one would save what the outer one may yet undo.
    """
    if db.session.info.get("writing"):
        raise StrayWrite("a transaction is open already")
    dialect = db.engine.dialect.name
    with _turn if dialect == "sqlite" else nullcontext():
        db.session.connection().exec_driver_sql(_BEGIN[dialect])
        db.session.info["writing"] = True
        try:
            yield
            db.session.flush()
            db.session.info["writing"] = False
            db.session.commit()
        except BaseException:
            db.session.info["writing"] = False
            db.session.rollback()
            raise


def _refuse_stray_flush(session: Session, *_: Any) -> None:
    if not session.info.get("writing"):
        raise StrayWrite("wrap this in `with transaction():`")


def _refuse_stray_statement(state: ORMExecuteState) -> None:
    if not state.is_select and not state.session.info.get("writing"):
        raise StrayWrite("wrap this in `with transaction():`")


def init_app(app: Flask, url: str) -> None:
    """Bind the application to its database."""
    options: dict[str, Any] = {
        "isolation_level": "AUTOCOMMIT",
        "hide_parameters": True,  # an error tells the statement, not whom it was about
    }
    if url.startswith("postgresql"):
        options |= {"pool_size": 2, "max_overflow": 2, "pool_recycle": 1800}
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _tune_sqlite)


def _tune_sqlite(connection: Any, _: Any) -> None:
    for pragma in (
        "foreign_keys = ON",  # off by default; ON DELETE CASCADE depends on it
        "journal_mode = WAL",  # readers go on while one writes
        "synchronous = NORMAL",  # safe when the process dies; a power cut may lose the last moment
        "busy_timeout = 10000",  # ms that a writer waits for another process
        "cache_size = -65536",  # 64 MB
        "mmap_size = 268435456",
    ):
        connection.execute(f"PRAGMA {pragma}")


event.listen(db.session, "before_flush", _refuse_stray_flush)
event.listen(db.session, "do_orm_execute", _refuse_stray_statement)


def insert(model: type[Base]) -> postgresql.Insert:
    """An INSERT that can say ON CONFLICT and RETURNING, which both databases understand alike."""
    dialect = db.session.get_bind().dialect.name
    return postgresql.insert(model) if dialect == "postgresql" else sqlite.insert(model)  # type: ignore[return-value]


def put(model: type[Base], **values: Any) -> None:
    """Write a row, new or instead of the one with its key; also of two who do so at once."""
    statement = insert(model).values(**values)
    key = [each.name for each in inspect(model).primary_key]
    rest = {name: statement.excluded[name] for name in values if name not in key}
    db.session.execute(statement.on_conflict_do_update(index_elements=key, set_=rest))


def compiled_once(*columns: str) -> Callable[[Callable[[], Insert]], Callable[[], Compiled]]:
    """An INSERT, compiled once for each kind of database. With columns: of many rows of them.

    For write(). SQLAlchemy compiles ON CONFLICT anew each time: 0.7 ms a statement, not 0.1.
    """

    def decorate(build: Callable[[], Insert]) -> Callable[[], Compiled]:
        compiled: dict[str, Compiled] = {}

        @wraps(build)
        def statement() -> Compiled:
            dialect = db.session.get_bind().dialect
            if dialect.name not in compiled:
                compiled[dialect.name] = build().compile(
                    dialect=dialect, column_keys=columns or None, for_executemany=bool(columns)
                )
            return compiled[dialect.name]

        return statement

    return decorate


def write(
    statement: Executable | Compiled, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]]
) -> Result[Any]:
    """Execute a statement that changes something, past the ORM."""
    if not db.session.info.get("writing"):
        raise StrayWrite("wrap this in `with transaction():`")
    return db.session.connection().execute(statement, rows)  # type: ignore[arg-type]


def lock_table(model: type[Base], mode: str) -> None:
    """Lock a whole table on PostgreSQL, until the transaction ends. SQLite has one writer."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f'LOCK TABLE "{model.__tablename__}" IN {mode} MODE')


def size(statement: Select[Any]) -> int:
    """How many rows a statement gives."""
    return db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0


class json_line(FunctionElement[str]):  # noqa: N801 - named as the functions of SQL are
    """Values as one line of JSON, which json.loads reads, on both databases."""

    type = String()
    inherit_cache = True


@compiles(json_line, "sqlite")
def _json_array(line: json_line, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array({compiler.process(line.clauses, **options)})"


@compiles(json_line, "postgresql")
def _json_build_array(line: json_line, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_build_array({compiler.process(line.clauses, **options)})::text"


def is_ready() -> bool:
    """Whether the database answers and has the newest schema."""
    version = db.session.scalar(select(text("version_num")).select_from(text("alembic_version")))
    return bool(version == SCHEMA_VERSION)
