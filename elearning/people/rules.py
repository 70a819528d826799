"""Who a person is to the system, and what follows from it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

SMALLEST_SHOWN = 10  # people; a figure about fewer points at a person (decision 4)
SMALLEST_ALLOWED = 5  # people; an organisation may choose its own limit, but none below this
LIMIT_STANDS = timedelta(days=30)  # before it is changed again: two limits are two groupings

EMPLOYED = "employed"  # what counters call having an account in a unit


class OrganisationKind(StrEnum):
    """What kind of employer takes part."""

    MUNICIPALITY = "municipality"
    COMPANY = "company"  # municipal company
    REGION = "region"
    OTHER = "other"


class Role(StrEnum):
    """What a person may do beyond learning, which everyone may; over a unit and all below it."""

    MANAGER = "manager"  # sees the shares, and the names where the organisation has decided so
    COORDINATOR = "coordinator"  # follows up, reminds, keeps people and units
    ADMINISTRATOR = "administrator"  # all that, and roles, settings and the log
    ORGANISER = "organiser"  # runs campaigns; sees nobody
    AUTHOR = "author"  # writes the course; sees nobody


class Deed(StrEnum):
    """What the log tells. Other rooms add theirs here, so that the log knows its words."""

    PERSON_ADDED = "person-added"
    PERSON_CHANGED = "person-changed"
    PERSON_MOVED = "person-moved"
    PERSON_LEFT = "person-left"
    PERSON_RETURNED = "person-returned"
    PERSON_ERASED = "person-erased"
    PEOPLE_MERGED = "people-merged"
    UNIT_ADDED = "unit-added"
    UNIT_RENAMED = "unit-renamed"
    UNIT_MOVED = "unit-moved"
    UNIT_MERGED = "unit-merged"
    UNIT_CLOSED = "unit-closed"
    UNIT_REOPENED = "unit-reopened"
    ROLE_GIVEN = "role-given"
    ROLE_TAKEN = "role-taken"
    PEOPLE_IMPORTED = "people-imported"
    CODES_MADE = "codes-made"
    CODES_REVOKED = "codes-revoked"
    LETTERS_SENT = "letters-sent"
    RETENTION_RUN = "retention-run"
    DATA_EXPORTED = "data-exported"
    SETTING_CHANGED = "setting-changed"
    REPORT_ANSWERED = "report-answered"
    REPORT_REOPENED = "report-reopened"
    ERASURE_ANSWERED = "erasure-answered"
    CAMPAIGN_OPENED = "campaign-opened"
    CAMPAIGN_JOINED = "campaign-joined"


@dataclass(frozen=True, slots=True)
class Duty:
    """A role over a unit and everything below it."""

    role: Role
    unit_id: int


@dataclass(frozen=True, slots=True)
class Scope:
    """The units, each with all below it, that somebody's deeds and sight reach.

    The first argument of every query about people or units that serves a coordinator.
    """

    unit_ids: frozenset[int]

    @classmethod
    def over(cls, *unit_ids: int) -> "Scope":
        """These units and all below them."""
        return cls(frozenset(unit_ids))


@dataclass(frozen=True, slots=True)
class Person:
    """A user as the rest of the house sees them. Satisfies Flask-Login."""

    id: int
    name: str
    email: str  # "": has none
    session_key: str  # changes at "sign out everywhere"
    unit_id: int | None  # None: has left
    unit_name: str
    organisation_id: int | None
    organisation_slug: str
    organisation_name: str
    organisation_colour: str  # "#0b5563"
    duties: tuple[Duty, ...] = field(default=())

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether the person may sign in: those who have left may not."""
        return self.unit_id is not None

    def get_id(self) -> str:
        """What the session cookie names: the user and their present session key."""
        return f"{self.id}.{self.session_key}"


MAY_FOLLOW = frozenset({Role.MANAGER, Role.COORDINATOR, Role.ADMINISTRATOR})
MAY_COORDINATE = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
MAY_ADMINISTER = frozenset({Role.ADMINISTRATOR})
GIVEN_BY_ADMINISTRATORS = MAY_FOLLOW  # the others reach the whole site: the command line gives them


def scope(person: Person, roles: Collection[Role]) -> Scope:
    """What a person reaches by any of the roles; nothing where they have none of them."""
    return Scope(frozenset(duty.unit_id for duty in person.duties if duty.role in roles))


def has_role(person: Person, roles: Collection[Role]) -> bool:
    """Whether a person who works here has any of the roles, over whatever unit."""
    return person.is_active and any(duty.role in roles for duty in person.duties)


def learners(person: Person) -> bool:
    """Everyone who is signed in learns."""
    return person.is_active


def followers(person: Person) -> bool:
    """Those who see the shares of a unit: managers, coordinators, administrators."""
    return has_role(person, MAY_FOLLOW)


def coordinators(person: Person) -> bool:
    """Those who keep people and units and send reminders; administrators are among them."""
    return has_role(person, MAY_COORDINATE)


def administrators(person: Person) -> bool:
    """Those who decide on roles and settings and read the log."""
    return has_role(person, MAY_ADMINISTER)


def reviewers(person: Person) -> bool:
    """Those who see how the course is kept: its authors, and administrators."""
    return has_role(person, {Role.AUTHOR, Role.ADMINISTRATOR})


def organisers(person: Person) -> bool:
    """Those who run campaigns."""
    return has_role(person, {Role.ORGANISER})
