"""The monthly report by letter. Noted before it is posted, a letter is never sent twice."""

from datetime import date

from flask_babel import gettext as _

from elearning.dashboards import orders, queries, report, wording
from elearning.dashboards.board import Board
from elearning.dashboards.orders import Due
from elearning.database import transaction
from elearning.people import queries as people
from elearning.people.rules import MAY_FOLLOW, Person, followers, scope
from elearning.web.calendar import day_of
from elearning.web.mail import Letter, post
from elearning.web.request import course, moment, now, spoken
from elearning.web.site import whole_address


def send_reports() -> None:
    """Send the letters that are due today; those who no longer follow the unit get none."""
    today = day_of(moment())
    for letter in orders.due(today):
        with spoken(letter.language):
            _send(letter, today)


def _send(letter: Due, today: date) -> None:
    person = people.person(letter.user_id)
    seen = _board(person, letter.unit_id) if person else None
    if person is None or seen is None:
        with transaction():
            orders.cancel(letter.user_id, letter.unit_id)
        return
    with transaction():
        is_ours = orders.note_sent(letter, today)
    if is_ours:
        post(_letter(person, seen))


def _board(person: Person, unit_id: int) -> Board | None:
    if not followers(person) or not person.email:
        return None
    return queries.unit_board(scope(person, MAY_FOLLOW), unit_id, course(), now())


def _letter(person: Person, seen: Board) -> Letter:
    page = whole_address("dashboards.unit_report", unit_id=seen.head.unit_id)
    step = wording.step(seen)
    parts = (
        _("Monthly report, %(month)s", month=report.month(seen.today)) + f": {seen.head.name}",
        wording.summary(seen) or _("The group is too small for figures of its own."),
        " ".join(filter(None, (wording.lead(seen), *wording.goal(seen)))),
        *(f"{each.heading}. {each.text}" for each in wording.notices(seen)),
        _("Next step: %(heading)s. %(text)s", heading=step.heading, text=step.text) if step else "",
        _("The whole report, with questions to talk about: %(address)s", address=page),
        _("You get this once a month. The page of the report has the button that ends it."),
    )
    subject = str(_("Monthly report, %(month)s", month=report.month(seen.today)))
    return Letter(person.email, subject, "\n\n".join(filter(None, map(str, parts))) + "\n")
