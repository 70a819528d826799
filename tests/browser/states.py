"""Every page in every state that it can be in, and how a reader comes there."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template

from elearning.course.tree import Kind, Lesson
from elearning.learning.rules import NOTE_LENGTH
from elearning.people.rules import Person
from tests.browser.reader import Reader
from tests.server.stage import Place, Stage

Reach = Callable[[Reader, Stage], None]
STATES: dict[str, Reach] = {}  # name → the way there, for a reader who is not signed in

LOCALES = {"sv": "sv-SE", "en": "en-GB"}  # language of a page → that of the browser
ERRORS = (400, 401, 403, 405, 413, 422, 429, 500)  # 404 is reached in earnest


@dataclass(frozen=True)
class Shape:
    """Which lesson: one that holds such questions, or one with nothing but text or boxes."""

    kinds: frozenset[Kind] = frozenset()
    writes: bool = False

    def __call__(self, lesson: Lesson) -> bool:
        """Whether the lesson has this shape."""
        asked = {each.kind for each in lesson.questions}
        fits = self.kinds <= asked if self.kinds else not asked
        return fits and bool(lesson.reflections) >= self.writes


READ_ONLY = Shape()
STEP = Shape(writes=True)
SINGLE = Shape(frozenset({Kind.SINGLE}))
MULTIPLE = Shape(frozenset({Kind.MULTIPLE}))
TRUE_FALSE = Shape(frozenset({Kind.TRUE_FALSE}))
DILEMMA = Shape(frozenset({Kind.DILEMMA}), writes=True)


def state(reach: Reach) -> Reach:
    """Enter a state under its function's name."""
    STATES[reach.__name__.replace("_", "-")] = reach
    return reach


def page(name: str, path: str, *, done: int | None = None) -> None:
    """Enter a page that is seen by opening it; with `done`, as somebody who has come so far."""

    def reach(reader: Reader, stage: Stage) -> None:
        if done is not None:
            somebody(reader, stage, done=done)
        reader.go(path)

    STATES[name] = reach


def somebody(reader: Reader, stage: Stage, *, done: int = 0) -> Person:
    """Sign in as somebody new who has finished so many lessons."""
    person = stage.person(done=min(done, len(stage.places())))
    reader.arrive(stage, person)
    return person


ALL = 1000  # lessons; more than there are
FIRST_MODULE = "/modules/varfor-finns-vi-till/"

page("welcome", "/")
page("signin", "/signin")
page("signin-link-invalid", "/signin/link/there-is-no-such-link")
page("privacy", "/privacy")
page("accessibility", "/accessibility")
page("campaigns", "/leaderboard")
page("leaderboard-frozen", "/leaderboard/dalarna-2018")
page("leaderboard-open", "/leaderboard/bemotandelyftet")
page("leaderboard-upcoming", "/leaderboard/kommande")
page("leaderboard-empty", "/leaderboard/tom")
page("leaderboard-312", "/leaderboard/alla")
page("leaderboard-own", "/leaderboard/dalarna-2018", done=0)
page("certificate-invalid", "/certificates/there-is-no-such-certificate")
page("error-404", "/there-is-no-such-page")
page("start-new", "/", done=0)
page("start-begun", "/", done=5)
page("start-done", "/", done=ALL)
page("modules-new", "/modules/", done=0)
page("modules-begun", "/modules/", done=5)
page("modules-done", "/modules/", done=ALL)
page("module-new", FIRST_MODULE, done=0)
page("module-begun", FIRST_MODULE, done=5)
page("module-done", FIRST_MODULE, done=ALL)
page("me-empty", "/me", done=0)
page("me-done", "/me", done=ALL)
page("certificate", "/me/certificate", done=ALL)
page("privacy-signed-in", "/privacy", done=0)


@state
def signin_refused(reader: Reader, stage: Stage) -> None:
    """An address that is none."""
    reader.go("/signin")
    reader.page.fill("#email", "amina")
    reader.page.locator("form:has(#email) button").click()


@state
def signin_sent(reader: Reader, stage: Stage) -> None:
    """A letter is on its way."""
    reader.go("/signin")
    reader.page.fill("#email", stage.person().email)
    reader.page.locator("form:has(#email) button").click()


@state
def signin_link(reader: Reader, stage: Stage) -> None:
    """The page that a letter leads to."""
    reader.page.goto(stage.link(stage.person()))


@state
def signed_out(reader: Reader, stage: Stage) -> None:
    """Just signed out, which the page tells."""
    somebody(reader, stage)
    reader.go("/")
    reader.page.locator(".sign-out").click()


@state
def certificate_valid(reader: Reader, stage: Stage) -> None:
    """The public check of a certificate that is genuine."""
    person = stage.person(done=len(stage.places()))
    reader.go(f"/certificates/{stage.certificate(person)}")


