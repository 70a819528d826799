"""What any page must cost here: a WSGI application of two addresses, to hold ours against.

`/constant/<n>` answers n bytes with no framework at all. `/bare` is the least that a page for a
signed-in reader takes: Flask, a signed cookie, one row by the ORM, a Jinja page of 10 KB.
It has the connection settings of the product, so that the difference is the product's own.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, render_template, session
from jinja2 import DictLoader
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

PAGE = """\
<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>{{ title }} – {{ site }}</title></head>
<body>
<header><a href="{{ url_for('bare') }}">{{ site }}</a> <span>{{ reader.name }}</span></header>
<main>
<h1>{{ title }}</h1>
<table>
{% for place in places %}
<tr{% if place.own %} class="own"{% endif %}>
<td>{{ place.rank }}</td>
<th scope="row">{{ place.name }}</th>
<td>{{ place.share }} %</td>
<td><a href="/bare?place={{ place.rank }}">{{ place.note }}</a></td>
</tr>
{% endfor %}
</table>
</main>
</body>
</html>
"""
PLACES = [
    {
        "rank": rank,
        "name": f"Kommun & bolag {rank}",
        "share": f"{100 / rank:.1f}",
        "own": rank == 7,
        "note": f"{rank} av {rank * rank} medarbetare har gått hela kursen sedan i höstas",
    }
    for rank in range(1, 55)
]


class Base(DeclarativeBase):
    """Every model's base."""


class Reader(Base):
    """The product's table of people."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]


flask = Flask(__name__)
flask.jinja_loader = DictLoader({"page.html": PAGE})
flask.secret_key = os.environ.get("SECRET_KEY", "")
engine = create_engine(
    os.environ.get("DATABASE_URL", "sqlite://"),
    isolation_level=os.environ.get("FLOOR_ISOLATION", "AUTOCOMMIT"),
)


@flask.get("/bare")
def bare() -> str:
    """One row and one page."""
    with Session(engine) as database:
        reader = database.get_one(Reader, session["reader"])
        return render_template(
            "page.html", title="Topplistan", site="Golvet", reader=reader, places=PLACES
        )


@flask.get("/healthz")
def healthz() -> str:
    """The process is alive."""
    return "ok\n"


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Constant bytes at once, everything else by Flask."""
    path: str = environ["PATH_INFO"]
    if not path.startswith("/constant/"):
        return flask(environ, start_response)
    body = b"x" * int(path.removeprefix("/constant/"))
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
    return (body,)
