"""What happens to sendings and their letters. Each deed is good to do twice."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, literal, select, update

from elearning.database import UtcDateTime, db, insert
from elearning.nudges import queries, rules
from elearning.nudges.models import Mailing, OutgoingLetter, Unsubscribed
from elearning.nudges.queries import Content
from elearning.nudges.rules import Audience, Kind, Stage, State, Why
from elearning.people.models import Unit, User
from elearning.signin import actions as signin

CHUNK = 1000  # letters put in the outbox by one statement


@dataclass(frozen=True, slots=True)
class Wish:
    """What a coordinator wants sent."""

    unit_id: int
    audience: Audience
    kind: Kind
    sentence: str
    starts_on: date | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that this sender has for itself until `lease`."""

    id: int
    lease: datetime
    content: Content
    token: str  # of the sign-in link; "": none


def draft(wish: Wish, actor_id: int, now: datetime) -> Mailing:
    """Keep what is to be sent, to be looked at."""
    organisation = select(Unit.organisation_id).where(Unit.id == wish.unit_id)
    mailing = Mailing(
        organisation_id=db.session.execute(organisation).scalar_one(),
        actor_id=actor_id,
        stage=Stage.DRAFT,
        created_at=now,
    )
    _write(mailing, wish)
    db.session.add(mailing)
    db.session.flush()
    return mailing


def change(mailing: Mailing, wish: Wish) -> bool:
    """Write it anew. False where it has begun, or was stopped."""
    if mailing.stage not in {Stage.DRAFT, Stage.PLANNED}:
        return False
    _write(mailing, wish)
    db.session.flush()
    return True


def _write(mailing: Mailing, wish: Wish) -> None:
    mailing.unit_id, mailing.audience, mailing.kind = wish.unit_id, wish.audience, wish.kind
    mailing.sentence, mailing.starts_on = wish.sentence, wish.starts_on


def answer_for(mailing: Mailing, actor_id: int) -> None:
    """Let whoever has last done something to it be its sender, until it has begun."""
    if mailing.stage in {Stage.DRAFT, Stage.PLANNED}:
        mailing.actor_id = actor_id


def plan(mailing: Mailing) -> bool:
    """Let it begin on its day. False where it is no draft any more."""
    if mailing.stage != Stage.DRAFT:
        return False
    mailing.stage = Stage.PLANNED
    db.session.flush()
    return True


def start(mailing: Mailing, course_slug: str, now: datetime) -> bool:
    """Put its letters in the outbox. False where that has been done, or it was stopped."""
    if mailing.stage not in {Stage.DRAFT, Stage.PLANNED}:
        return False
    audience = Audience(mailing.audience)
    people = queries.readers(mailing.unit_id, audience, course_slug, now)
    reach = rules.reach(((reader, 1) for _, reader in people), audience)
    chosen = [user_id for user_id, reader in people if not rules.why_not(reader, audience)]
    mailing.stage, mailing.started_at = Stage.STARTED, now
    mailing.people, mailing.letters = reach.judged, len(chosen)
    db.session.flush()
    for begin in range(0, len(chosen), CHUNK):
        rows = [_row(mailing.id, user_id, now) for user_id in chosen[begin : begin + CHUNK]]
        db.session.execute(insert(OutgoingLetter), rows)
    return True


def _row(mailing_id: int, user_id: int, now: datetime) -> dict[str, object]:
    return {
        "mailing_id": mailing_id,
        "user_id": user_id,
        "message_id": secrets.token_hex(12),
        "state": State.WAITING,
        "next_at": rules.opens_at(now),
        "created_at": now,
    }


def stop(mailing: Mailing) -> bool:
    """Let nothing more of it be sent. False where it is stopped already."""
    if mailing.stage == Stage.STOPPED:
        return False
    mailing.stage = Stage.STOPPED
    db.session.execute(
        update(OutgoingLetter)
        .where(OutgoingLetter.mailing_id == mailing.id, OutgoingLetter.state == State.WAITING)
        .values(state=State.WITHDRAWN, reason=Why.STOPPED)
    )
    db.session.flush()
    return True


def send_again(mailing: Mailing, now: datetime) -> None:
    """Let those letters wait again that were refused, or of which it is not known."""
    db.session.execute(
        update(OutgoingLetter)
        .where(
            OutgoingLetter.mailing_id == mailing.id, OutgoingLetter.state.in_(rules.TRIED_IN_VAIN)
        )
        .values(
            state=State.WAITING,
            reason="",
            tries=0,
            first_tried_at=None,
            sent_at=None,
            next_at=rules.opens_at(now),
        )
    )


def note_orphans(now: datetime) -> int:
    """Note the letters whose sender died while handing them over; gives how many."""
    statement = (
        update(OutgoingLetter)
        .where(OutgoingLetter.state == State.SENDING, OutgoingLetter.next_at <= now)
        .values(state=State.UNSURE, reason="interrupted")
        .returning(OutgoingLetter.id)
    )
    return len(db.session.execute(statement).all())


