"""Numbers in addresses: no row is looked for that there cannot be."""

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Rule

from elearning.web.addresses import LARGEST_ID

OTHERS = {"kind": "csv", "language_code": "sv"}  # what else stands in such an address


def numbered(app: Flask) -> list[tuple[Rule, set[str]]]:
    """Every address with numbers, and the names of those."""
    found = [
        (
            rule,
            {name for name, each in rule._converters.items() if isinstance(each, IntegerConverter)},
        )
        for rule in app.url_map.iter_rules()
    ]
    return [(rule, names) for rule, names in found if names]


def is_there(app: Flask, rule: Rule, names: set[str], number: int) -> bool:
    """Whether an address leads to its view with this number."""
    values = {name: number if name in names else OTHERS[name] for name in rule.arguments}
    built = rule.build(values)
    assert built is not None
    assert rule.methods is not None
    try:
        app.url_map.bind("localhost").match(built[1], min(rule.methods - {"HEAD", "OPTIONS"}))
    except HTTPException:
        return False
    return True


@pytest.mark.parametrize(("number", "expected"), [(LARGEST_ID, True), (LARGEST_ID + 1, False)])
def test_addresses_take_the_numbers_that_rows_can_have(
    app: Flask, number: int, expected: bool
) -> None:
    wrong = [
        rule.rule
        for rule, names in numbered(app)
        if is_there(app, rule, names, number) is not expected
    ]

    assert (wrong, len(numbered(app)) > 30) == ([], True)
