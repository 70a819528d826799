"""How long links, codes and sessions live, how often one may try, and who may use which door."""

import hashlib
import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from elearning.people.rules import Person

LINK_LIFETIME = timedelta(minutes=15)
IDLE_SHARED = timedelta(hours=12)  # signed out after so long without a visit
IDLE_OWN = timedelta(days=30)  # the same, where the visitor chose to stay signed in
LONGEST = timedelta(days=90)  # a session ends then, however often it is used
LONGEST_ADDRESS = 254  # characters of an e-mail address (RFC 5321)
PER_ADDRESS = "5 per 15 minutes"  # links to one e-mail address
PER_NETWORK = "300 per 15 minutes"  # a municipality sits behind one network address
PER_NETWORK_OPENED = "600 per 15 minutes"  # opened links; 128-bit secrets cannot be guessed
PROOF_LIFETIME = timedelta(hours=24)  # a letter to a new address; making an account takes a while
CODE_DAYS = 30  # that a printed code works, unless the coordinator chooses otherwise
LONGEST_CODE_DAYS = 90
MOST_SLIPS = 200  # in one batch: twenty sheets, made while one waits
ATTEMPT_HELD = timedelta(minutes=30)  # to sign in at an identity provider and come back
SLIPS_KEPT = timedelta(minutes=15)  # that the slips of a batch can be fetched, by who made them
OPEN_SLIP_HELD = timedelta(minutes=30)  # from typing the code of an open slip to giving a name
BATCH_KEPT = timedelta(days=365)  # that the counts of a batch are kept after its codes have ended
PER_NETWORK_WRONG = "60 per hour"  # wrong codes; a whole workplace may be typing at one address
EVERYONE_WRONG = "1000 per hour"  # wrong codes from everywhere: the global brake (decision 25)
PER_NETWORK_OIDC = "300 per 15 minutes"  # as letters: a municipality behind one address
PUBLIC_DOMAINS = frozenset(  # where anyone gets an address: no employer's
    "gmail.com googlemail.com hotmail.com hotmail.se outlook.com outlook.se live.com live.se "
    "msn.com yahoo.com yahoo.se icloud.com me.com proton.me protonmail.com telia.com bredband.net "
    "spray.se comhem.se bahnhof.se home.se passagen.se swipnet.se tele2.se".split()
)
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


def domain(email: str) -> str:
    """What comes after the @, in lower case."""
    return email.strip().lower().rpartition("@")[2]


def is_domain(text: str) -> bool:
    """Whether this can be the domain of an employer's addresses: "sater.se"."""
    label = r"(?!-)[a-z0-9-]{1,63}(?<!-)"
    return len(text) <= 253 and bool(re.fullmatch(rf"({label}\.)+(?!\d+$){label}", text))


def may_use_address(email: str, domains: Collection[str]) -> bool:
    """Whether somebody may add an address to their account: one at work, where domains are told."""
    return not domains or domain(email) in domains


def looks_like_a_number(name: str) -> bool:
    """Whether a name holds so many digits that it may be a personal identity number."""
    return sum(each.isdigit() for each in name) >= 6


def is_held(since: float, now: datetime, duration: timedelta) -> bool:
    """Whether something kept in a session since that second, in Unix time, still counts."""
    return timedelta() <= now - datetime.fromtimestamp(since, UTC) < duration


def held_until(since: float, duration: timedelta) -> datetime:
    """When that ends."""
    return datetime.fromtimestamp(since, UTC) + duration


def lacks_address(person: Person) -> bool:
    """Those who have no e-mail address, and so may add one."""
    return person.is_active and not person.email
