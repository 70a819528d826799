"""Every page of letters: written, refused, looked at, sent, stopped; waves; and one's own."""

from datetime import timedelta

from sqlalchemy import update

from config import utc_now
from elearning.database import db, transaction
from elearning.nudges import actions, letters
from elearning.nudges.actions import Wish
from elearning.nudges.models import Mailing, OutgoingLetter
from elearning.nudges.rules import Audience, Kind, State
from elearning.people import queries as people
from elearning.people.rules import Person
from elearning.web.calendar import day_of
from tests.browser.reader import Reader
from tests.browser.states import page, somebody, state
from tests.browser.states_dashboards import LONG, place
from tests.factories import Make
from tests.server.stage import Stage

PATH = "/coordinator/letters/"
SENTENCE = "Vi har avsatt tid för kursen på arbetsplatsträffen.\nhttps://" + "intranat" * 12


def coordinator(stage: Stage, colleagues: int = 0) -> Person:
    """Somebody who coordinates a new municipality with so many others in it."""
    with stage.site.app.app_context():
        organisation, person = place(LONG)
        make = Make(utc_now)
        for number in range(colleagues):
            address = f"kollega-{number}-{person.id}@kommunen.example"
            make.user(make.root(organisation), email=address)
    return person


def sending(stage: Stage, person: Person, days: int | None = None) -> int:
    """A sending that is to be looked at, or a wave."""
    day = None if days is None else day_of(utc_now()) + timedelta(days=days)
    with stage.site.app.app_context(), transaction():
        root = people.root_unit(person.organisation_id or 0)
        wish = Wish(root.id, Audience.NOT_FINISHED, Kind.REMINDER, SENTENCE, day)
        return actions.draft(wish, person.id, utc_now()).id


def begun(stage: Stage, person: Person, *states: State) -> int:
    """A sending whose letters have come so far, one each; nothing is sent from here."""
    mailing_id = sending(stage, person)
    course = stage.course()
    with stage.site.app.app_context(), transaction():
        mailing = db.session.get_one(Mailing, mailing_id)
        actions.start(mailing, course.slug, utc_now())
        later = utc_now() + timedelta(days=900)
        db.session.execute(update(OutgoingLetter).values(next_at=later))
        ids = db.session.scalars(db.select(OutgoingLetter.id).filter_by(mailing_id=mailing_id))
        for letter_id, reached in zip(ids.all(), states, strict=False):
            row = update(OutgoingLetter).where(OutgoingLetter.id == letter_id)
            db.session.execute(row.values(state=reached))
    return mailing_id


@state
def letters_empty(reader: Reader, stage: Stage) -> None:
    """Nothing has been sent."""
    reader.arrive(stage, coordinator(stage))
    reader.go(PATH)


@state
def letters_refused(reader: Reader, stage: Stage) -> None:
    """Too long, and with a personal identity number."""
    letters_empty(reader, stage)
    reader.page.fill("#sentence", "Ring 811218-9876")
    reader.page.locator("form:has(#sentence) button").click()


@state
def letters_preview(reader: Reader, stage: Stage) -> None:
    """How many get it, and the letter in both languages."""
    person = coordinator(stage, 30)
    mailing_id = sending(stage, person)
    reader.arrive(stage, person)
    reader.go(f"{PATH}{mailing_id}/")


@state
def letters_preview_of_few(reader: Reader, stage: Stage) -> None:
    """The number is not told."""
    person = coordinator(stage)
    mailing_id = sending(stage, person)
    reader.arrive(stage, person)
    reader.go(f"{PATH}{mailing_id}/")


@state
def letters_preview_of_a_wave(reader: Reader, stage: Stage) -> None:
    """What it would come to today."""
    person = coordinator(stage, 30)
    mailing_id = sending(stage, person, 7)
    reader.arrive(stage, person)
    reader.go(f"{PATH}{mailing_id}/")


@state
def letters_change(reader: Reader, stage: Stage) -> None:
    """A wave is changed."""
    person = coordinator(stage)
    mailing_id = sending(stage, person, 7)
    reader.arrive(stage, person)
    reader.go(f"{PATH}{mailing_id}/change")


@state
def letters_under_way(reader: Reader, stage: Stage) -> None:
    """Some are sent, some wait, some are in doubt."""
    person = coordinator(stage, 30)
    mailing_id = begun(stage, person, State.SENT, State.UNSURE, State.FAILED, State.WITHDRAWN)
    reader.arrive(stage, person)
    reader.go(f"{PATH}{mailing_id}/")


@state
def letters_sent(reader: Reader, stage: Stage) -> None:
    """All that has been sent, in a list."""
    person = coordinator(stage, 30)
    begun(stage, person, *[State.SENT] * 31)
    reader.arrive(stage, person)
    reader.go(PATH)


@state
def letters_waves_empty(reader: Reader, stage: Stage) -> None:
    """No wave is planned."""
    reader.arrive(stage, coordinator(stage))
    reader.go(f"{PATH}waves")


@state
def letters_waves(reader: Reader, stage: Stage) -> None:
    """One is planned, one stopped; and one more is refused, for it has no day."""
    person = coordinator(stage, 30)
    with stage.site.app.app_context():
        for days in (7, 28):
            mailing_id = sending(stage, person, days)
            with transaction():
                mailing = db.session.get_one(Mailing, mailing_id)
                actions.plan(mailing) if days == 7 else actions.stop(mailing)
    reader.arrive(stage, person)
    reader.go(f"{PATH}waves")
    reader.page.locator("form:has(#sentence) button").click()


@state
def letters_unsubscribe(reader: Reader, stage: Stage) -> None:
    """The page with one button."""
    person = stage.person()
    with stage.site.app.app_context():
        token = letters.unsubscribe_token(person.id)
    reader.page.goto(f"{stage.site.address}/letters/unsubscribe/{token}")


@state
def letters_unsubscribed(reader: Reader, stage: Stage) -> None:
    """It has been pressed."""
    letters_unsubscribe(reader, stage)
    reader.page.locator("main form button").click()


@state
def own_letters(reader: Reader, stage: Stage) -> None:
    """What is kept of letters to me."""
    person = coordinator(stage, 25)
    begun(stage, person, *[State.SENT] * 26)
    reader.arrive(stage, person)
    reader.go("/me/letters")


@state
def own_letters_stopped(reader: Reader, stage: Stage) -> None:
    """I want none."""
    somebody(reader, stage)
    reader.go("/me/letters")
    reader.page.locator("main form button").click()


page("own-letters-empty", "/me/letters", done=0)
