"""Files of every kind become the same table; broken ones become nothing."""

from datetime import date, datetime

import pytest

from elearning.people.numbers import MASK
from elearning.roster import reading
from elearning.roster.table import Problem, Table, Unreadable
from tests.roster.files import ANNA, BO, HEADER, NUMBERS, as_csv, as_ods, as_xlsx


def cells(table: Table) -> list[tuple[str, ...]]:
    return [line.cells for line in table.lines]


def problem(data: bytes) -> Problem | None:
    try:
        reading.table(data)
    except Unreadable as error:
        return error.problem
    return None


@pytest.mark.parametrize("by", [";", ",", "\t"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"],
)
def test_text_of_every_kind_is_read(by: str, encoding: str) -> None:
    table = reading.table(as_csv(by=by).encode(encoding))

    assert (table.headers, cells(table)) == (HEADER, [ANNA, BO])


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lines_end_in_every_way(end: str) -> None:
    assert cells(reading.table(as_csv(end=end).encode())) == [ANNA, BO]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_one_short_row_is_enough_to_tell_the_encoding(encoding: str) -> None:
    data = as_csv([("E-post", "Enhet"), ("a@b.se", "Vård")]).encode(encoding)

    assert cells(reading.table(data)) == [("a@b.se", "Vård")]


@pytest.mark.parametrize("make", [as_xlsx, as_ods])
def test_spreadsheets_are_read(make) -> None:  # type: ignore[no-untyped-def]
    table = reading.table(make())

    assert (table.headers, cells(table)) == (HEADER, [ANNA, BO])


def test_composed_and_decomposed_letters_are_the_same() -> None:
    data = as_csv([HEADER, ("1", "A\N{COMBINING RING ABOVE}sa", "", "", "")]).encode()

    assert cells(reading.table(data))[0][1] == "Åsa"


def test_what_cannot_be_seen_is_taken_away() -> None:
    row = ("1", "\N{ZERO WIDTH SPACE}Anna \N{NO-BREAK SPACE} Å\N{SOFT HYPHEN}berg ", "", "", "")

    assert cells(reading.table(as_csv([HEADER, row]).encode()))[0][1] == "Anna Åberg"


def test_quoted_line_break_stays_in_its_cell() -> None:
    data = as_csv([HEADER, ("1", '"Anna\r\nÅberg"', "a@b.se", "", "")]).encode()

    assert cells(reading.table(data)) == [("1", "Anna Åberg", "a@b.se", "", "")]


def test_titles_and_empty_rows_are_passed_over_and_counted() -> None:
    rows = [("Personallista Säter", "", "", "", ""), ("",) * 5, HEADER, ("",) * 5, ANNA]

    table = reading.table(as_csv(rows).encode())

    assert [(line.number, line.cells) for line in table.lines] == [(5, ANNA)]


def test_rows_of_a_spreadsheet_are_numbered_as_it_shows_them() -> None:
    table = reading.table(as_xlsx([HEADER, ("",) * 5, ANNA], above=3, left=2))

    assert [(line.number, line.cells) for line in table.lines] == [(6, ANNA)]


def test_list_without_headers_is_read_from_its_first_row() -> None:
    table = reading.table(as_csv([ANNA, BO]).encode())

    assert (table.headers, cells(table)) == (("1", "2", "3", "4", "5"), [ANNA, BO])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4711.0, "4711"),
        (4711.5, "4711.5"),
        (198112189876.0, "198112189876"),
        (True, "true"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2), "2026-01-02"),  # noqa: DTZ001 - a cell has no zone
        (datetime(2026, 1, 2, 3, 4), "2026-01-02T03:04:00"),  # noqa: DTZ001
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'Anna", "'Anna"),
    ],
)
def test_cells_become_what_a_person_would_write(value: object, text: str) -> None:
    assert reading.said(value) == text  # type: ignore[arg-type]


@pytest.mark.parametrize("make", [as_xlsx, as_ods])
def test_number_cells_lose_their_point(make) -> None:  # type: ignore[no-untyped-def]
    assert cells(reading.table(make([HEADER, (4711, *ANNA[1:])]))) == [ANNA]


@pytest.mark.parametrize("text", NUMBERS)
@pytest.mark.parametrize("place", range(5))
def test_no_number_leaves_the_reading(text: str, place: int) -> None:
    row = list(ANNA)
    row[place] = f"se {text}!"

    line = reading.table(as_csv([HEADER, row]).encode()).lines[0]

    assert (line.hidden, line.cells[place]) == ((place,), f"se {MASK}!")