@state
def me_with_notes(reader: Reader, stage: Stage) -> None:
    """Somebody who has written."""
    writer(reader, stage)
    reader.go("/me")


@state
def me_refused(reader: Reader, stage: Stage) -> None:
    """A note that is too long."""
    writer(reader, stage)
    reader.go("/me")
    write_too_much(reader)
    reader.page.locator(".note button").first.click()


@state
def me_deleted(reader: Reader, stage: Stage) -> None:
    """A note is deleted, and can still come back."""
    writer(reader, stage)
    reader.go("/me")
    reader.page.locator(".note button[formaction]").first.click()


def writer(reader: Reader, stage: Stage) -> None:
    """Sign in as somebody who has written a thought and a step."""
    person = somebody(reader, stage, done=3)
    stage.write(person, stage.place(DILEMMA), "Jag kände igen mig i receptionen.\nOch du?")
    stage.write(person, stage.place(STEP), "På måndag frågar jag vilket språk personen vill ha.")


def write_too_much(reader: Reader) -> None:
    """Fill the first box with more than there is room for, as an old browser would let one."""
    reader.page.locator("textarea").first.evaluate(
        "(box, length) => { box.removeAttribute('maxlength'); box.value = 'å'.repeat(length); }",
        NOTE_LENGTH + 1,
    )


@dataclass(frozen=True)
class Visit:
    """Somebody new to a lesson, who has it open."""

    reader: Reader
    stage: Stage
    place: Place
    person: Person


def lesson_state(name: str, shape: Shape, act: Callable[[Visit], None]) -> None:
    """Enter the first lesson of this shape, and what its reader does in it."""

    def reach(reader: Reader, stage: Stage) -> None:
        visit = Visit(reader, stage, stage.place(shape), somebody(reader, stage))
        reader.go(visit.place.path)
        act(visit)

    STATES[name] = reach


def look(visit: Visit) -> None:
    """Only read."""


def hand_in_nothing(visit: Visit) -> None:
    """Hand in without an answer."""
    visit.reader.hand_in()


def hand_in_too_much(visit: Visit) -> None:
    """Hand in a text that is too long."""
    write_too_much(visit.reader)
    visit.reader.hand_in()


def answer_wrong(visit: Visit) -> None:
    """Hand in wrong answers."""
    visit.reader.finish(visit.place.lesson, right=False)


def answer_right(visit: Visit) -> None:
    """Hand in right answers."""
    visit.reader.finish(visit.place.lesson)


def come_back_after_wrong(visit: Visit) -> None:
    """Answer wrong, and come back on another device: the best so far is told."""
    answer_wrong(visit)
    visit.reader.arrive(visit.stage, visit.person)
    visit.reader.go(visit.place.path)


def come_back_when_done(visit: Visit) -> None:
    """A finished lesson, opened again."""
    visit.stage.finish(visit.person, visit.place)
    visit.reader.go(visit.place.path)


for _name, _shape in {
    "single": SINGLE,
    "multiple": MULTIPLE,
    "true-false": TRUE_FALSE,
    "dilemma": DILEMMA,
}.items():
    lesson_state(f"lesson-{_name}-new", _shape, look)
    lesson_state(f"lesson-{_name}-refused", _shape, hand_in_nothing)
    lesson_state(f"lesson-{_name}-right", _shape, answer_right)
    if _shape is not DILEMMA:
        lesson_state(f"lesson-{_name}-wrong", _shape, answer_wrong)
lesson_state("lesson-read-new", READ_ONLY, look)
lesson_state("lesson-read-done", READ_ONLY, come_back_when_done)
lesson_state("lesson-single-tried", SINGLE, come_back_after_wrong)
lesson_state("lesson-single-done", SINGLE, come_back_when_done)
lesson_state("lesson-step-new", STEP, look)
lesson_state("lesson-step-refused", STEP, hand_in_too_much)


@state
def lesson_dilemma_spread(reader: Reader, stage: Stage) -> None:
    """How others have chosen, when enough have."""
    place = stage.answered_by_ten(DILEMMA)
    somebody(reader, stage)
    reader.go(place.path)
    reader.finish(place.lesson)


def error_state(code: int) -> None:
    """Enter the page of an error that cannot be had on purpose, or not at once."""

    def reach(reader: Reader, stage: Stage) -> None:
        browser = {"Accept-Language": reader.page.evaluate("navigator.language")}
        with stage.site.app.test_request_context(headers=browser):
            body = render_template(f"errors/{code}.html")
        answer = {"status": code, "body": body, "content_type": "text/html"}
        reader.page.route(f"**/error-{code}", lambda route: route.fulfill(**answer))
        reader.go(f"/error-{code}")

    STATES[f"error-{code}"] = reach


for _code in ERRORS:
    error_state(_code)
