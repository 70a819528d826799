"""Files for spreadsheets: the same figures, numbers as numbers, no formula."""

import csv
import io
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from elearning.dashboards.exports import Table, as_csv, as_xlsx
from tests.conftest import NOON
from tests.dashboards.conftest import Town
from tests.dashboards.crowds import Crowd
from tests.visitor import Visitor

TABLE = Table(
    "Säter",
    ("Enhet", "Klara", "Andel", "Dag"),
    (("Åsens förskola", 3, Fraction(1, 4), date(2026, 11, 22)), ("=1+1", None, None, None)),
)
HOSTILE = ("=1+1", "+46", "-1", "@SUM(A1)", "\tx", "\rx")


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def sheet(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_csv_is_for_a_swedish_spreadsheet() -> None:
    content = as_csv(TABLE, "sv")

    assert content.startswith(b"\xef\xbb\xbfEnhet;Klara;Andel;Dag\r\n")
    assert cells(content)[1] == ["Åsens förskola", "3", "0,2500", "2026-11-22"]


def test_csv_has_a_decimal_point_in_english() -> None:
    assert cells(as_csv(TABLE, "en"))[1][2] == "0.2500"


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_holds_no_formula(text: str) -> None:
    content = as_csv(Table("", (text,), ((text,),)), "sv")

    assert cells(content) == [[f"'{text}"], [f"'{text}"]]


def test_xlsx_has_numbers_as_numbers_and_texts_as_texts(app: Flask) -> None:
    with app.test_request_context():
        rows = sheet(as_xlsx(TABLE, NOON))

    assert rows == [
        ["Enhet", "Klara", "Andel", "Dag"],
        ["Åsens förskola", 3.0, 0.25, date(2026, 11, 22)],
        ["=1+1", "", "", ""],
    ]


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_xlsx_holds_no_formula(app: Flask, text: str) -> None:
    with app.test_request_context():
        rows = sheet(as_xlsx(Table("", ("Enhet",), ((text,),)), NOON))

    assert rows == [["Enhet"], [text]]


def test_files_say_what_the_page_says(follower: Visitor, town: Town) -> None:
    path = f"/coordinator/units/{town.root.id}"

    rows = cells(follower.get(f"{path}.csv").get_data())
    same = sheet(follower.get(f"{path}.xlsx").get_data())

    assert [row[:9] for row in rows] == [
        ["Enhet", "Del av", "Nivå", "Anställda", "Klara", "Andel klara", "På väg", "Inte börjat",
         "Klara de senaste sju dagarna"],
        ["Säter", "", "0", "86", "20", "0,2326", "10", "56", "20"],
        ["Biblioteket", "Säter", "1", "26", "0", "0,0000", "0", "26", "0"],
        ["Vård och omsorg", "Säter", "1", "60", "20", "0,3333", "10", "30", "20"],
        ["Gården", "Vård och omsorg", "2", "40", "10", "0,2500", "10", "20", "10"],
        ["Ängen", "Vård och omsorg", "2", "20", "10", "0,5000", "0", "10", "10"],
    ]  # fmt: skip
    assert [row[:5] for row in same[1:]] == [
        ["Säter", "", 0, 86, 20],
        ["Biblioteket", "Säter", 1, 26, 0],
        ["Vård och omsorg", "Säter", 1, 60, 20],
        ["Gården", "Vård och omsorg", 2, 40, 10],
        ["Ängen", "Vård och omsorg", 2, 20, 10],
    ]


def test_hidden_figures_are_empty_and_the_row_tells_why(
    follower: Visitor, town: Town, crowd: Crowd
) -> None:
    crowd.unit(town.root, "Få", 7, 7)
    crowd.unit(town.root, "Några", 15, 5)

    rows = cells(follower.get(f"/coordinator/units/{town.root.id}.csv").get_data())

    ends = {row[0]: (row[3:6], row[6:9], row[-1]) for row in rows}
    assert ends["Få"] == ([""] * 3, [""] * 3, "För få, eller för lika, för att visas för sig")
    assert ends["Små grupper i Säter, tillsammans"] == (
        ["22", "12", "0,5455"],
        ["0", "10", "12"],
        "",
    )


def test_small_unit_has_only_its_share(follower: Visitor, town: Town, crowd: Crowd) -> None:
    for name in ("Ett", "Två"):
        crowd.unit(town.root, name, 12, 5)

    rows = cells(follower.get(f"/coordinator/units/{town.root.id}.csv").get_data())

    found = next(row for row in rows if row[0] == "Ett")
    assert (found[3:6], set(found[6:-1])) == (["12", "5", "0,4167"], {""})


def test_weeks_are_a_file_too(follower: Visitor, town: Town) -> None:
    rows = cells(follower.get(f"/coordinator/units/{town.care.id}/trend.csv").get_data())

    assert rows[-1] == ["2026-11-22", "20", "0,3333", "0,2326"]


def test_names_of_units_cannot_run_as_formulas(follower: Visitor, town: Town, crowd: Crowd) -> None:
    crowd.unit(town.root, "=HYPERLINK(A1)", 30)

    rows = cells(follower.get(f"/coordinator/units/{town.root.id}.csv").get_data())

    assert "'=HYPERLINK(A1)" in [row[0] for row in rows]
