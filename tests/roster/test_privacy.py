"""A personal identity number in a file is nowhere afterwards: every store is searched."""

import logging
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from structlog.testing import capture_logs

from elearning.database import Base, db
from elearning.people.rules import Role
from elearning.web import security
from tests.factories import Make
from tests.roster.files import ANNA, HEADER, NUMBERS, as_csv, as_ods, as_xlsx
from tests.visitor import Visitor

PATH = "/coordinator/import/"
ROWS = [
    (*HEADER, "Personnummer", "Övrigt"),
    (*ANNA, "", "ingen"),
    *(
        (f"{5000 + n}", f"Person {n}", f"p{n}@sater.se", "Vård", "Norr", number, "")
        for n, number in enumerate(NUMBERS)
    ),
    ("6001", f"Bo {NUMBERS[1]}", "bo@sater.se", "Vård", "Norr", "", ""),
    ("6002", "Cia", f"{NUMBERS[0]}@sater.se", "Vård", "Norr", "", ""),
    ("6003", "Dan", "dan@sater.se", f"Vård {NUMBERS[2]}", "Norr", "", ""),
    (NUMBERS[5], "Eva", "eva@sater.se", "Vård", "Norr", "", ""),
    ("6005", "Fia", "fia@sater.se", "Vård", "Norr", "", f"maka: {NUMBERS[4]}, ring"),
    ("6006", "Gun", "gun@sater.se", "Vård", "Norr", 8112189876, ""),
    ("6007", "Hal", "hal@sater.se", "Vård", "Norr", "", 198112189876),
    ("6008", "Ida", "ida@sater.se", "Vård", "Norr", 503121238, ""),
]
SECRET = re.compile("|".join(sorted({re.sub(r"\D", "", n)[-10:] for n in NUMBERS})))


def secrets_in(what: str) -> list[str]:
    """The numbers in a text, however they are parted: all that is no figure is taken away."""
    near = re.sub(r"(?<=\d)[-+ /.](?=\d)", "", what)
    return [*SECRET.findall(near), *re.findall("503121238", near)]


def test_the_search_finds_every_shape() -> None:
    assert all(secrets_in(f"x {number} y") for number in NUMBERS)


def database() -> str:
    """Every row of every table, as text."""
    rows = [
        str(tuple(row))
        for table in Base.metadata.sorted_tables
        for row in db.session.connection().execute(table.select())
    ]
    return "\n".join(rows)


def disk(app: Flask) -> str:
    """Every file of the instance folder, the database's among them."""
    folder: Path = app.extensions["config"].instance
    return "\n".join(
        file.read_bytes().decode("latin-1") for file in folder.rglob("*") if file.is_file()
    )


@pytest.mark.parametrize("make_file", [lambda rows: as_csv(rows).encode(), as_xlsx, as_ods])
def test_no_number_is_kept_logged_or_told(
    app: Flask, visitor: Visitor, make: Make, make_file: Any, caplog: pytest.LogCaptureFixture
) -> None:
    sater = make.organisation("Säter")
    visitor.signin(make.duty(make.user(make.root(sater)), Role.COORDINATOR))
    visitor.get(PATH)
    pages = []

    name = f"Lista {NUMBERS[1]}.csv"
    with caplog.at_level(logging.DEBUG), capture_logs() as events:
        answer = visitor.post(PATH, file=(BytesIO(make_file(ROWS)), name))
        pages += [answer, visitor.follow(answer)]
        on_the_way = database() + disk(app)
        path = pages[-1].request.path
        fields = ("staff-id", "name", "email", "level-1", "level-2", "unused", "unused")
        chosen = {f"column-{n}": field for n, field in enumerate(fields)}
        answer = visitor.post(path, **chosen)
        pages.append(visitor.follow(answer))
        pages.append(visitor.get(path))
        base = path.removesuffix("columns")
        pages.append(visitor.get(f"{base}refused.csv"))
        on_the_way += database() + disk(app)
        pages.append(visitor.follow(visitor.post(f"{base}confirm")))
        pages += [visitor.get(PATH), visitor.get(f"{base}refused.csv")]

    said = "".join(page.text + str(page.headers) for page in pages)
    logged = f"{events} {caplog.text}"
    assert {where: secrets_in(found) for where, found in {
        "on the way": on_the_way, "database": database(), "disk": disk(app),
        "pages": said, "log": logged,
    }.items()} == dict.fromkeys(("on the way", "database", "disk", "pages", "log"), [])  # fmt: skip
    assert "18 rader används inte" in pages[2].text


def test_upload_is_not_laid_on_disk(app: Flask) -> None:
    with app.test_request_context("/", method="POST"):
        stream = security.MemoryRequest({})._get_file_stream(30_000_000, "text/csv")

    assert isinstance(stream, BytesIO)


def test_failure_while_writing_tells_no_names(visitor: Visitor, make: Make) -> None:
    """Somebody else takes an address between the look and the deed: the database refuses."""
    sater = make.organisation("Säter")
    visitor.signin(make.duty(make.user(make.root(sater)), Role.COORDINATOR))
    visitor.get(PATH)
    answer = visitor.post(PATH, file=(BytesIO(as_csv([HEADER, ANNA]).encode()), "a.csv"))
    base = visitor.follow(answer).request.path
    db.session.connection().execute(
        text("CREATE TRIGGER no BEFORE INSERT ON user BEGIN SELECT RAISE(ABORT, 'anna'); END")
    )
    try:
        with capture_logs() as events:
            page = visitor.follow(visitor.post(f"{base}confirm"))
    finally:
        db.session.connection().execute(text("DROP TRIGGER no"))

    assert "Det avbröts, och inget har ändrats. Försök igen." in page.text
    assert events == [{"event": "import_failed", "kind": "IntegrityError", "log_level": "error"}]
