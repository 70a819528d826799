"""Stage: the people and campaigns that tests and pictures need, on a served site."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, islice

from config import utc_now
from elearning.course.tree import Course, Lesson, Module
from elearning.database import transaction
from elearning.demo.dalarna import SLUG_NOW
from elearning.learning import actions as learning
from elearning.learning import queries
from elearning.learning.rules import Answers, right_choices
from elearning.people import queries as people
from elearning.people.rules import SMALLEST_SHOWN, Person
from tests.factories import Make
from tests.server.site import Site
from tests.visitor import Visitor

CROWD = 312  # organisations on the longest leaderboard: every municipality and region of Sweden


@dataclass(frozen=True)
class Place:
    """A lesson and the module it is in."""

    module: Module
    lesson: Lesson

    @property
    def path(self) -> str:
        """Where it is read."""
        return f"/modules/{self.module.slug}/{self.lesson.slug}"


def answers(lesson: Lesson, *, right: bool = True) -> Answers:
    """The right choices of each question, or the first wrong one; of a dilemma the first choice."""
    chosen = {}
    for question in lesson.questions:
        wrong = [choice.id for choice in question.choices if not choice.correct]
        good = right_choices(question)
        chosen[question.key] = good if right and good else frozenset(wrong[:1])
    return chosen


class Stage:
    """Makes people who have come so and so far. Nobody is shared between tests."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._number = count(1)
        self._has_crowd = False

    def course(self, language: str = "sv") -> Course:
        """The real course."""
        course: Course = self.site.app.extensions["course"].current()[language]
        return course

    def places(self, wanted: Callable[[Lesson], bool] = lambda _: True) -> list[Place]:
        """Every lesson that is as wanted, in the course's order."""
        course = self.course()
        return [
            Place(module, lesson)
            for module in course.required
            for lesson in module.lessons
            if wanted(lesson)
        ]

    def place(self, wanted: Callable[[Lesson], bool]) -> Place:
        """The first lesson that is as wanted."""
        return self.places(wanted)[0]

    def longest(self) -> Place:
        """The lesson with the most text."""
        return max(self.places(), key=lambda place: len(str(place.lesson.blocks)))

    def person(self, *, done: int = 0, name: str = "Amina Yusuf", unit: str = "sater") -> Person:
        """Somebody new in Säter who has finished the first `done` lessons of the course."""
        with self.site.app.app_context():
            organisation = people.organisation(unit)
            assert organisation is not None
            person = Make(utc_now).user(
                people.root_unit(organisation.id),
                email=f"{unit}-{next(self._number)}@sater.example",
                name=name,
            )
            for place in islice(self.places(), done):
                self.finish(person, place)
        return person

    def finish(self, person: Person, place: Place) -> None:
        """Let a person finish a lesson."""
        now = utc_now()
        with self.site.app.app_context(), transaction():
            if place.lesson.quiz is None:
                learning.read(person.id, self.course(), place.module, place.lesson, now)
            else:
                chosen = answers(place.lesson)
                learning.hand_in(person.id, self.course(), place.module, place.lesson, chosen, now)

    def write(self, person: Person, place: Place, text: str) -> None:
        """Let a person write something in every box of a lesson."""
        texts = {each.key: text for each in place.lesson.reflections}
        with self.site.app.app_context(), transaction():
            learning.write_notes(person.id, place.module.slug, texts, utc_now())

    def certificate(self, person: Person) -> str:
        """The number of a person's certificate."""
        with self.site.app.app_context():
            found = queries.completions(person.id, self.course().slug)
        return next(each.public_id for each in found if not each.module_slug)

    def link(self, person: Person) -> str:
        """The address of a sign-in link."""
        return f"{self.site.address}/signin/link/{Visitor(self.site.app).link(person)}"

    def session(self, person: Person) -> str:
        """A signed session cookie of a person who has signed in by a link."""
        visitor = Visitor(self.site.app)
        visitor.signin(person)
        cookie = visitor.client.get_cookie("session")
        assert cookie is not None
        return cookie.value

    def found(self) -> None:
        """Where there is no demo: Säter, and the campaign that is open."""
        now, make = utc_now(), Make(utc_now)
        with self.site.app.app_context():
            organisation = make.organisation("Säter", slug="sater")
            start, end = now - timedelta(days=1), now + timedelta(days=1)
            campaign = make.campaign(self.course(), start, end, slug=SLUG_NOW)
            make.participation(campaign, organisation, 900)

    def fill(self) -> None:
        """More to see: campaigns that have not begun, that are empty, and with everyone in it."""
        if self._has_crowd:
            return
        self._has_crowd = True
        now, course = utc_now(), self.course()
        make = Make(utc_now)
        with self.site.app.app_context():
            later = now + timedelta(days=30)
            make.campaign(course, later, later + timedelta(days=90), slug="kommande", name="Våren")
            old = now - timedelta(days=90)
            make.campaign(course, old, later, slug="tom", name="En tom tävling")
            everyone = make.campaign(course, old, later, slug="alla", name="Hela landet")
            for number in range(1, CROWD + 1):
                make.participation(everyone, make.organisation(f"Kommun {number}"), number)

    def answered_by_ten(self, wanted: Callable[[Lesson], bool]) -> Place:
        """The first lesson that is as wanted, answered by enough people to show how."""
        place = self.place(wanted)
        for _ in range(SMALLEST_SHOWN):
            self.finish(self.person(), place)
        return place