@pytest.mark.parametrize("make", [as_xlsx, as_ods])
def test_number_in_a_number_cell_is_found(make) -> None:  # type: ignore[no-untyped-def]
    rows = [(*HEADER, "Övrigt"), (*ANNA, 8112189876), (*BO, 503121238)]

    lines = reading.table(make(rows)).lines

    assert [(line.cells[5], line.hidden) for line in lines] == [(MASK, (5,)), (MASK, (5,))]


def test_number_without_zeros_is_found_in_a_column_of_that_name() -> None:
    line = reading.table(as_xlsx([(*HEADER, "Personnummer"), (*ANNA, 503121238)])).lines[0]

    assert (line.cells[5], line.hidden) == (MASK, (5,))


def test_plain_numbers_are_no_personal_numbers() -> None:
    line = reading.table(as_xlsx([HEADER, (503121238, *ANNA[1:])])).lines[0]

    assert (line.cells[0], line.hidden) == ("503121238", ())


def test_number_beyond_the_named_columns_is_found() -> None:
    data = as_csv([HEADER, (*ANNA, "811218-9876")]).encode()

    assert reading.table(data).lines[0].hidden == (5,)


def test_number_in_a_header_is_hidden() -> None:
    data = as_csv([(*HEADER, "811218-9876"), (*ANNA, "")]).encode()

    assert reading.table(data).headers[5] == MASK


def test_telephone_numbers_are_left_in_the_file() -> None:
    line = reading.table(as_csv([(*HEADER, "Mobil"), (*ANNA, "070-106 32 39")]).encode()).lines[0]

    assert (line.cells[5], line.hidden) == ("", ())


def test_personal_number_in_a_column_of_telephones_is_found() -> None:
    line = reading.table(as_csv([(*HEADER, "Mobil"), (*ANNA, "811218-9876")]).encode()).lines[0]

    assert (line.cells[5], line.hidden) == (MASK, (5,))


@pytest.mark.parametrize("make", [as_xlsx, as_ods])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_spreadsheet_that_breaks_off_is_refused(make, share: float) -> None:  # type: ignore[no-untyped-def]
    data = make()

    assert problem(data[: int(len(data) * share)]) == Problem.BROKEN_OFF


@pytest.mark.parametrize(
    "end",
    ['"Bo Ö', "4712;Bo Öman;bo", "4712;", '4712;"Bo" Öman";bo@sater.se;Skola;Älgen\r\n'],
)
def test_text_that_breaks_off_is_refused(end: str) -> None:
    assert problem((as_csv([HEADER, ANNA]) + end).encode()) == Problem.BROKEN_OFF


def test_where_text_breaks_off_is_told() -> None:
    with pytest.raises(Unreadable) as refused:
        reading.table((as_csv([HEADER, ANNA]) + '4712;"Bo').encode())

    assert refused.value.row == 3


def test_half_a_letter_of_utf_16_is_refused() -> None:
    assert problem(as_csv().encode("utf-16")[:-1]) == Problem.BROKEN_OFF


@pytest.mark.parametrize(("end", "is_whole"), [("\r\n", True), ("", False)])
def test_last_line_without_an_end_is_told(end: str, is_whole: bool) -> None:
    text = as_csv().removesuffix("\r\n") + end

    assert reading.table(text.encode()).ends_whole == is_whole


def test_row_with_more_cells_than_columns_is_marked() -> None:
    rows = [HEADER, ("4711", "Anna", "a@b.se", "Vård", "Norr", "Söder"), BO]

    assert [line.has_extra for line in reading.table(as_csv(rows).encode()).lines] == [True, False]


@pytest.mark.parametrize("data", [b"", b"\r\n \n", as_csv([HEADER]).encode(), as_xlsx([])])
def test_empty_files_are_refused(data: bytes) -> None:
    assert problem(data) == Problem.EMPTY


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Problem.OLD_OR_LOCKED),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\1" * 50, Problem.NO_TABLE),
        (b"GIF89a\1\2\3\4 hej", Problem.NO_TABLE),
    ],
)
def test_other_files_are_refused(data: bytes, why: Problem) -> None:
    assert problem(data) == why
