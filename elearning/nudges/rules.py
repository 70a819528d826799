"""Who gets a letter, when it may go, and how often we try."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from elearning.web.calendar import SWEDEN

QUIET_FROM, QUIET_UNTIL = time(18), time(7)  # Swedish time; no letter is sent between them
WEEK = timedelta(days=7)  # between two letters to one person, at least
LINK_LIFETIME = timedelta(days=7)  # of the sign-in link in a letter
SENTENCE_LENGTH = 500  # characters that the coordinator may add
LEASE = timedelta(minutes=15)  # that a sender has a letter for itself; the server answers in 5
GIVE_UP = timedelta(days=3)  # after the first try
KEPT = timedelta(days=90)  # that it is kept who had which letter
DRAFT_KEPT = timedelta(days=1)  # that a sending lies unconfirmed
BACK_OFF = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 360, 720))


class Kind(StrEnum):
    """What a letter says."""

    INVITATION = "invitation"
    REMINDER = "reminder"


class Audience(StrEnum):
    """Whom in a unit a sending is for. Nobody who has finished is among them."""

    NOT_FINISHED = "not-finished"
    NOT_STARTED = "not-started"
    BEGUN = "begun"
    MANAGERS = "managers"


class Stage(StrEnum):
    """How far a sending has come."""

    DRAFT = "draft"  # to be looked at
    PLANNED = "planned"  # begins on its day
    STARTED = "started"  # its letters are in the outbox, or have left it
    STOPPED = "stopped"


class State(StrEnum):
    """How far a letter has come. The last four are the end."""

    WAITING = "waiting"  # to be sent at next_at
    SENDING = "sending"  # being handed over; noted before the mail server can have taken it
    SENT = "sent"  # the mail server has said that it took it
    UNSURE = "unsure"  # handed over, but no answer came: it is not sent again by itself
    FAILED = "failed"  # refused for good, or tried for three days
    WITHDRAWN = "withdrawn"  # not wanted any more when its turn came


UNDER_WAY = frozenset({State.WAITING, State.SENDING})
TRIED_IN_VAIN = frozenset({State.FAILED, State.UNSURE})  # may be sent again, where somebody says so


class Why(StrEnum):
    """Why somebody gets no letter, in the order that reasons count.

    What is no secret counts first: how many of those without an address are left when all who
    have finished are taken away would tell of each of them.
    """

    LEFT = "left"
    PROTECTED = "protected"
    NO_ADDRESS = "no-address"
    FINISHED = "finished"
    STARTED = "started"  # where the letter is for those who have not
    NOT_STARTED = "not-started"  # where it is for those who have
    UNSUBSCRIBED = "unsubscribed"
    RECENT = "recent"
    STOPPED = "stopped"  # the sending was, by a coordinator


PLAIN = frozenset({Why.LEFT, Why.PROTECTED, Why.NO_ADDRESS})  # a coordinator's list tells them


@dataclass(frozen=True, slots=True)
class Reader:
    """What decides whether somebody gets a letter."""

    has_left: bool
    is_protected: bool
    has_finished: bool
    has_started: bool
    has_address: bool
    has_unsubscribed: bool
    is_recent: bool  # has had a letter within WEEK, or has one on its way


def why_not(reader: Reader, audience: Audience) -> Why | None:
    """Why the reader gets no letter; None: they get one."""
    reasons = (
        (Why.LEFT, reader.has_left),
        (Why.PROTECTED, reader.is_protected),
        (Why.NO_ADDRESS, not reader.has_address),
        (Why.FINISHED, reader.has_finished),
        (Why.STARTED, audience is Audience.NOT_STARTED and reader.has_started),
        (Why.NOT_STARTED, audience is Audience.BEGUN and not reader.has_started),
        (Why.UNSUBSCRIBED, reader.has_unsubscribed),
        (Why.RECENT, reader.is_recent),
    )
    return next((why for why, holds in reasons if holds), None)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many a sending concerns, and what becomes of them."""

    people: int
    letters: int
    without: tuple[tuple[Why, int], ...]  # in the order of Why; none is 0

    @property
    def judged(self) -> int:
        """Of how many what they have done decides: the group that a number tells about."""
        return self.people - sum(people for why, people in self.without if why in PLAIN)


def reach(crowd: Iterable[tuple[Reader, int]], audience: Audience) -> Reach:
    """What a sending would come to, given how many there are of each kind of reader."""
    counts: dict[Why | None, int] = {}
    for reader, people in crowd:
        why = why_not(reader, audience)
        counts[why] = counts.get(why, 0) + people
    without = tuple((why, counts[why]) for why in Why if counts.get(why))
    return Reach(sum(counts.values()), counts.get(None, 0), without)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people as it may be told. At least one of the two others is False."""

    number: int
    is_about: bool  # to whole tens
    is_few: bool  # fewer than the smallest group; the number is 0 then


def is_small(group: int, smallest: int) -> bool:
    """Whether nothing is told that depends on what the people of a group have done."""
    return group < 2 * smallest


def figure(number: int, group: int, smallest: int, *, is_whole: bool) -> Figure:
    """A number that depends on what people have done, of a group of so many.

    Nothing is told about fewer than two smallest groups, as on the other pages (decision 24).
    Parts of somebody's reach are told to whole tens: what is exact about the parts and the
    whole would tell about the part that is hidden.
    """
    if is_small(group, smallest):
        return Figure(0, is_about=False, is_few=True)
    if is_whole:
        return Figure(number, is_about=False, is_few=False)
    tens = (number + 5) // 10 * 10
    return Figure(tens, is_about=tens > 0, is_few=tens == 0)


def opens_at(now: datetime) -> datetime:
    """When a letter may go that is ready now: at once, or at seven in the morning in Sweden."""
    there = now.astimezone(SWEDEN)
    if QUIET_UNTIL <= there.time() < QUIET_FROM:
        return now
    day = there.date() + timedelta(days=there.time() >= QUIET_FROM)
    return datetime.combine(day, QUIET_UNTIL, SWEDEN).astimezone(now.tzinfo)


def is_quiet(now: datetime) -> bool:
    """Whether letters wait now."""
    return opens_at(now) != now


def next_try(tries: int, first_tried_at: datetime, now: datetime) -> datetime | None:
    """When to try a letter again that has been tried so often; None: give up."""
    if now - first_tried_at >= GIVE_UP:
        return None
    return opens_at(now + BACK_OFF[min(tries, len(BACK_OFF)) - 1])
