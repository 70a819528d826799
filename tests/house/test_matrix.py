"""Who may come to which address: every address, every role, one's own and a foreign organisation.

The table says it in words; the test walks it. An address without a row fails, and so does a view
whose mark says something else than its row.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.routing import Rule

from elearning.people.models import Organisation, Unit
from elearning.people.rules import Person, Role
from tests.factories import Make
from tests.visitor import Visitor

EVERYONE, LEARNERS = "everyone", "learners"
FOLLOWERS, COORDINATORS, ADMINISTRATORS = "followers", "coordinators", "administrators"

TABLE = {  # room or address → who; an address stands before its room
    "home": EVERYONE,
    "campaigns": EVERYONE,
    "tips": EVERYONE,
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
    "units": COORDINATORS,
    "roster": COORDINATORS,
    "codes": COORDINATORS,
    "letters": COORDINATORS,
    "reminders": LEARNERS,
    "reminders.unsubscribe": EVERYONE,
    "reminders.unsubscribe_now": EVERYONE,
    "admin": ADMINISTRATORS,
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
}
SHUT = {401, 403}


@dataclass
class World:
    """Two organisations, each with a unit and a person in it."""

    visitor: Visitor
    own: Organisation
    own_unit: Unit
    foreign: Organisation
    foreign_unit: Unit
    foreigner: Person

    def address(self, rule: Rule, *, foreign: bool) -> str:
        """An address of the rule that is about something of one's own, or of the others."""
        unit = self.foreign_unit if foreign else self.own_unit
        slug = self.foreign.slug if foreign else self.own.slug
        values = {"unit_id": unit.id, "user_id": self.foreigner.id, "slug": slug, "kind": "csv"}
        given = {name: values.get(name, 987) for name in rule.arguments}
        built = rule.build(given)
        return built[1] if built else rule.rule

    def come(self, rule: Rule, *, foreign: bool = False) -> int:
        """The answer's status. Posts carry the token of a page seen before."""
        path = self.address(rule, foreign=foreign)
        if "GET" in (rule.methods or ()):
            return self.visitor.get(path).status_code
        self.visitor.get("/signin" if self.visitor.get("/me").status_code != 200 else "/me")
        return self.visitor.post(path).status_code


def row(rule: Rule) -> str | None:
    """Who may come to an address, as the table says."""
    return TABLE.get(rule.endpoint) or TABLE.get(rule.endpoint.split(".")[0])


def rules(app: Flask, *who: str) -> Iterator[Rule]:
    return (rule for rule in app.url_map.iter_rules() if row(rule) in who)


@pytest.fixture
def world(app: Flask, visitor: Visitor, make: Make) -> World:
    own, foreign = make.organisation("Säter"), make.organisation("Mora")
    own_unit, foreign_unit = make.unit(own), make.unit(foreign)
    return World(visitor, own, own_unit, foreign, foreign_unit, make.user(foreign_unit))


def test_every_address_has_a_row(app: Flask) -> None:
    assert [rule.endpoint for rule in app.url_map.iter_rules() if row(rule) is None] == []


def test_every_row_has_an_address(app: Flask) -> None:
    known = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert set(TABLE) - known - {each.split(".")[0] for each in known} == set()


def test_signed_out_only_what_is_everyones_opens(app: Flask, world: World) -> None:
    inside = rules(app, LEARNERS, FOLLOWERS, COORDINATORS, ADMINISTRATORS)

    answers = {rule.endpoint: world.come(rule) for rule in inside}

    to_the_door = {endpoint for endpoint, status in answers.items() if status not in {302, 401}}
    assert to_the_door == set()


@pytest.mark.parametrize("role", [None, *Role])
def test_a_role_opens_its_own_doors_and_no_other(
    app: Flask, world: World, make: Make, role: Role | None
) -> None:
    person = make.user(world.own_unit)
    if role:
        person = make.duty(person, role, make.root(world.own))
    world.visitor.signin(person)

    for who, roles in MAY.items():
        answers = {rule.endpoint: world.come(rule) for rule in rules(app, who)}
        shut = {endpoint for endpoint, status in answers.items() if status in SHUT}
        assert shut == (set() if role in roles else set(answers)), who


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_what_belongs_to_others_is_not_there(
    app: Flask, world: World, make: Make, role: Role
) -> None:
    world.visitor.signin(make.duty(make.user(world.own_unit), role, make.root(world.own)))

    about = [
        rule
        for who, roles in MAY.items()
        if role in roles
        for rule in rules(app, who)
        if rule.arguments
    ]

    found = {rule.endpoint: world.come(rule, foreign=True) for rule in about}
    assert {endpoint: status for endpoint, status in found.items() if status != 404} == {}


def test_a_mark_that_is_taken_away_is_seen(app: Flask, world: World, make: Make) -> None:
    world.visitor.signin(make.user(world.own_unit))
    rule = next(each for each in app.url_map.iter_rules() if each.endpoint == "people.members")
    view = app.view_functions[rule.endpoint]
    app.view_functions[rule.endpoint] = lambda: "open"

    status = world.come(rule)
    app.view_functions[rule.endpoint] = view

    assert (status in SHUT, world.come(rule) in SHUT) == (False, True)
