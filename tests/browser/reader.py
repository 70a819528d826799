"""Reader: somebody at a real browser. Alone knows where on the pages things are."""

import re

from playwright.sync_api import Locator, Page

from elearning.course.tree import Lesson
from elearning.learning.rules import Answers
from elearning.people.rules import Person
from tests.server.site import Site
from tests.server.stage import Stage, answers

BOXES = "all => all.map(({id, type, value, checked}) => ({id, type, value, checked}))"


class Reader:
    """A person with a phone or a computer."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site

    @property
    def heading(self) -> Locator:
        """The page's heading."""
        return self.page.locator("h1")

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(self.site.address + path)

    def arrive(self, stage: Stage, person: Person) -> None:
        """Be signed in already."""
        cookie = {"name": "session", "value": stage.session(person), "url": self.site.address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]

    def signin_by_demo(self, email: str) -> None:
        """Come in by the demo door."""
        self.go("/signin")
        self.page.locator(f'form:has(input[value="{email}"]) button').click()

    def signin_by_link(self, email: str) -> None:
        """Ask for a letter, open its link, press the button."""
        self.go("/signin")
        self.page.fill("#email", email)
        self.page.locator("form:has(#email) button").click()
        found = re.search(r"http://\S+", self.site.letter(email))
        assert found is not None
        self.follow_link(found[0])

    def follow_link(self, address: str) -> None:
        """Open a sign-in link and press its button."""
        self.page.goto(address)
        self.page.locator("main form button").click()

    def choose(self, chosen: Answers) -> None:
        """Press the words of some choices, and of checked boxes that are to be given up."""
        for key, ids in chosen.items():
            boxes = self.page.locator(f'input[name="{key}"]')
            for box in boxes.evaluate_all(BOXES):
                given_up = box["checked"] and box["type"] == "checkbox" and box["value"] not in ids
                if given_up or (box["value"] in ids and not box["checked"]):
                    self.page.locator(f'label[for="{box["id"]}"]').click()

    def choice(self, key: str, choice_id: str) -> Locator:
        """A choice with what is said about it."""
        return self.page.locator(f'.choice:has(input[name="{key}"][value="{choice_id}"])')

    @property
    def submit(self) -> Locator:
        """The button that sends the lesson."""
        return self.page.locator(".lesson-end button")

    def hand_in(self) -> None:
        """Send the lesson as it is filled in."""
        with self.page.expect_navigation():
            self.submit.click()

    def finish(self, lesson: Lesson, *, right: bool = True) -> None:
        """Answer everything in the lesson that is open, rightly or wrongly, and hand in."""
        if lesson.quiz:
            self.choose(answers(lesson, right=right))
        self.hand_in()

    @property
    def done(self) -> Locator:
        """What tells that the open lesson is done."""
        return self.page.locator(".done-line")

    @property
    def onward(self) -> Locator:
        """The way from a finished lesson to the next one, or to the module."""
        return self.page.locator(".lesson-end a")

    @property
    def resume(self) -> Locator:
        """The one thing to do next, on the start page."""
        return self.page.locator(".resume a")
