"""Who may come to which address: every address, every role, one's own and a foreign organisation.

The table says it in words; the test walks it. An address without a row fails, and so does a view
whose mark says something else than its row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.routing import Rule

from elearning.people.models import Unit
from elearning.people.rules import Role
from tests.conftest import NOON
from tests.factories import Make
from tests.visitor import Visitor

DAY = timedelta(days=1)
EVERYONE, LEARNERS = "everyone", "learners"
FOLLOWERS, COORDINATORS, ADMINISTRATORS = "followers", "coordinators", "administrators"
REVIEWERS, ORGANISERS = "reviewers", "organisers"

TABLE = {  # room or address → who; an address stands before its room
    "home": EVERYONE,
    "campaigns": EVERYONE,
    "tips": EVERYONE,
    "tips.keep": LEARNERS,
    "tips.let_go": LEARNERS,
    "tips.try_this_week": LEARNERS,
    "tips.stop_trying": LEARNERS,
    "signin": EVERYONE,
    "signin.signout_everywhere": LEARNERS,
    "code": EVERYONE,
    "oidc": EVERYONE,
    "register": EVERYONE,
    "own_address": EVERYONE,
    "own_address.address": LEARNERS,  # those without an address; to others it is not there
    "own_address.ask": LEARNERS,
    "learning": LEARNERS,
    "learning.image": EVERYONE,
    "me": LEARNERS,
    "me.certificate_check": EVERYONE,
    "dashboards": FOLLOWERS,
    "dashboards.goal": COORDINATORS,
    "dashboards.set_goal": COORDINATORS,
    "people": COORDINATORS,
    "duties": ADMINISTRATORS,
    "merging": COORDINATORS,
    "units": COORDINATORS,
    "roster": COORDINATORS,
    "codes": COORDINATORS,
    "letters": COORDINATORS,
    "reminders": LEARNERS,
    "reminders.unsubscribe": EVERYONE,
    "reminders.unsubscribe_now": EVERYONE,
    "admin": ADMINISTRATORS,
    "course": REVIEWERS,
    "campaign_admin": ORGANISERS,
    "doors": ADMINISTRATORS,
    "care": EVERYONE,
    "feedback": EVERYONE,
    "own_data": LEARNERS,
    "care_admin": ADMINISTRATORS,
    "retention": ADMINISTRATORS,
}
MAY = {  # who → the roles that are among them
    FOLLOWERS: {Role.MANAGER, Role.COORDINATOR, Role.ADMINISTRATOR},
    COORDINATORS: {Role.COORDINATOR, Role.ADMINISTRATOR},
    ADMINISTRATORS: {Role.ADMINISTRATOR},
    REVIEWERS: {Role.ADMINISTRATOR, Role.AUTHOR},
    ORGANISERS: {Role.ORGANISER},
}
SHUT = {401, 403}
THERE = {200, 302, 303, 422}  # what one's own is answered with, but for these:
ALSO = {  # address → what else is an answer there, and why
    "dashboards.names": {404},  # nothing is decided about names
    "dashboards.goal": {404},  # only the whole organisation has one
    "dashboards.set_goal": {404},
    "dashboards.trend_file": {404},  # there are no weeks yet
    "doors.forget_provider": {404},  # there is none
    "duties.take": {404},  # nobody has the role
    "care_admin.reply": {404},  # nobody wishes to be erased
}


@dataclass(frozen=True)
class Things:
    """A unit, somebody in it, and the organisation: what addresses are about."""

    unit_id: int
    user_id: int
    slug: str

    def values(self, rule: Rule) -> dict[str, object]:
        """The arguments of an address about these; 987 is the number of nothing."""
        known = {**vars(self), "kind": "csv"}
        return {name: known.get(name, 987) for name in rule.arguments}

    def known(self, rule: Rule) -> bool:
        """Whether an address is about nothing but such things."""
        return rule.arguments <= {*vars(self), "kind"}


@dataclass
class World:
    """Two organisations with a person in each unit, and a visitor who works in one of them."""

    visitor: Visitor
    root: Unit
    unit: Unit  # the visitor's own
    own: Things
    beside: Things  # another unit of the same organisation
    foreign: Things

    def come(self, rule: Rule, about: Things | None = None) -> int:
        """The answer's status. Posts carry the token of a page seen before."""
        built = rule.build((about or self.own).values(rule))
        path = built[1] if built else rule.rule
        if "GET" in (rule.methods or ()):
            return self.visitor.get(path).status_code
        self.visitor.get("/signin" if self.visitor.get("/me").status_code != 200 else "/me")
        return self.visitor.post(path).status_code

    def statuses(self, some: Iterable[Rule], about: Things | None = None) -> dict[str, int]:
        """Address → what it answers."""
        return {rule.endpoint: self.come(rule, about) for rule in some}


