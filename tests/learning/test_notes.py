"""A learner's own notes: kept, changed, forgotten, on both databases."""

from datetime import timedelta

import pytest

from elearning.database import transaction
from elearning.learning import actions, queries
from elearning.learning.queries import KeptNote
from elearning.people.rules import Person
from tests.conftest import NOON
from tests.factories import Make


@pytest.fixture
def amina(database: object, make: Make) -> Person:
    return make.user()


def write(person: Person, texts: dict[str, str], minutes: int = 0) -> None:
    with transaction():
        actions.write_notes(person.id, "samtal", texts, NOON + timedelta(minutes=minutes))


def test_note_is_kept_without_the_space_around_it(amina: Person) -> None:
    write(amina, {"steg": "  Jag hälsar först.\n"})

    assert queries.notes(amina.id) == [KeptNote("samtal", "steg", "Jag hälsar först.", NOON)]


def test_note_is_changed(amina: Person) -> None:
    write(amina, {"steg": "Jag hälsar."})

    write(amina, {"steg": "Jag lyssnar."}, minutes=5)

    assert queries.notes(amina.id) == [
        KeptNote("samtal", "steg", "Jag lyssnar.", NOON + timedelta(minutes=5))
    ]


def test_note_that_is_saved_unchanged_keeps_its_instant(amina: Person) -> None:
    write(amina, {"steg": "Jag hälsar."})

    write(amina, {"steg": "Jag hälsar."}, minutes=5)

    assert queries.notes(amina.id)[0].updated_at == NOON


@pytest.mark.parametrize("emptied", ["", "  \n "])
def test_note_that_is_emptied_is_forgotten(amina: Person, emptied: str) -> None:
    write(amina, {"steg": "Jag hälsar."})

    write(amina, {"steg": emptied})

    assert queries.notes(amina.id) == []


def test_notes_that_are_not_named_stay(amina: Person) -> None:
    write(amina, {"steg": "Jag hälsar.", "tanke": "Oj."})

    write(amina, {"steg": ""})

    assert queries.note_texts(amina.id, "samtal") == {"tanke": "Oj."}


def test_notes_are_newest_first(amina: Person) -> None:
    write(amina, {"steg": "Jag hälsar."})
    write(amina, {"tanke": "Oj."}, minutes=1)

    assert [note.key for note in queries.notes(amina.id)] == ["tanke", "steg"]


def test_notes_of_others_are_not_seen(amina: Person, make: Make) -> None:
    write(make.user(), {"steg": "Jag hälsar."})

    assert queries.notes(amina.id) == []


def test_note_of_others_is_not_changed(amina: Person, make: Make) -> None:
    erik = make.user()
    write(erik, {"steg": "Jag hälsar."})

    write(amina, {"steg": ""})

    assert queries.note_texts(erik.id, "samtal") == {"steg": "Jag hälsar."}
