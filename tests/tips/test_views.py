"""The tip bank for everyone, and what those who are signed in put aside."""

from collections.abc import Iterator

import pytest
from flask import Flask

from config import ROOT
from elearning.course.tree import Module
from tests.conftest import Clock, empty, running
from tests.factories import Make
from tests.statements import statements
from tests.visitor import Visitor

CARD = '<article class="ds-card tip-card"'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, the_clock: Clock) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("tips")
    url, content = f"sqlite:///{folder}/data.sqlite", ROOT / "content"
    with running(url, folder, the_clock, content=content) as app:
        yield app


@pytest.fixture
def reader(site: Flask) -> Visitor:
    return Visitor(site)


@pytest.fixture
def learner(site: Flask, make: Make) -> Iterator[Visitor]:
    """Somebody signed in."""
    visitor = Visitor(site)
    with site.app_context():
        visitor.signin(make.user())
        visitor.get("/tips/")
        yield visitor
        empty()


@pytest.fixture
def module(site: Flask) -> Module:
    found: Module = site.extensions["course"].current()["sv"].required[0]
    return found


@pytest.fixture
def path(module: Module) -> str:
    return f"/tips/{module.slug}/{module.tips[0].key}"


def test_tips_are_open_to_everyone(reader: Visitor) -> None:
    assert reader.get("/tips/").text.count(CARD) > 30


def test_nothing_found_is_told_kindly(reader: Visitor) -> None:
    assert "Inga tips hittades" in reader.get("/tips/?q=xyzzy").text


def test_what_was_looked_for_stays_in_the_form(reader: Visitor) -> None:
    page = reader.get("/tips/", query_string={"q": '"><b>', "workplace": "skola"}).text

    assert "<b>" not in page
    assert '<option value="skola" selected>' in page


def test_cards_are_those_that_were_looked_for(reader: Visitor) -> None:
    tips = reader.get("/tips/?workplace=skola").text.count(CARD)
    cards = reader.get("/tips/print?workplace=skola").text.count('<li class="tip-sheet">')

    assert (cards, cards > 0) == (tips, True)


def test_unknown_tip_is_not_there(reader: Visitor) -> None:
    assert reader.get("/tips/likabehandling/nej").status_code == 404


def test_tip_has_an_address_to_share(reader: Visitor, path: str) -> None:
    site_url = reader.app.extensions["config"].site_url

    assert f'value="{site_url}{path}" readonly' in reader.get(path).text


@pytest.mark.parametrize("deed", ["keep", "let-go", "try", "stop"])
def test_only_those_signed_in_put_tips_aside(reader: Visitor, path: str, deed: str) -> None:
    reader.get("/signin")  # a form whose token opens the way to the question who it is

    assert reader.post(f"{path}/{deed}").status_code == 401


@pytest.mark.parametrize("deed", ["keep", "let-go", "try", "stop"])
def test_unknown_tip_is_not_put_aside(learner: Visitor, module: Module, deed: str) -> None:
    assert learner.post(f"/tips/{module.slug}/nej/{deed}").status_code == 404


def test_saved_tip_is_found_again_and_let_go(learner: Visitor, path: str) -> None:
    before = learner.get("/tips/?saved=1").text

    answer = learner.post(f"{path}/keep")
    told = learner.follow(answer).text
    saved = learner.get("/tips/?saved=1").text
    cards = learner.get("/tips/print?saved=1").text
    learner.post(f"{path}/let-go")
    after = learner.get("/tips/?saved=1").text

    assert (answer.status_code, answer.location) == (303, path)
    assert "Tipset finns bland dina sparade" in told
    assert [page.count(CARD) for page in (before, saved, after)] == [0, 1, 0]
    assert cards.count('<li class="tip-sheet">') == 1
    assert "Inga sparade tips" in before


def test_visitor_who_asks_for_saved_tips_sees_all(reader: Visitor) -> None:
    assert reader.get("/tips/?saved=1").text.count(CARD) > 30


def test_tried_tip_stands_on_the_start_page_until_the_week_is_over(
    learner: Visitor, path: str, clock: Clock
) -> None:
    mark = 'id="week-tip"'
    before = learner.get("/").text
    learner.post(f"{path}/try")
    tried = learner.get("/").text
    clock.advance(days=1)  # noon of a Sunday, and then of a Monday
    after = learner.get("/").text

    assert [mark in page for page in (before, tried, after)] == [False, True, False]
    assert path in tried


def test_trying_can_be_stopped(learner: Visitor, path: str) -> None:
    learner.post(f"{path}/try")

    learner.post(f"{path}/stop")

    assert 'id="week-tip"' not in learner.get("/").text


def test_own_data_tells_of_tips_put_aside(learner: Visitor, module: Module, path: str) -> None:
    learner.post(f"{path}/keep")
    learner.post(f"{path}/try")

    other = learner.data("/me/data.json")["other"]

    keys = [row["tip_key"] for name in ("favourite", "week_tip") for row in other[name]]
    assert keys == [module.tips[0].key] * 2


@pytest.mark.parametrize("many", [1, 3, 30])
def test_statements_do_not_grow_with_saved_tips(site: Flask, learner: Visitor, many: int) -> None:
    modules = site.extensions["course"].current()["sv"].modules
    paths = [f"/tips/{module.slug}/{tip.key}" for module in modules for tip in module.tips]
    for each in paths[:many]:
        learner.post(f"{each}/keep")
    learner.get("/tips/")  # what was told is told

    with statements() as seen:
        page = learner.get("/tips/?saved=1").text

    assert (page.count(CARD), len(seen)) == (many, 2)
