"""Rows that were refused are shown, fetched and brought again."""

import pytest

from tests.roster.files import ANNA, BO, HEADER, as_csv
from tests.roster.views.importing import PATH, counts, latest, sent
from tests.visitor import Visitor


@pytest.mark.usefixtures("coordinator")
def test_refused_rows_are_shown_and_can_be_fetched(visitor: Visitor) -> None:
    page = sent(visitor, [HEADER, ANNA, ("4712", "=Bo", "bo", "Skola", "")])

    fetched = visitor.get(f"{PATH}{latest().id}/refused.csv")

    assert "Det här är ingen e-postadress." in page.text
    assert fetched.headers["Content-Disposition"] == 'attachment; filename="refused.csv"'
    assert fetched.text.removeprefix("\N{BOM}").splitlines() == [
        "Rad;Kolumn;Värde;Varför;Anställnings-id;Namn;E-post;Förvaltning;Enhet",
        "3;E-post;bo;Det här är ingen e-postadress.;4712;'=Bo;bo;Skola;",
    ]


@pytest.mark.usefixtures("coordinator")
def test_mended_list_of_refused_rows_can_be_brought_again(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ("4712", "Bo Öman", "bo", "Skola", "")])
    fetched = visitor.get(f"{PATH}{latest().id}/refused.csv").data

    page = sent(visitor, fetched.replace(b";bo;Skola", b";bo@sater.se;Skola"))
    table = {f"column-{n}": "unused" for n in range(4)}
    kinds = ("staff-id", "name", "email", "level-1", "level-2")
    table |= {f"column-{n}": kind for n, kind in enumerate(kinds, start=4)}
    looked = visitor.follow(visitor.post(page.request.path, **table))

    assert counts(looked)["nya"] == 1


@pytest.mark.usefixtures("coordinator")
def test_last_row_of_a_file_without_an_end_is_shown(visitor: Visitor) -> None:
    page = sent(visitor, as_csv([HEADER, ANNA, BO]).encode().removesuffix(b"\r\n"))

    assert "4712 · Bo Öman · bo.oman@sater.se · Skola · Älgens förskola" in page.text
