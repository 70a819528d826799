"""Sendings of a coordinator: write, look, confirm, follow; and the waves."""

from datetime import date

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.database import transaction
from elearning.nudges import actions, delivery, letters, queries, rules, sendings, starting, wording
from elearning.nudges.forms import MailingForm, WaveForm
from elearning.nudges.models import Mailing
from elearning.nudges.queries import Content
from elearning.nudges.rules import Audience, Kind, Stage
from elearning.nudges.sendings import Sending
from elearning.people import queries as people
from elearning.people import staff
from elearning.people.rules import coordinators
from elearning.people.viewer import coordinated
from elearning.web import jobs
from elearning.web.access import access
from elearning.web.calendar import day_of
from elearning.web.request import LANGUAGES, course, moment, now, spoken

bp = Blueprint("letters", __name__, url_prefix="/coordinator/letters")

_MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@bp.get("/")
@access(coordinators)
def written() -> ResponseReturnValue:
    """Write a sending; and those that have begun."""
    return _sendings_page(MailingForm())


@bp.post("/")
@access(coordinators)
def write() -> ResponseReturnValue:
    """Keep it, to be looked at before anything is sent."""
    form = MailingForm()
    if not _is_accepted(form):
        return _sendings_page(form), 422
    return _drafted(form)


@bp.get("/waves")
@access(coordinators)
def waves() -> ResponseReturnValue:
    """What happens when; and a form for one more."""
    return _waves_page(WaveForm())


@bp.post("/waves")
@access(coordinators)
def write_wave() -> ResponseReturnValue:
    """Keep a wave, to be looked at before it is planned."""
    form = WaveForm()
    if not _is_accepted(form):
        return _waves_page(form), 422
    return _drafted(form)


@bp.get("/<int:mailing_id>/")
@access(coordinators)
def show(mailing_id: int) -> ResponseReturnValue:
    """A sending: what it would come to, or what has become of it."""
    found = _find(mailing_id)
    if found.started_at is None:
        return _preview_page(found)
    return _result_page(found)


@bp.get("/<int:mailing_id>/letter.<language_code>.html")
@access(coordinators)
def letter(mailing_id: int, language_code: str) -> ResponseReturnValue:
    """The letter as a mail program shows it, to nobody in particular."""
    if language_code not in LANGUAGES:
        abort(404)
    words = _words(_find(mailing_id), language_code)
    with spoken(language_code):
        answer = Response(render_template("email/letter.html", words=words))
    answer.headers["Content-Security-Policy"] = _MAIL_POLICY
    return answer


@bp.get("/<int:mailing_id>/change")
@access(coordinators)
def edit(mailing_id: int) -> ResponseReturnValue:
    """The form, as it was written."""
    found = _find(mailing_id)
    form = _form(found)(
        formdata=None,
        unit=found.unit_id,
        audience=found.audience,
        kind=found.kind,
        sentence=found.sentence,
        starts_on=found.starts_on,
    )
    return _change_page(found, form)


@bp.post("/<int:mailing_id>/change")
@access(coordinators)
def change(mailing_id: int) -> ResponseReturnValue:
    """Write it anew; not where it has begun."""
    found = _find(mailing_id)
    form = _form(found)()
    if not _is_accepted(form):
        return _change_page(found, form), 422
    with transaction():
        is_done = actions.change(_taken_over(found), form.wish())
    return _back(found, "" if is_done else _("It had begun already, and is as it was."))


@bp.post("/<int:mailing_id>/confirm")
@access(coordinators)
def confirm(mailing_id: int) -> ResponseReturnValue:
    """Put the letters in the outbox, or plan the wave."""
    found = _find(mailing_id)
    with transaction():
        mailing = _taken_over(found)
        if mailing.starts_on is None:
            starting.start(mailing, current_user)
        else:
            actions.plan(mailing)
    if found.starts_on is not None:
        flash(_("The wave is planned."))
        return redirect(url_for(".waves"), 303)
    jobs.start(delivery.send_soon)
    return _back(found)


@bp.post("/<int:mailing_id>/stop")
@access(coordinators)
def stop(mailing_id: int) -> ResponseReturnValue:
    """Send nothing more of it."""
    found = _find(mailing_id)
    with transaction():
        actions.stop(_taken_over(found))
    return _back(found, _("Stopped. Nothing more of it is sent."))


@bp.post("/<int:mailing_id>/again")
@access(coordinators)
def again(mailing_id: int) -> ResponseReturnValue:
    """Send those letters again that were refused, or of which nothing is known."""
    found = _find(mailing_id)
    if found.stage != Stage.STARTED:
        abort(404)
    with transaction():
        actions.send_again(_taken_over(found), moment())
    jobs.start(delivery.send_soon)
    return _back(found, _("They are tried again."))


