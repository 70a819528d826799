"""One-time sign-in links. Their secrets are kept only as hashes."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from elearning.database import Base, Instant, OptionalInstant


class SigninLink(Base):
    """A link that was asked for. Without a user when nobody has the address."""

    __tablename__ = "signin_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256, hex
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[Instant] = mapped_column(index=True)
    used_at: Mapped[OptionalInstant]
