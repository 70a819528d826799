"""The doors: links, letters and codes that work once, and what an organisation has opened.

Secrets that a person holds are kept only as hashes.
"""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearning.database import Base, Instant, OptionalInstant, one_of
from elearning.signin.identity import Match


class SigninLink(Base):
    """A link that was asked for. Without a user when nobody has the address."""

    __tablename__ = "signin_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256, hex
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[Instant] = mapped_column(index=True)
    used_at: Mapped[OptionalInstant]


class AddressProof(Base):
    """A letter to an address that is nobody's yet: to make an account, or to add it to one."""

    __tablename__ = "address_proof"
    __table_args__ = (
        CheckConstraint("(organisation_id IS NULL) <> (user_id IS NULL)", name="purpose"),
    )

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256, hex
    email: Mapped[str] = mapped_column(String(254))  # lower case
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )  # where a new account is to be
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )  # whose account is to have the address
    expires_at: Mapped[Instant] = mapped_column(index=True)
    used_at: Mapped[OptionalInstant]


class OrganisationDomain(Base):
    """A domain whose addresses are an employer's: who has one may make an account themselves."""

    __tablename__ = "organisation_domain"

    domain: Mapped[str] = mapped_column(String(253), primary_key=True)  # "sater.se"
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )


class IdentityProvider(Base):
    """Where an organisation's people sign in with their account at work (OpenID Connect)."""

    __tablename__ = "identity_provider"
    __table_args__ = (one_of("matches", Match),)

    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    issuer: Mapped[str] = mapped_column(String(300))  # exactly as the provider calls itself
    client_id: Mapped[str] = mapped_column(String(300))
    sealed_secret: Mapped[str] = mapped_column(String(2000))  # encrypted (sealing.py); "": none
    matches: Mapped[str] = mapped_column(String(20))  # a value of identity.Match
    claim: Mapped[str] = mapped_column(String(80))  # which claim is matched, unless it is `email`
    makes_accounts: Mapped[bool] = mapped_column(default=False)  # for those with a listed domain
    is_open: Mapped[bool] = mapped_column(default=False)  # shown on the sign-in page


class CodeBatch(Base):
    """Printed codes made together for a unit. Of an open code it is never known who used it."""

    __tablename__ = "code_batch"
    __table_args__ = (
        CheckConstraint("used + revoked <= made AND used >= 0 AND revoked >= 0", name="counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), index=True)
    is_personal: Mapped[bool]  # each code is tied to a person, else the finder makes an account
    made: Mapped[int]  # codes
    used: Mapped[int] = mapped_column(default=0)  # codes
    revoked: Mapped[int] = mapped_column(default=0)  # codes
    made_at: Mapped[Instant]
    expires_at: Mapped[Instant] = mapped_column(index=True)


class OneTimeCode(Base):
    """A printed code that has not been used: using or revoking it removes the row."""

    __tablename__ = "one_time_code"
    __table_args__ = (UniqueConstraint("batch_id", "number"),)

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)  # codes.code_hash
    batch_id: Mapped[int] = mapped_column(ForeignKey("code_batch.id", ondelete="CASCADE"))
    number: Mapped[int]  # printed on the slip, from 1
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), index=True
    )  # None: open
    expires_at: Mapped[Instant] = mapped_column(index=True)