def claim(course_slug: str, now: datetime, most: int) -> list[Claimed]:
    """Take letters whose turn it is, and withdraw those that are not wanted any more."""
    lease, ours = now + rules.LEASE, []
    for each in queries.due(course_slug, now, most):
        why = rules.why_not(each.reader, each.audience)
        if why:
            _settle(each.id, state=State.WITHDRAWN, reason=why)
        else:
            _settle(each.id, next_at=lease)
            ours.append(each.id)
    return [
        Claimed(letter_id, lease, content, _token(content, now))
        for letter_id, content in queries.contents(ours).items()
    ]


def _token(content: Content, now: datetime) -> str:
    if not content.may_have_link:
        return ""
    return signin.make_link(content.user_id, now, rules.LINK_LIFETIME)


def begin(claimed: Claimed, now: datetime) -> bool:
    """Note that a letter is being handed over. False where it is no longer ours, or not wanted.

    The reader's row is locked, so that two senders never hand over two letters to one person.
    """
    user_id = claimed.content.user_id
    db.session.execute(select(User.id).where(User.id == user_id).with_for_update())
    statement = (
        update(OutgoingLetter)
        .where(
            OutgoingLetter.id == claimed.id,
            OutgoingLetter.state == State.WAITING,
            OutgoingLetter.next_at == claimed.lease,
            ~queries.had_another(now),
        )
        .values(state=State.SENDING, sent_at=now, next_at=now + rules.LEASE)
        .returning(OutgoingLetter.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(statement) is not None


def note_sent(letter_id: int) -> None:
    """The mail server has said that it took the letter."""
    db.session.execute(
        update(OutgoingLetter)
        .where(
            OutgoingLetter.id == letter_id,
            OutgoingLetter.state.in_({State.SENDING, State.UNSURE}),
        )
        .values(state=State.SENT, reason="")
    )


def note_unsure(letter_id: int) -> None:
    """The mail server had the letter, and said nothing."""
    _settle(letter_id, state=State.UNSURE, reason="unanswered")


def note_failed(letter_id: int, reason: str) -> None:
    """The letter was refused for good."""
    _settle(letter_id, state=State.FAILED, reason=reason, sent_at=None)


def try_later(letter_id: int, reason: str, now: datetime) -> None:
    """The letter was not taken, and may be later; after three days of trying it fails."""
    letter = db.session.execute(
        select(OutgoingLetter.tries, OutgoingLetter.first_tried_at).where(
            OutgoingLetter.id == letter_id
        )
    ).one_or_none()
    if letter is None:  # its reader has been erased
        return
    first = letter.first_tried_at or now
    again = rules.next_try(letter.tries + 1, first, now)
    if again is None:
        note_failed(letter_id, reason)
        return
    _settle(
        letter_id,
        state=State.WAITING,
        reason=reason,
        sent_at=None,
        tries=letter.tries + 1,
        first_tried_at=first,
        next_at=again,
    )


def _settle(letter_id: int, **values: object) -> None:
    statement = update(OutgoingLetter).where(
        OutgoingLetter.id == letter_id,
        OutgoingLetter.state.in_(rules.UNDER_WAY),
    )
    db.session.execute(statement.values(**values))


def unsubscribe(user_id: int, now: datetime) -> None:
    """Somebody wants no reminders. Twice is as good as once; who is not here is passed over."""
    person = select(User.id, literal(now, UtcDateTime)).where(User.id == user_id)
    db.session.execute(
        insert(Unsubscribed).from_select(["user_id", "at"], person).on_conflict_do_nothing()
    )


def subscribe(user_id: int) -> None:
    """Somebody wants reminders again."""
    db.session.execute(delete(Unsubscribed).where(Unsubscribed.user_id == user_id))


def hand_over(gone_id: int, kept_id: int, now: datetime) -> None:
    """Let one person be the reader of another's letters, and want none where the other did not.

    Of two letters of the same sending, that of the first stays.
    """
    had = select(OutgoingLetter.mailing_id).where(OutgoingLetter.user_id == kept_id)
    db.session.execute(
        update(OutgoingLetter)
        .where(OutgoingLetter.user_id == gone_id, OutgoingLetter.mailing_id.not_in(had))
        .values(user_id=kept_id)
    )
    if db.session.get(Unsubscribed, gone_id) is not None:
        unsubscribe(kept_id, now)


def forget_old(now: datetime) -> None:
    """Forget who had which letter long ago, and what was never confirmed."""
    ended = {State.SENT, State.UNSURE, State.FAILED, State.WITHDRAWN}
    db.session.execute(
        delete(OutgoingLetter).where(
            OutgoingLetter.state.in_(ended), OutgoingLetter.created_at <= now - rules.KEPT
        )
    )
    db.session.execute(
        delete(Mailing).where(
            Mailing.stage == Stage.DRAFT,
            Mailing.created_at <= now - rules.DRAFT_KEPT,
        )
    )
