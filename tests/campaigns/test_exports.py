"""JSON and CSV tell the same as the page, in a form that programs and spreadsheets can trust."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from elearning.campaigns.exports import COLUMNS, as_csv, as_json
from elearning.campaigns.queries import CampaignPage
from elearning.campaigns.rules import Standing, Status, Tally

SATER = Tally(
    slug="sater",
    organisation="Säter",
    code="0764",
    completed=1,
    headcount=30,
    headcount_on=date(2026, 11, 1),
    headcount_source="Personalkontoret",
    completed_after=2,
    note="Steg ett",
)
SMALL = replace(
    SATER,
    slug="ab",
    organisation="Näringsliv AB",
    code=None,
    completed=None,
    headcount=9,
    completed_after=None,
    note="",
)
PAGE = CampaignPage(
    slug="tavlingen",
    name="Tävlingen",
    status=Status.OPEN,
    starts_at=datetime(2026, 9, 1, tzinfo=UTC),
    ends_at=datetime(2026, 12, 1, tzinfo=UTC),
    as_of=datetime(2026, 11, 22, 12, 0, 1, 5, UTC),
    course="provkurs",
    course_title="Provkursen",
    note_sv="",
    note_en="",
    total_completed=1,
    standings=(Standing(1, SATER), Standing(None, SMALL)),
)


def lines(page: CampaignPage) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(page).removeprefix("\N{BOM}")), delimiter=";"))


def test_json_is_as_in_the_contract() -> None:
    assert as_json(PAGE) == {
        "campaign": "tavlingen",
        "name": "Tävlingen",
        "status": "open",
        "starts_at": "2026-09-01T00:00:00+00:00",
        "ends_at": "2026-12-01T00:00:00+00:00",
        "as_of": "2026-11-22T12:00:01+00:00",
        "course": "provkurs",
        "total_completed": 1,
        "standings": [
            {
                "rank": 1,
                "organisation": "Säter",
                "code": "0764",
                "completed": 1,
                "headcount": 30,
                "headcount_on": "2026-11-01",
                "headcount_source": "Personalkontoret",
                "share": 0.033333,
                "completed_after": 2,
                "note": "Steg ett",
            },
            {
                "rank": None,
                "organisation": "Näringsliv AB",
                "code": None,
                "completed": None,
                "headcount": 9,
                "headcount_on": "2026-11-01",
                "headcount_source": "Personalkontoret",
                "share": None,
                "completed_after": None,
                "note": "",
            },
        ],
    }


def test_csv_begins_with_a_byte_order_mark() -> None:
    assert as_csv(PAGE).encode()[:3] == b"\xef\xbb\xbf"


def test_csv_has_the_columns_of_the_contract() -> None:
    assert lines(PAGE)[0] == list(COLUMNS)


def test_csv_has_semicolons_and_whole_lines() -> None:
    head = "rank;organisation;code;completed;headcount;headcount_on;headcount_source;share;"

    assert as_csv(PAGE).removeprefix("\N{BOM}").split("\r\n")[0] == head + "completed_after;note"


def test_csv_keeps_the_zero_of_a_code() -> None:
    assert lines(PAGE)[1][2] == "0764"


def test_csv_leaves_hidden_figures_empty() -> None:
    small = dict(zip(COLUMNS, lines(PAGE)[2], strict=True))

    assert [small[name] for name in ("rank", "completed", "share", "completed_after")] == [""] * 4


def test_csv_rows_are_those_of_the_json() -> None:
    rows = [
        ["" if value is None else str(value) for value in row.values()]
        for row in as_json(PAGE)["standings"]
    ]

    assert lines(PAGE)[1:] == rows


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cell_cannot_run_as_a_formula(begins: str) -> None:
    evil = begins + 'HYPERLINK("http://evil.example")'
    page = replace(PAGE, standings=(Standing(1, replace(SATER, organisation=evil, note=evil)),))

    row = dict(zip(COLUMNS, lines(page)[1], strict=True))

    assert (row["organisation"], row["note"]) == ("'" + evil, "'" + evil)


@pytest.mark.parametrize("name", ["A;B", 'A "B"', "A\nB"])
def test_csv_cell_keeps_signs_that_divide(name: str) -> None:
    page = replace(PAGE, standings=(Standing(1, replace(SATER, organisation=name)),))

    assert lines(page)[1][1] == name
