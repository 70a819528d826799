"""How long links and sessions live, and how often one may ask for a link."""

import hashlib
from datetime import datetime, timedelta

LINK_LIFETIME = timedelta(minutes=15)
IDLE_SHARED = timedelta(hours=12)  # signed out after so long without a visit
LONGEST = timedelta(days=90)  # a session ends then, however often it is used
IDLE_OWN = timedelta(days=30)  # the same, where the visitor chose to stay signed in
PER_ADDRESS = "5 per 15 minutes"  # links to one e-mail address
PER_NETWORK = "300 per 15 minutes"  # a municipality sits behind one network address
PER_NETWORK_OPENED = "600 per 15 minutes"  # opened links; 128-bit secrets cannot be guessed
DEMO_DOMAIN = "demo.example"  # whose people the demo door lets in; no real address ends so


def token_hash(token: str) -> str:
    """What is stored of a token. It is random enough that a plain hash cannot be reversed."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_idle(seen_at: datetime, now: datetime, *, keep: bool) -> bool:
    """Whether a session has rested for so long that the visitor must sign in again."""
    return now - seen_at > (IDLE_OWN if keep else IDLE_SHARED)


def is_over(began_at: datetime, now: datetime) -> bool:
    """Whether a session is so old that it ends however often it is used: a copy of it must die."""
    return now - began_at > LONGEST


def is_worth_noting(seen_at: datetime, now: datetime) -> bool:
    """Whether to renew the cookie's note of the last visit: at most every ten minutes."""
    return now - seen_at > timedelta(minutes=10)


def is_demo_address(email: str) -> bool:
    """Whether the demo door may let this address in."""
    return email.endswith(f"@{DEMO_DOMAIN}")
