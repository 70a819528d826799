"""Somebody new has an account with a name, in the unit of their choice."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.database import db
from elearning.people.models import AuditEntry, Organisation, Unit
from tests.signin.register.registering import arrive, is_in, newcomer
from tests.visitor import Visitor


def test_somebody_new_chooses_a_unit_and_has_an_account(
    app: Flask, visitor: Visitor, kitchen: Unit
) -> None:
    path = arrive(app, visitor, " Ny@Sater.se")

    visitor.get(f"{path}?unit={kitchen.id}")
    answer = visitor.post(path, name=" Leyla Holm ", unit=kitchen.id)

    user = newcomer()
    assert user is not None
    assert (answer.status_code, answer.location, is_in(visitor)) == (303, "/", True)
    assert (user.name, user.unit_id, user.language) == ("Leyla Holm", kitchen.id, "sv")


def test_new_account_is_in_the_log(app: Flask, visitor: Visitor, sater: Organisation) -> None:
    path = arrive(app, visitor)

    visitor.post(path, name="Leyla Holm")

    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.deed, entry.subject, entry.after) == (
        "person-added",
        "Leyla Holm",
        "registration",
    )


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "19121212-1212"])
def test_name_that_is_none_is_422_and_the_unit_is_kept(
    app: Flask, visitor: Visitor, kitchen: Unit, name: str
) -> None:
    path = arrive(app, visitor)

    answer = visitor.post(path, name=name, unit=kitchen.id)

    assert (answer.status_code, 'href="#name"' in answer.text) == (422, True)
    assert f'name="unit" value="{kitchen.id}"' in answer.text
    assert newcomer() is None
