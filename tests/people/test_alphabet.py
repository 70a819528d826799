"""What people are sorted and searched by is the same in Python and in both databases."""

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select

from elearning.database import db, transaction
from elearning.people import actions
from elearning.people.alphabet import as_listed, listed_forms, pattern
from elearning.people.models import User
from tests.conftest import NOON
from tests.factories import Make

NAMES = ("Åsa Öberg", "ÄNGLA Ek", "Bjørn Ærø", "André Müller", "Šárka Đorđević", "Ann_Mari 50% o/e")


@pytest.mark.parametrize("name", NAMES)
def test_database_lists_people_as_python_does(database: Flask, make: Make, name: str) -> None:
    unit = make.root(make.organisation())
    with transaction():
        actions.add_user("Åsa@Sater.se", name, unit.id, NOON, staff_id="A-47")

    listed = db.session.scalar(select(User.listed_as))

    assert listed == as_listed(f"{name} åsa@sater.se A-47")


def test_people_are_listed_anew_when_their_name_changes(database: Flask, make: Make) -> None:
    user = db.session.get_one(User, make.user(name="Bo Ek", email="bo@sater.se").id)

    with transaction():
        user.name = "Bo Åberg"

    assert db.session.scalar(select(User.listed_as)) == "bo {berg bo@sater.se "


def test_swedish_letters_come_last_in_their_own_order() -> None:
    names = ["Östen", "Ärla", "Åsa", "Zara", "anna", "Édith"]

    assert sorted(names, key=as_listed) == ["anna", "Édith", "Zara", "Åsa", "Ärla", "Östen"]


@given(some.text("abcåäöéABCÅÄÖÉ 1", min_size=1, max_size=12))
def test_word_has_one_form_whatever_its_capitals(word: str) -> None:
    assert listed_forms(word) == {as_listed(word)} == {as_listed(word.swapcase())}


def test_letter_that_databases_leave_alone_is_looked_for_in_both_cases() -> None:
    assert listed_forms("łukasz") == {"łukasz", "Łukasz"}


def test_pattern_takes_wildcards_for_themselves() -> None:
    assert pattern("50%_/") == "%50/%/_//%"


def test_swedish_letters_come_last() -> None:
    names = ["Öst", "Ale", "Ängen", "Zon", "Åby", "andra"]

    assert sorted(names, key=as_listed) == ["Ale", "andra", "Zon", "Åby", "Ängen", "Öst"]
