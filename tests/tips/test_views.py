"""The tip bank for everyone, signed in or not."""

from collections.abc import Iterator

import pytest
from flask import Flask

from config import ROOT
from tests.conftest import Clock, running
from tests.visitor import Visitor


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, the_clock: Clock) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("tips")
    url, content = f"sqlite:///{folder}/data.sqlite", ROOT / "content"
    with running(url, folder, the_clock, content=content) as app:
        yield app


@pytest.fixture
def reader(site: Flask) -> Visitor:
    return Visitor(site)


def test_tips_are_open_to_everyone(reader: Visitor) -> None:
    assert reader.get("/tips/").text.count('<article class="ds-card tip-card"') > 30


def test_nothing_found_is_told_kindly(reader: Visitor) -> None:
    assert "Inga tips hittades" in reader.get("/tips/?q=xyzzy").text


def test_what_was_looked_for_stays_in_the_form(reader: Visitor) -> None:
    page = reader.get("/tips/", query_string={"q": '"><b>', "workplace": "skola"}).text

    assert "<b>" not in page
    assert '<option value="skola" selected>' in page


def test_cards_are_those_that_were_looked_for(reader: Visitor) -> None:
    tips = reader.get("/tips/?workplace=skola").text.count('<article class="ds-card tip-card"')
    cards = reader.get("/tips/print?workplace=skola").text.count('<li class="tip-sheet">')

    assert (cards, cards > 0) == (tips, True)


def test_unknown_tip_is_not_there(reader: Visitor) -> None:
    assert reader.get("/tips/likabehandling/nej").status_code == 404
