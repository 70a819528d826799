"""How long what is kept, on which ground, and what a statement may claim."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from elearning.people.rules import OrganisationKind

LOWEST_DAYS = 30  # days; a mistake must have time to be discovered
HIGHEST_DAYS = 36_500  # days; a hundred years


class Kind(StrEnum):
    """What can be destroyed, each after its own time. In the order in which it is done."""

    ATTEMPTS = "attempts"  # handed-in quizzes, from the day they were handed in
    COMPLETIONS = "completions"  # evidence of those who have left, from that day
    ACCOUNTS = "accounts"  # accounts of those who have left, from that day
    LOG = "log"  # lines of the log, from the day they were written
    REPORTS = "reports"  # barrier reports, from the day they were answered


SUGGESTED_DAYS = {  # days; offered, never in force without a decision
    Kind.ATTEMPTS: 90,
    Kind.COMPLETIONS: 730,
    Kind.ACCOUNTS: 730,
    Kind.LOG: 365,
    Kind.REPORTS: 365,
}


@dataclass(frozen=True, slots=True)
class Period:
    """How long a kind is kept, and who decided so: nothing is destroyed without a decision."""

    kind: Kind
    days: int
    decision: str  # its reference
    decided_on: date

    def limit(self, now: datetime) -> datetime:
        """What began before this instant is destroyed."""
        return now - timedelta(days=self.days)

    @property
    def told(self) -> str:
        """For the log: "90, KS 2026/12, 2026-02-01"."""
        return f"{self.days}, {self.decision}, {self.decided_on}"


def in_force(periods: Iterable[Period], today: date) -> dict[Kind, Period]:
    """The periods whose decision has been taken, in the order in which kinds are destroyed."""
    taken = {each.kind: each for each in periods if each.decision and each.decided_on <= today}
    return {kind: taken[kind] for kind in Kind if kind in taken}


class Basis(StrEnum):
    """The ground on which personal data are handled. Consent is none: an employee is not free."""

    PUBLIC_INTEREST = "public-interest"  # GDPR 6.1 e
    LEGAL_OBLIGATION = "legal-obligation"  # GDPR 6.1 c
    LEGITIMATE_INTEREST = "legitimate-interest"  # GDPR 6.1 f: never an authority's


def grounds(kind: OrganisationKind) -> tuple[Basis, ...]:
    """What an employer may rest on, the usual first."""
    if kind in {OrganisationKind.MUNICIPALITY, OrganisationKind.REGION}:
        return (Basis.PUBLIC_INTEREST, Basis.LEGAL_OBLIGATION)
    return (Basis.LEGITIMATE_INTEREST, Basis.PUBLIC_INTEREST, Basis.LEGAL_OBLIGATION)


class Compliance(StrEnum):
    """How well a service complies, in the law's three steps."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT = "not"


def claims(shortcomings: Collection[str]) -> tuple[Compliance, ...]:
    """What may be claimed: never full compliance beside a list of what does not work."""
    return tuple(each for each in Compliance if not shortcomings or each != Compliance.FULLY)


class Method(StrEnum):
    """How compliance was assessed."""

    SELF = "self"
    EXTERNAL = "external"
    BOTH = "both"


class NoMerge(StrEnum):
    """Why two accounts may not become one."""

    EMPLOYER = "employer"  # they belong to different organisations
    OWN = "own"  # one of them is the actor's: nobody merges themselves with another
    REACH = "reach"  # one has a role that reaches further than the actor's
    PROTECTED = "protected"  # the one that would go has a protected identity, the other not
    LAST = "last"  # the one that would go is the last administrator
