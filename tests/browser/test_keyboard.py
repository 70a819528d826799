"""The course without a mouse: everything is reached, and the focus is always seen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from elearning.course.tree import Lesson
from tests.browser.keyboard import Keyboard
from tests.browser.reader import Reader
from tests.browser.states import MULTIPLE, SINGLE, STATES
from tests.server.site import Site
from tests.server.stage import Stage, answers

pytestmark = pytest.mark.browser

WALKED = (  # states that between them show every kind of thing that takes the focus
    "welcome",
    "signin-refused",
    "start-begun",
    "module-begun",
    "lesson-single-refused",
    "lesson-multiple-wrong",
    "lesson-dilemma-new",
    "me-with-notes",
    "leaderboard-own",
)


@pytest.fixture
def reader(new_context: Callable[..., BrowserContext], site: Site) -> Reader:
    """Somebody at a computer."""
    context = new_context(viewport={"width": 1280, "height": 800}, locale="sv-SE")
    return Reader(context.new_page(), site)


@pytest.fixture
def keyboard(reader: Reader) -> Keyboard:
    """The reader's keyboard."""
    return Keyboard(reader.page)


def test_keyboard_leads_from_signin_to_a_finished_module(
    reader: Reader, keyboard: Keyboard, stage: Stage
) -> None:
    person = stage.person()
    module = stage.course().required[0]

    enter(reader, keyboard, person.email)
    keyboard.follow(reader.resume)
    for lesson in module.lessons:
        take(lesson, reader, keyboard)
        if lesson.quiz:
            keyboard.follow(reader.onward)

    expect(reader.page.locator(".path li.done")).to_have_count(len(module.lessons))
    assert keyboard.unseen == []


def test_keyboard_leads_through_an_optional_module_in_english(
    reader: Reader, keyboard: Keyboard, stage: Stage
) -> None:
    module = stage.course("en").optional[0]
    reader.arrive(stage, stage.person())
    reader.go("/modules/")
    keyboard.follow(reader.page.locator(".site-header .language"))
    reader.go(f"/modules/{module.slug}/{module.lessons[0].slug}")

    for lesson in module.lessons:
        expect(reader.heading).to_have_text(lesson.title)
        take(lesson, reader, keyboard)
        if lesson.quiz:
            keyboard.follow(reader.onward)

    expect(reader.page.locator(".path li.done")).to_have_count(len(module.lessons))
    assert keyboard.unseen == []


def enter(reader: Reader, keyboard: Keyboard, email: str) -> None:
    """Sign in by letter."""
    reader.go("/signin")
    keyboard.walk_to(reader.page.locator("#email"))
    reader.page.keyboard.type(email)
    keyboard.follow(reader.page.locator("#email"))
    reader.page.goto(re.findall(r"http://\S+", reader.site.letter(email))[0])
    keyboard.follow(reader.page.locator("main form button"))


def take(lesson: Lesson, reader: Reader, keyboard: Keyboard) -> None:
    """Answer rightly and hand in."""
    chosen = answers(lesson) if lesson.quiz else {}
    for question in lesson.questions:
        for choice in question.choices:
            if choice.id in chosen[question.key]:
                keyboard.choose(question.key, choice.id)
    keyboard.follow(reader.submit)


def test_shift_tab_leads_back(reader: Reader, keyboard: Keyboard, stage: Stage) -> None:
    place = stage.place(MULTIPLE)
    reader.arrive(stage, stage.person())
    reader.go(place.path)
    keyboard.walk_to(reader.submit)

    keyboard.walk_to(reader.page.locator(".brand"), "Shift+Tab")

    assert keyboard.unseen == []


def test_first_stop_leads_past_the_header(reader: Reader, keyboard: Keyboard) -> None:
    reader.go("/")

    keyboard.step()
    keyboard.press("Enter")

    expect(reader.page.locator("main")).to_be_focused()


def test_refused_hand_in_puts_the_focus_on_what_to_mend(
    reader: Reader, keyboard: Keyboard, stage: Stage
) -> None:
    reader.arrive(stage, stage.person())
    reader.go(stage.place(SINGLE).path)

    keyboard.follow(reader.submit)

    expect(reader.page.locator(".ds-error-summary")).to_be_focused()


def test_refused_address_puts_the_focus_on_what_to_mend(reader: Reader, keyboard: Keyboard) -> None:
    reader.go("/signin")

    keyboard.follow(reader.page.locator("#email"))

    expect(reader.page.locator(".ds-error-summary")).to_be_focused()


def test_line_of_what_to_mend_leads_to_its_question(
    reader: Reader, keyboard: Keyboard, stage: Stage
) -> None:
    place = stage.place(SINGLE)
    last = place.lesson.questions[-1]
    reader.arrive(stage, stage.person())
    reader.go(place.path)
    keyboard.follow(reader.submit)

    keyboard.follow(reader.page.locator(".ds-error-summary a").last)

    expect(reader.page.locator(f"#q-{last.key}")).to_be_focused()


def test_result_takes_the_focus(reader: Reader, keyboard: Keyboard, stage: Stage) -> None:
    place = stage.place(SINGLE)
    reader.arrive(stage, stage.person())
    reader.go(place.path)

    take(place.lesson, reader, keyboard)

    expect(reader.page.locator("#outcome")).to_be_focused()


@pytest.mark.parametrize("name", WALKED)
def test_focus_is_seen_at_every_stop(
    reader: Reader, keyboard: Keyboard, stage: Stage, name: str
) -> None:
    STATES[name](reader, stage)

    stops = keyboard.walk_round()

    assert stops > 5
    assert keyboard.unseen == []
