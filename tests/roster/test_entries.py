"""What a row says of a person, or why it is refused."""

import pytest

from elearning.roster.columns import recognised
from elearning.roster.entries import Entry, Reader, Reason, Refused, says_manager
from elearning.roster.table import Line


def read(**cells: str) -> Entry | Refused:
    """One row with these cells; `_` in a header is a space."""
    headers = [name.replace("_", " ") for name in cells]
    return Reader(headers, recognised(headers)).read(Line(2, tuple(cells.values())))


def said(**cells: str) -> Entry:
    entry = read(**{"mejl": "a@b.se", **cells})
    assert isinstance(entry, Entry)
    return entry


def why(**cells: str) -> tuple[str, Reason]:
    refused = read(**cells)
    assert isinstance(refused, Refused)
    return refused.column, refused.reason


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"namn": "Anna Berg"}, "Anna Berg"),
        ({"namn": "Berg, Anna Maria"}, "Anna Maria Berg"),
        ({"namn": "Berg, A, B"}, "Berg, A, B"),
        ({"förnamn": "Anna", "efternamn": "Berg"}, "Anna Berg"),
        ({"namn": "A. Berg", "förnamn": "Anna", "efternamn": "Berg"}, "Anna Berg"),
        ({"namn": "A. Berg", "förnamn": "Anna", "efternamn": ""}, "A. Berg"),
        ({"förnamn": "Anna", "efternamn": ""}, "Anna"),
        ({}, ""),
    ],
)
def test_name(cells: dict[str, str], name: str) -> None:
    assert said(**cells).name == name


@pytest.mark.parametrize(
    ("cells", "path"),
    [
        ({"förvaltning": "Vård", "avdelning": "", "enhet": "Norr"}, ("Vård", "Norr")),
        ({"enhet": "Norr", "förvaltning": "Vård / omsorg"}, ("Vård / omsorg", "Norr")),
        ({"sökväg": "Vård/Hemtjänst > Norr"}, ("Vård", "Hemtjänst", "Norr")),
        ({"sökväg": "/Vård/"}, ("Vård",)),
        ({"sökväg": ""}, ()),
        ({}, ()),
    ],
)
def test_path(cells: dict[str, str], path: tuple[str, ...]) -> None:
    assert said(**cells).path == path


@pytest.mark.parametrize(
    ("text", "address"),
    [("Anna@B.SE", "anna@b.se"), ("mailto:a@b.se", "a@b.se"), ("<a@b.se>;", "a@b.se")],
)
def test_address_is_tidied(text: str, address: str) -> None:
    assert said(mejl=text).email == address


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        *((text, True) for text in ("Ja", "x", "1", "true", "Chef", "Enhetschef", "Rektor")),
        *((text, False) for text in ("", "nej", "0", "Anna Berg", "Chefssekreterare", "admin")),
    ],
)
def test_who_is_a_manager(text: str, is_one: bool) -> None:
    assert (says_manager(text), said(chef=text).is_manager) == (is_one, is_one)


def test_without_a_column_nothing_is_said_of_managers() -> None:
    assert said().is_manager is None


def test_no_role_but_manager_comes_from_a_file() -> None:
    assert said(roll="Administratör").is_manager is False


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"mejl": "", "anstnr": ""}, ("mejl", Reason.NO_IDENTITY)),
        ({"mejl": "anna"}, ("mejl", Reason.WRONG_ADDRESS)),
        ({"mejl": "anna@sater"}, ("mejl", Reason.WRONG_ADDRESS)),
        ({"mejl": "a b@sater.se"}, ("mejl", Reason.WRONG_ADDRESS)),
        ({"mejl": "a@b.se", "språk": "finska"}, ("språk", Reason.WRONG_LANGUAGE)),
        ({"mejl": "a@b.se", "namn": "x" * 201}, ("namn", Reason.TOO_LONG)),
        ({"anstnr": "x" * 81}, ("anstnr", Reason.TOO_LONG)),
        ({"anstnr": "1", "sökväg": "x" * 201}, ("sökväg", Reason.TOO_LONG)),
        ({"anstnr": "1", "sökväg": "a/" * 13}, ("sökväg", Reason.TOO_DEEP)),
    ],
)
def test_row_that_is_wrong_is_refused(cells: dict[str, str], reason: tuple[str, Reason]) -> None:
    assert why(**cells) == reason


def test_longest_that_fits_is_taken() -> None:
    assert said(namn="x" * 200, anstnr="1" * 80).staff_id == "1" * 80


def test_row_with_a_personal_number_is_refused_first() -> None:
    reader = Reader(["mejl", "namn"], recognised(["mejl", "namn"]))

    refused = reader.read(Line(7, ("no address", "•"), hidden=(1,)))

    assert isinstance(refused, Refused)
    assert (refused.row, refused.column, refused.reason) == (7, "namn", Reason.PERSONAL_NUMBER)


def test_row_with_too_many_cells_is_refused() -> None:
    refused = Reader(["mejl"], recognised(["mejl"])).read(Line(7, ("a@b.se",), has_extra=True))

    assert isinstance(refused, Refused)
    assert (refused.column, refused.reason) == ("", Reason.TOO_MANY_CELLS)