def _find(mailing_id: int) -> Sending:
    return sendings.sending(coordinated(), mailing_id) or abort(404)


def _taken_over(found: Sending) -> Mailing:
    """The sending to do something to, locked; the viewer answers for it from here on."""
    mailing = queries.mailing(found.id) or abort(404)
    actions.answer_for(mailing, current_user.id)
    return mailing


def _form(found: Sending) -> type[MailingForm]:
    return MailingForm if found.starts_on is None else WaveForm


def _is_accepted(form: MailingForm) -> bool:
    is_right = form.validate()
    if people.open_unit(coordinated(), form.unit.data) is None:
        form.unit.errors = [_("Choose a unit.")]
    if isinstance(form, WaveForm):
        form.require_day(day_of(now()))
    return is_right and not form.errors


def _drafted(form: MailingForm) -> ResponseReturnValue:
    with transaction():
        mailing_id = actions.draft(form.wish(), current_user.id, now()).id
    return redirect(url_for(".show", mailing_id=mailing_id), 303)


def _back(found: Sending, told: str = "") -> ResponseReturnValue:
    if told:
        flash(told)
    return redirect(url_for(".show", mailing_id=found.id), 303)


def _choices() -> dict[str, list[tuple[object, str]]]:
    """What the form lets one choose from."""
    places = staff.unit_places(coordinated())
    return {
        "unit_choices": [(place.id, place.title) for place in places],
        "audience_choices": [(each.value, wording.audience(each)) for each in Audience],
        "kind_choices": [(each.value, wording.kind(each)) for each in Kind],
    }


def _sendings_page(form: MailingForm) -> str:
    past, tops = sendings.past(coordinated()), people.tops(coordinated())
    return render_template(
        "nudges/letters.html",
        form=form,
        errors=form.summary(),
        past=[(each, wording.line(each, is_whole=_is_whole(each, tops))) for each in past],
        **_choices(),
    )


def _waves_page(form: WaveForm) -> str:
    planned, tops = sendings.waves(coordinated()), people.tops(coordinated())
    return render_template(
        "nudges/waves.html",
        form=form,
        errors=form.summary(),
        waves=[(each, wording.wave(each, is_whole=_is_whole(each, tops))) for each in planned],
        **_choices(),
    )


def _change_page(found: Sending, form: MailingForm) -> str:
    return render_template(
        "nudges/change.html", found=found, form=form, errors=form.summary(), **_choices()
    )


def _preview_page(found: Sending) -> str:
    crowd = queries.crowd(found.unit_id, Audience(found.audience), course().slug, now())
    reach = rules.reach(crowd, Audience(found.audience))
    is_whole = _is_whole(found, people.tops(coordinated()))
    told = rules.figure(reach.letters, reach.judged, found.smallest_shown, is_whole=is_whole)
    return render_template(
        "nudges/preview.html",
        found=found,
        reach=reach,
        goes_to=wording.figure(told),
        is_few=told.is_few,
        without=wording.without(reach, found.smallest_shown, is_whole=is_whole),
        waits_until=rules.opens_at(now()) if rules.is_quiet(now()) else None,
        audience=wording.audience(found.audience),
        kind=wording.kind(found.kind),
        previews=[(code, _words(found, code)) for code in LANGUAGES],
        has_passed=found.starts_on is not None and found.starts_on < _today(),
    )


def _today() -> date:
    return day_of(now())


def _words(found: Sending, language_code: str) -> letters.Words:
    """The letter as somebody without a name would get it; its links are only for show."""
    with spoken(language_code):
        content = Content(
            kind=found.kind,
            sentence=found.sentence,
            organisation=found.organisation,
            actor_email=found.actor_email,
            user_id=0,
            name=_("Name"),
            email="",
            language=language_code,
            message_id="",
            may_have_link=True,
        )
        return letters.written(content, "...", "...")


def _result_page(found: Sending) -> str:
    counts, is_whole = sendings.results(found.id), _is_whole(found, people.tops(coordinated()))
    states = {state for state, _why in counts}
    return render_template(
        "nudges/result.html",
        found=found,
        line=wording.line(found, is_whole=is_whole),
        results=wording.results(found, counts, is_whole=is_whole),
        waits=sendings.may_wait(found, states, now()),
        can_retry=sendings.may_be_in_vain(found, states),
        audience=wording.audience(found.audience),
        kind=wording.kind(found.kind),
    )


def _is_whole(found: Sending, tops: frozenset[int]) -> bool:
    """Whether a sending is for all that the viewer has a duty over, and no part of it."""
    return found.unit_id in tops and found.audience != Audience.MANAGERS
