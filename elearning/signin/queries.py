"""Sign-in links."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from elearning.database import db
from elearning.people.models import Organisation, Unit, User
from elearning.signin.models import SigninLink
from elearning.signin.rules import DEMO_DOMAIN, token_hash


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Someone whom a visitor to the demo may be."""

    email: str
    name: str
    description: str  # where they work


def is_open(token: str, now: datetime) -> bool:
    """Whether the link can still be used. One to an unknown address looks like a used one."""
    statement = select(SigninLink.user_id).where(
        SigninLink.token_hash == token_hash(token),
        SigninLink.used_at.is_(None),
        SigninLink.expires_at > now,
    )
    return db.session.scalar(statement) is not None


def demo_people() -> list[DemoPerson]:
    """Those whom the demo door lets in, in the order they were made."""
    statement = (
        select(User.email, User.name, Unit.name, Organisation.name)
        .join(Unit, Unit.id == User.unit_id)
        .join(Organisation, Organisation.id == Unit.organisation_id)
        .where(User.email.endswith(f"@{DEMO_DOMAIN}"))
        .order_by(User.id)
    )
    return [
        DemoPerson(email, name, f"{unit}, {organisation}")
        for email, name, unit, organisation in db.session.execute(statement)
    ]
