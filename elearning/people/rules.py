"""Who a person is to the system, and what follows from it."""

from dataclasses import dataclass, field
from enum import StrEnum

SMALLEST_SHOWN = 10  # people; a figure about fewer points at a person (decision 4)


class OrganisationKind(StrEnum):
    """What kind of employer takes part."""

    MUNICIPALITY = "municipality"
    COMPANY = "company"  # municipal company
    REGION = "region"
    OTHER = "other"


class Role(StrEnum):
    """What a person may do beyond learning, which everyone may."""

    COORDINATOR = "coordinator"  # follows the shares of a unit and those below it
    ADMINISTRATOR = "administrator"  # manages units and people below a unit


@dataclass(frozen=True, slots=True)
class Scope:
    """The units that a role reaches: a unit and everything below it."""

    role: Role
    unit_id: int


@dataclass(frozen=True, slots=True)
class Person:
    """A user as the rest of the house sees them. Satisfies Flask-Login."""

    id: int
    name: str
    email: str
    session_key: str  # changes at "sign out everywhere"
    unit_id: int | None  # None: has left
    unit_name: str
    organisation_id: int | None
    organisation_slug: str
    organisation_name: str
    organisation_colour: str  # "#0b5563"
    scopes: tuple[Scope, ...] = field(default=())

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Whether the person may sign in: those who have left may not."""
        return self.unit_id is not None

    def get_id(self) -> str:
        """What the session cookie names: the user and their present session key."""
        return f"{self.id}.{self.session_key}"


def learners(person: Person) -> bool:
    """Everyone who is signed in learns."""
    return person.is_active
