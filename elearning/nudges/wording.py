"""Sendings and what becomes of them, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from elearning.nudges import rules
from elearning.nudges.rules import PLAIN, Audience, Figure, Kind, Reach, Stage, State, Why
from elearning.nudges.sendings import Sending
from elearning.web.rendering import number


@dataclass(frozen=True, slots=True)
class Count:
    """A number as it may be told, and of what."""

    figure: str
    words: str


def kind(value: str) -> str:
    """What a letter is."""
    return str(_("Invitation") if value == Kind.INVITATION else _("Reminder"))


def audience(value: str) -> str:
    """Whom a sending is for."""
    words: dict[str, str] = {
        Audience.NOT_FINISHED: _("All who have not finished"),
        Audience.NOT_STARTED: _("Those who have not started"),
        Audience.BEGUN: _("Those who have started but not finished"),
        Audience.MANAGERS: _("Managers who have not finished"),
    }
    return words[value]


def why(value: str) -> str:
    """Why people get no letter, after their number."""
    words: dict[str, str] = {
        Why.LEFT: _("no longer working here"),
        Why.PROTECTED: _("with a protected identity"),
        Why.FINISHED: _("finished already"),
        Why.STARTED: _("started already"),
        Why.NOT_STARTED: _("not started yet"),
        Why.NO_ADDRESS: _("without an e-mail address here"),
        Why.UNSUBSCRIBED: _("who do not want reminders"),
        Why.RECENT: _("with a letter within the week, or on its way"),
        Why.STOPPED: _("left when the sending was stopped"),
    }
    return words[value]


def figure(value: Figure) -> str:
    """A number of people as it may be told."""
    if value.is_few:
        return str(_("a few or none"))
    if value.is_about:
        return str(_("about %(number)s", number=number(value.number)))
    return number(value.number)


def letters_of(found: Sending, *, is_whole: bool = False) -> Figure:
    """How many letters a sending has come to; of a part, unless the reader has the whole of it."""
    return rules.figure(found.letters, found.people, found.smallest_shown, is_whole=is_whole)


def line(found: Sending, *, is_whole: bool) -> str:
    """How many letters a sending has come to, in words."""
    return str(_("Letters: %(number)s", number=figure(letters_of(found, is_whole=is_whole))))


def wave(found: Sending, *, is_whole: bool) -> str:
    """How far a wave has come."""
    if found.stage == Stage.PLANNED:
        return str(_("begins at 7 in the morning"))
    told: str = _("stopped") if found.stage == Stage.STOPPED else _("has begun")
    return f"{told}. {line(found, is_whole=is_whole)}" if found.started_at else told


def without(reach: Reach, smallest: int, *, is_whole: bool) -> tuple[Count, ...]:
    """How many get no letter, and why. Of a small group only what the list of people tells, too."""
    counts = []
    for reason, people in reach.without:
        told = (
            Figure(people, is_about=False, is_few=False)
            if reason in PLAIN
            else rules.figure(people, reach.judged, smallest, is_whole=is_whole)
        )
        if not told.is_few:
            counts.append(Count(figure(told), why(reason)))
    return tuple(counts)


def results(
    found: Sending, counts: Mapping[tuple[State, str], int], *, is_whole: bool
) -> tuple[Count, ...]:
    """How far the letters of a sending have come; nothing of a small group."""
    told = []
    for state in State:
        letters = sum(each for (at, _why), each in counts.items() if at is state)
        shown = rules.figure(letters, found.people, found.smallest_shown, is_whole=is_whole)
        if letters and not shown.is_few:
            told.append(Count(figure(shown), _state(state)))
    return tuple(told)


def _state(value: State) -> str:
    words: dict[State, str] = {
        State.WAITING: _("waiting for their turn"),
        State.SENDING: _("being sent"),
        State.SENT: _("sent"),
        State.UNSURE: _("perhaps sent: the mail server never answered"),
        State.FAILED: _("refused by the mail server"),
        State.WITHDRAWN: _("not needed any more when their turn came"),
    }
    return words[value]