def row(rule: Rule) -> str | None:
    """Who may come to an address, as the table says."""
    return TABLE.get(rule.endpoint) or TABLE.get(rule.endpoint.split(".")[0])


def rules(app: Flask, *who: str) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if row(rule) in who)


@pytest.fixture
def world(app: Flask, visitor: Visitor, make: Make) -> World:
    own, foreign = make.organisation("Säter"), make.organisation("Mora")
    unit, beside, there = make.unit(own), make.unit(own, "Biblioteket"), make.unit(foreign)
    make.campaign(app.extensions["course"].current()["sv"], NOON, NOON + DAY, slug=own.slug)
    return World(
        visitor,
        make.root(own),
        unit,
        own=Things(unit.id, make.user(unit).id, own.slug),
        beside=Things(beside.id, make.user(beside).id, own.slug),
        foreign=Things(there.id, make.user(there).id, foreign.slug),
    )


def allowed(app: Flask, role: Role) -> list[Rule]:
    """Every address that a role opens, besides what everyone may see."""
    return [rule for who, roles in MAY.items() if role in roles for rule in rules(app, who)]


def test_every_address_has_a_row(app: Flask) -> None:
    assert [rule.endpoint for rule in app.url_map.iter_rules() if row(rule) is None] == []


def test_every_row_has_an_address(app: Flask) -> None:
    known = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert set(TABLE) - known - {each.split(".")[0] for each in known} == set()


def test_signed_out_only_what_is_everyones_opens(app: Flask, world: World) -> None:
    answers = world.statuses(rules(app, LEARNERS, *MAY))

    to_the_door = {endpoint for endpoint, status in answers.items() if status not in {302, 401}}
    assert to_the_door == set()


def test_what_is_everyones_is_shut_to_nobody(app: Flask, world: World) -> None:
    answers = world.statuses(rules(app, EVERYONE))

    assert {endpoint for endpoint, status in answers.items() if status in SHUT} == set()


@pytest.mark.parametrize("role", [None, *Role])
def test_a_role_opens_its_own_doors_and_no_other(
    app: Flask, world: World, make: Make, role: Role | None
) -> None:
    person = make.user(world.unit)
    world.visitor.signin(make.duty(person, role, world.root) if role else person)

    for who, roles in MAY.items():
        answers = world.statuses(rules(app, who))
        shut = {endpoint for endpoint, status in answers.items() if status in SHUT}
        assert shut == (set() if role in roles else set(answers)), who


@pytest.mark.parametrize("role", list(Role))
def test_what_is_ones_own_is_there(app: Flask, world: World, make: Make, role: Role) -> None:
    world.visitor.signin(make.duty(make.user(world.unit), role, world.root))

    found = {}
    for rule in (each for each in allowed(app, role) if world.own.known(each)):
        somebody = make.user(world.unit)  # who has not been let go by the address before
        found[rule.endpoint] = world.come(rule, replace(world.own, user_id=somebody.id))

    odd = {
        endpoint: status
        for endpoint, status in found.items()
        if status not in THERE | ALSO.get(endpoint, set())
    }
    assert odd == {}


@pytest.mark.parametrize("role", list(Role))
def test_what_belongs_to_others_is_not_there(
    app: Flask, world: World, make: Make, role: Role
) -> None:
    world.visitor.signin(make.duty(make.user(world.unit), role, world.root))

    about = [rule for rule in allowed(app, role) if rule.arguments]
    found = world.statuses(about, world.foreign)

    assert {endpoint: status for endpoint, status in found.items() if status != 404} == {}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_what_lies_beside_ones_part_is_not_there(
    app: Flask, world: World, make: Make, role: Role
) -> None:
    world.visitor.signin(make.duty(make.user(world.unit), role, world.unit))
    above = replace(world.beside, unit_id=world.root.id)

    about = [rule for rule in allowed(app, role) if rule.arguments]
    found = [world.statuses(about, things) for things in (world.beside, above)]

    seen = [{end: status for end, status in each.items() if status != 404} for each in found]
    assert seen == [{}, {}]


def test_a_mark_that_is_taken_away_is_seen(app: Flask, world: World, make: Make) -> None:
    world.visitor.signin(make.user(world.unit))
    rule = next(each for each in app.url_map.iter_rules() if each.endpoint == "people.members")
    view = app.view_functions[rule.endpoint]
    app.view_functions[rule.endpoint] = lambda: "open"

    status = world.come(rule)
    app.view_functions[rule.endpoint] = view

    assert (status in SHUT, world.come(rule) in SHUT) == (False, True)
