"""Columns are known by the names that systems give them."""

import pytest

from elearning.roster.columns import (
    LONGEST_HEADER,
    Field,
    doubled,
    folded_header,
    identifies,
    recognised,
)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("E-post", Field.EMAIL),
        ("E-POSTADRESS (arbete)", Field.EMAIL),
        ("Email address", Field.EMAIL),
        ("Anst.nr", Field.STAFF_ID),
        ("Anställnings-ID", Field.STAFF_ID),
        ("Employee ID", Field.STAFF_ID),
        ("Namn", Field.NAME),
        ("För­namn", None),  # a soft hyphen is no letter, but reading takes it away first
        ("Förnamn", Field.FIRST_NAME),
        ("Last name", Field.LAST_NAME),
        ("Förvaltning", Field.LEVEL_1),
        ("Avdelning", Field.LEVEL_3),
        ("Enhet", Field.LEVEL_4),
        ("Nivå 2", Field.LEVEL_2),
        ("Chef", Field.MANAGER),
        ("Roll", Field.MANAGER),
        ("Språk", Field.LANGUAGE),
        ("Skyddad identitet", Field.PROTECTED),
        ("Personnr", Field.PERSONAL_NUMBER),
        ("Lön", None),
        ("", None),
    ],
)
def test_usual_names_are_recognised(header: str, field: Field | None) -> None:
    assert recognised([header.replace("\N{SOFT HYPHEN}", "-x-")]) == (field,)


def test_second_column_of_a_name_is_asked_about() -> None:
    assert recognised(["E-post", "Mejl"]) == (Field.EMAIL, None)


def test_what_the_organisation_has_said_goes_first() -> None:
    said = {"kod": Field.STAFF_ID, "namn": Field.UNUSED}

    assert recognised(["Kod", "Namn", "Kod"], said) == (
        Field.STAFF_ID,
        Field.UNUSED,
        Field.UNUSED,
    )


def test_two_columns_cannot_hold_the_same() -> None:
    fields = [Field.NAME, Field.UNUSED, Field.NAME, Field.UNUSED, None, None]

    assert doubled(fields) == {Field.NAME}


@pytest.mark.parametrize(
    ("fields", "enough"),
    [([Field.EMAIL], True), ([Field.STAFF_ID, None], True), ([Field.NAME, None], False)],
)
def test_people_are_told_apart_by_address_or_staff_id(
    fields: list[Field | None], enough: bool
) -> None:
    assert identifies(fields) == enough


@pytest.mark.parametrize("letter", ["ß", "ﬃ", "ŉ"])
def test_header_that_grows_when_it_is_folded_has_room(letter: str) -> None:
    header = letter * LONGEST_HEADER

    assert len(folded_header(header)) == LONGEST_HEADER
    assert recognised([header], {folded_header(header): Field.NAME}) == (Field.NAME,)
