"""What comes out of the printer."""

from collections.abc import Callable
from io import BytesIO
from math import ceil

import pytest
from playwright.sync_api import BrowserContext, expect
from pypdf import PdfReader

from tests.browser.reader import Reader
from tests.browser.states import SINGLE
from tests.server.site import Site
from tests.server.stage import Stage

pytestmark = pytest.mark.browser

A4 = (595, 842)  # points


@pytest.fixture
def reader(new_context: Callable[..., BrowserContext], site: Site) -> Reader:
    """Somebody at a computer."""
    return Reader(new_context(locale="sv-SE").new_page(), site)


def printed(reader: Reader) -> PdfReader:
    """The page as the printer gets it."""
    return PdfReader(BytesIO(reader.page.pdf(format="A4", prefer_css_page_size=True)))


def test_cards_are_four_to_a_sheet_of_a4(reader: Reader) -> None:
    reader.go("/tips/print")
    cards = reader.page.locator(".tip-sheet").count()

    sheets = printed(reader).pages

    assert cards > 4
    assert len(sheets) == ceil(cards / 4)
    assert {
        (round(float(each.mediabox.width)), round(float(each.mediabox.height))) for each in sheets
    } == {A4}


def test_no_card_has_more_text_than_room(reader: Reader) -> None:
    reader.go("/tips/print")
    reader.page.emulate_media(media="print")

    crowded = reader.page.locator(".tip-sheet").evaluate_all(
        "all => all.filter(e => e.scrollHeight > e.clientHeight).map(e => e.innerText)"
    )

    assert crowded == []


def test_printed_lesson_does_not_tell_what_is_right(reader: Reader, stage: Stage) -> None:
    place = stage.place(SINGLE)
    reader.arrive(stage, stage.person())
    reader.go(place.path)
    reader.finish(place.lesson, right=False)
    expect(reader.page.locator(".feedback").first).to_be_visible()

    reader.page.emulate_media(media="print")

    for told in (".feedback", ".explanation", "#outcome"):
        expect(reader.page.locator(f"{told} >> visible=true")).to_have_count(0)
    for question in place.lesson.questions:
        expect(reader.page.locator(f"#q-{question.key} .choice").first).to_be_visible()


def test_printed_situation_has_every_scene(reader: Reader, stage: Stage) -> None:
    place = stage.place(lambda lesson: bool(lesson.situations))
    story = place.lesson.situations[0]
    reader.arrive(stage, stage.person())
    reader.go(f"{place.path}?{story.start.key}={story.start.ways[0].target}")

    reader.page.emulate_media(media="print")

    titles = [scene.title.striptags() for scene in story.scenes]
    expect(reader.page.locator(".situation-scenes > li > strong:first-child")).to_have_text(titles)
    expect(reader.page.locator(".situation-scenes")).to_be_visible()
    expect(reader.page.locator(".situation-now")).to_be_hidden()
