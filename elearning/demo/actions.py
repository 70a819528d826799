"""Loading the demo: real rows of people and completions, from which every figure is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle
from random import Random

from elearning.campaigns import actions as campaigns
from elearning.course.tree import Course
from elearning.dashboards import actions as dashboards
from elearning.dashboards import queries as dashboards_queries
from elearning.demo import country, dalarna
from elearning.demo.crowd import Deed, complete, deeds, hire, learn
from elearning.demo.dalarna import Cast, Participant
from elearning.learning import actions as learning
from elearning.learning import evidence, recount, subjects
from elearning.learning.rules import right_choices
from elearning.people import actions as people
from elearning.people import counting
from elearning.people import queries as people_queries
from elearning.people.models import Organisation, Unit
from elearning.people.rules import EMPLOYED, MAY_COORDINATE, OrganisationKind, Role, scope
from elearning.web.calendar import day_of

SMALLEST_DIVIDED = 50  # people employed; fewer are all in one unit


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation that has been built, and its units by name."""

    organisation: Organisation
    root: Unit
    units: dict[str, Unit]
    departments: dict[str, Unit]


def load_dalarna(course: Course, now: datetime, random: Random) -> None:
    """The Dalarna competition of 2018, and one that is open now."""
    old = Deed(dalarna.COURSE_2018, "", dalarna.COURSE_2018_TITLE, "2018", dalarna.RULE_2018)
    start, end = now - timedelta(days=30), now + timedelta(days=60)
    places = {}
    for each in dalarna.PARTICIPANTS:
        places[each.slug] = place = _build(each)
        cast = [person for person in dalarna.CAST if person.organisation == each.slug]
        units = list(_desks(place))
        size = each.headcount - len(cast)
        staff = hire(place.organisation, units, size, dalarna.STARTS_2018, random)
        unit_of = dict(zip(staff, cycle(units), strict=False))
        random.shuffle(staff)
        completed = staff[: each.completed_2018]
        complete(completed, [old], dalarna.STARTS_2018, dalarna.ENDS_2018, random)
        completing = each.completed_now - sum(p.done == "all" for p in cast)
        learn(unit_of, completing, course, start, now, random)
    for person in dalarna.CAST:
        user_id = _play(person, places[person.organisation], course, now)
        if person.role is Role.COORDINATOR:
            _aim(user_id, places[person.organisation], day_of(end), now)
    _compete_2018(places, now)
    _compete_now(places, course, start, end, now)
    _count_today(course, now)


def _count_today(course: Course, now: datetime) -> None:
    """Count the crowd, who came and learned without being counted one by one."""
    modules = [subjects.module(course.slug, each.slug) for each in course.modules]
    counting.open_standing(
        [EMPLOYED, subjects.started(course.slug), subjects.course(course.slug), *modules]
    )
    for counter in evidence.standing_counters():
        recount.rebuild(counter, now)


def _desks(place: Place) -> Iterator[int]:
    """The units' ids, each as often as it is large; in turn, as people are hired."""
    sizes = {unit.id: dalarna.SIZES.get(name, 1) for name, unit in place.units.items()}
    for number in range(max(sizes.values())):
        yield from (unit_id for unit_id, size in sizes.items() if number < size)


def _build(participant: Participant) -> Place:
    organisation = people.add_organisation(
        participant.slug,
        participant.name,
        participant.kind,
        code=participant.code,
        colour=participant.colour,
    )
    root = people_queries.root_unit(organisation.id)
    units, departments = {root.name: root}, {}
    large = participant.headcount >= SMALLEST_DIVIDED
    if participant.kind is OrganisationKind.MUNICIPALITY and large:
        units = {}
        for name, below in dalarna.UNITS.items():
            departments[name] = department = people.add_unit(root, name)
            units |= {each: people.add_unit(department, each) for each in below}
    return Place(organisation, root, units, departments)


