"""Numbers in addresses: one that no row and no page of a list can have is not found."""

from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**31 - 1  # of a row; databases refuse to look for more, and that is no answer
FURTHEST_PAGE = 100_000  # of any list; more than there are people in any county


class Id(IntegerConverter):
    """A number of a row, in every `<int:…>` of an address."""

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **{"max": LARGEST_ID, **values})


def page_number() -> int:
    """Which page of a list is asked for: 1 if none is said, 404 for one that there cannot be."""
    number = request.args.get("page", 1, int)
    return number if 1 <= number <= FURTHEST_PAGE else abort(404)


def init_app(app: Flask) -> None:
    """Hold every address to numbers that rows can have."""
    app.url_map.converters["int"] = Id
