"""Making and using one-time links."""

import secrets
from datetime import datetime

from sqlalchemy import delete, update

from elearning.database import db
from elearning.signin.models import SigninLink
from elearning.signin.rules import LINK_LIFETIME, token_hash


def make_link(user_id: int | None, now: datetime) -> str:
    """Store a link's hash and return its secret, which exists nowhere else.

    Without a user the same work is done, so that unknown addresses take the same time.
    Links that are too old are forgotten.
    """
    token = secrets.token_urlsafe(16)  # 128 bits
    db.session.execute(delete(SigninLink).where(SigninLink.expires_at <= now))
    db.session.add(
        SigninLink(
            token_hash=token_hash(token),
            user_id=user_id,
            expires_at=now + LINK_LIFETIME,
            used_at=None,
        )
    )
    db.session.flush()
    return token


def forget_links(user_id: int) -> None:
    """Make every link to this user useless."""
    db.session.execute(delete(SigninLink).where(SigninLink.user_id == user_id))


def use_link(token: str, now: datetime) -> int | None:
    """Use a link up and return its user's id; None if it is unknown, used or too old.

    One UPDATE decides, so of two clicks at once only one gets in.
    """
    statement = (
        update(SigninLink)
        .where(
            SigninLink.token_hash == token_hash(token),
            SigninLink.used_at.is_(None),
            SigninLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(SigninLink.user_id)
    )
    return db.session.execute(statement).scalar()