def _compete_2018(places: dict[str, Place], now: datetime) -> None:
    campaign = campaigns.open_campaign(
        dalarna.SLUG_2018,
        dalarna.NAME_2018,
        course_slug=dalarna.COURSE_2018,
        course_title=dalarna.COURSE_2018_TITLE,
        starts_at=dalarna.STARTS_2018,
        ends_at=dalarna.ENDS_2018,
        now=now,
        note_sv=dalarna.NOTE_2018_SV,
        note_en=dalarna.NOTE_2018_EN,
    )
    for each in dalarna.PARTICIPANTS:
        campaigns.join(
            campaign,
            places[each.slug].organisation.id,
            headcount=each.headcount,
            headcount_on=dalarna.HEADCOUNT_2018_ON,
            headcount_source=dalarna.HEADCOUNT_SOURCE,
            note=each.note,
        )


def _compete_now(
    places: dict[str, Place], course: Course, start: datetime, end: datetime, now: datetime
) -> None:
    campaign = campaigns.open_campaign(
        dalarna.SLUG_NOW,
        dalarna.NAME_NOW,
        course_slug=course.slug,
        course_title=course.title,
        starts_at=start,
        ends_at=end,
        now=now,
        note_sv=dalarna.NOTE_NOW_SV,
        note_en=dalarna.NOTE_NOW_EN,
    )
    for each in dalarna.PARTICIPANTS:
        campaigns.join(
            campaign,
            places[each.slug].organisation.id,
            headcount=each.headcount,
            headcount_on=start.date(),
            headcount_source="Påhittat för demon",
        )


def _aim(user_id: int, place: Place, due_on: date, now: datetime) -> None:
    """Let a coordinator set a goal."""
    actor = people_queries.person(user_id)
    assert actor is not None
    decided = dashboards_queries.setting(scope(actor, MAY_COORDINATE), place.root.id)
    assert decided is not None
    dashboards.set_goal(decided, dalarna.GOAL_NOW, due_on, actor, now)


def _play(person: Cast, place: Place, course: Course, now: datetime) -> int:
    """Let a person of the cast come as far as they have, through the same deeds as everyone.

    Gives the user's id.
    """
    user = people.add_user(person.email, person.name, place.units[person.unit].id, now)
    if person.role:
        over = place.departments[person.over] if person.over else place.root
        people.assign(user.id, person.role, over.id)
    lessons = [(module, lesson) for module in course.required for lesson in module.lessons]
    reached = {"none": 0, "some": len(lessons) // 4, "nearly": len(lessons) - 1}
    for module, lesson in lessons[: reached.get(person.done, len(lessons))]:
        if lesson.quiz is None:
            learning.read(user.id, course, module, lesson, now)
        else:
            answers = {
                question.key: right_choices(question) or frozenset({question.choices[0].id})
                for question in lesson.questions
            }
            learning.hand_in(user.id, course, module, lesson, answers, now)
    return user.id


def load_country(course: Course, now: datetime, random: Random, employees: int) -> None:
    """A made-up country for load tests, with one open campaign."""
    start = now - timedelta(days=30)
    campaign = campaigns.open_campaign(
        country.SLUG,
        country.NAME,
        course_slug=course.slug,
        course_title=course.title,
        starts_at=start,
        ends_at=now + timedelta(days=60),
        now=now,
        note_sv=dalarna.NOTE_NOW_SV,
        note_en=dalarna.NOTE_NOW_EN,
    )
    for name, headcount in country.organisations(employees, random):
        slug = country.slug(name)
        place = _build(
            Participant(slug, name, OrganisationKind.MUNICIPALITY, None, "#0b5563", headcount, 0, 0)
        )
        units = [unit.id for unit in place.units.values()]
        staff = hire(place.organisation, units, headcount, start, random)
        completed = staff[: int(len(staff) * random.random())]
        complete(completed, deeds(course), start, now, random)
        campaigns.join(
            campaign,
            place.organisation.id,
            headcount=headcount,
            headcount_on=date(now.year, 1, 1),
            headcount_source="Påhittat för demon",
        )
    campaigns.rebuild(campaign, now)
    _count_today(course, now)
