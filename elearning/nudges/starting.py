"""How a sending begins: its letters go to the outbox, and a line to the log, in one transaction."""

from elearning.database import transaction
from elearning.nudges import actions, queries, rules, sendings, wording
from elearning.nudges.models import Mailing
from elearning.people import actions as people
from elearning.people.rules import Deed, Person, Scope
from elearning.web.calendar import day_of
from elearning.web.request import course, moment


def start_waves() -> None:
    """Begin the planned sendings whose day has come; stop those that nobody answers for."""
    now = moment()
    if rules.is_quiet(now):
        return
    for mailing_id, is_kept in queries.planned(day_of(now)):
        with transaction():
            mailing = queries.mailing(mailing_id)
            if mailing is not None and mailing.stage == rules.Stage.PLANNED:
                start(mailing, None) if is_kept else actions.stop(mailing)


def start(mailing: Mailing, actor: Person | None) -> bool:
    """Put the letters in the outbox, in the caller's transaction. False where that is done."""
    now = moment()
    if not actions.start(mailing, course().slug, now):
        return False
    found = sendings.sending(Scope.over(mailing.unit_id), mailing.id)
    assert found is not None
    people.log(
        mailing.organisation_id,
        actor,
        Deed.LETTERS_SENT,
        found.unit,
        now,
        after=f"{wording.kind(found.kind)}: {wording.figure(wording.letters_of(found))}",
    )
    return True
