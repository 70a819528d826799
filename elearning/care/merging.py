"""Two accounts of one person become one, in every room, and the log and the person are told."""

from datetime import datetime

from sqlalchemy import select, update

from elearning.care import statements
from elearning.care.models import ErasureRequest
from elearning.care.rules import NoMerge
from elearning.course.tree import Course
from elearning.database import db, put
from elearning.learning import merging as learning
from elearning.nudges import actions as nudges
from elearning.people import actions as people
from elearning.people.keeping import LOG_ALIAS
from elearning.people.models import User
from elearning.people.rules import Deed, Person, Role
from elearning.people.staff import Account
from elearning.tips import actions as tips


class AlreadyGone(Exception):
    """One of two accounts has been erased, or has gone up in another, a moment ago."""


def refusal(
    gone: Account, kept: Account, actor: Person, *, may_change: bool, may_go: bool
) -> NoMerge | None:
    """Why one account may not go up in the other; None where it may. (Decision 32.)

    `may_change`: the actor reaches as far as both; `may_go`: there are administrators without it.
    """
    reasons = {
        NoMerge.EMPLOYER: gone.organisation_id != kept.organisation_id,
        NoMerge.OWN: actor.id in {gone.id, kept.id},
        NoMerge.REACH: not may_change,
        NoMerge.PROTECTED: gone.is_protected and not kept.is_protected,
        NoMerge.LAST: not may_go and any(duty.role is Role.ADMINISTRATOR for duty in gone.duties),
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def merge(
    gone: Account, kept: Account, email: str, course: Course, actor: Person, now: datetime
) -> None:
    """Give everything that is a person's from one account to another, and erase the first.

    `email`: which address stays. Roles are not given on: nobody is to gain reach by a merge.
    Somebody who has left works here again where the other account does. Raises AlreadyGone.
    """
    for user_id in sorted((gone.id, kept.id)):
        people.lock(user_id)
    _bring_together(gone.id, kept.id, now)
    learning.merge(gone.id, kept.id, course, now)
    tips.hand_over(gone.id, kept.id)
    nudges.hand_over(gone.id, kept.id, now)
    _give_wish(gone.id, kept.id)
    people.erase(gone.id, now)
    _keep_details(gone, kept, email)
    _log(gone, kept, actor, now)


def _bring_together(gone_id: int, kept_id: int, now: datetime) -> None:
    """Put both in one unit, from where they are now that nobody else can move them."""
    here = select(User.id, User.unit_id).where(User.id.in_((gone_id, kept_id)))
    units = {user_id: unit_id for user_id, unit_id in db.session.execute(here)}
    if len(units) < 2:
        raise AlreadyGone
    if units[kept_id] is None and units[gone_id] is not None:
        people.move(kept_id, units[gone_id], now)
    else:
        people.move(gone_id, units[kept_id], now)


def _give_wish(gone_id: int, kept_id: int) -> None:
    """Who has asked in either account to be erased has asked."""
    asked, other = statements.erasure_request(gone_id), statements.erasure_request(kept_id)
    if asked is not None and (other is None or other.replied_at is not None):
        put(
            ErasureRequest,
            user_id=kept_id,
            asked_at=asked.asked_at,
            reply=asked.reply,
            replied_at=asked.replied_at,
        )


def _keep_details(gone: Account, kept: Account, email: str) -> None:
    """An address that has come with the other account signs everybody out of this one."""
    values = {"email": email or None, "staff_id": kept.staff_id or gone.staff_id or None}
    db.session.execute(update(User).where(User.id == kept.id).values(**values))
    if email != kept.email:
        people.sign_out_everywhere(kept.id)


def _log(gone: Account, kept: Account, actor: Person, now: datetime) -> None:
    """Of those with a protected identity nothing but the alias is told."""
    told = LOG_ALIAS if kept.is_protected else " · ".join(filter(None, (gone.name, gone.email)))
    roles = ", ".join(duty.role for duty in gone.duties)
    people.log(kept.organisation_id, actor, Deed.PEOPLE_MERGED, kept.name, now, before=told)
    if roles:
        people.log(kept.organisation_id, actor, Deed.ROLE_TAKEN, kept.name, now, before=roles)
