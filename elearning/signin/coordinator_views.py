"""Printed codes: making, printing and revoking them, within a coordinator's scope."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.database import transaction
from elearning.people import queries as people
from elearning.people import staff
from elearning.people.models import Unit
from elearning.people.rules import coordinators
from elearning.people.viewer import coordinated
from elearning.signin import batches, printing, rules, slips
from elearning.signin.batches import Batch
from elearning.signin.forms import NumberForm, OpenCodesForm, PersonalCodesForm
from elearning.web.access import access
from elearning.web.addresses import page_number
from elearning.web.files import PDF, download
from elearning.web.limits import limited
from elearning.web.request import language, now
from elearning.web.site import config, whole_address

bp = Blueprint("codes", __name__, url_prefix="/coordinator/codes")

_HELD = 10  # batches whose slips a session can still fetch; a cookie is small


@bp.get("/")
@access(coordinators)
def overview() -> ResponseReturnValue:
    """The batches, and where new ones begin."""
    page = page_number()
    found = batches.batches(coordinated(), now(), page)
    return render_template(
        "signin/codes.html",
        batches=found[: batches.PAGE],
        page=page,
        has_more=len(found) > batches.PAGE,
        choices=[(each.id, each.title) for each in staff.unit_places(coordinated())],
        now=now(),
    )


@bp.get("/units")
@access(coordinators)
def choose() -> ResponseReturnValue:
    """From the list of units to the page of one."""
    return redirect(url_for(".unit", unit_id=request.args.get("unit", 0, int)))


@bp.get("/units/<int:unit_id>")
@access(coordinators)
def unit(unit_id: int) -> ResponseReturnValue:
    """What codes a unit may need."""
    return _unit_page(_unit(unit_id), OpenCodesForm(), PersonalCodesForm())


@bp.post("/units/<int:unit_id>/open")
@access(coordinators)
def make_open(unit_id: int) -> ResponseReturnValue:
    """Make codes for whoever gets a slip."""
    place, form = _unit(unit_id), OpenCodesForm()
    if not form.validate():
        return _unit_page(place, form, PersonalCodesForm(formdata=None)), 422
    with transaction():
        batch_id, seed = printing.make_open_codes(
            place.id, form.number.data or 0, form.days.data or 0, _key(), now()
        )
        printing.note_made(_batch(batch_id), (), current_user, now())
    return _hold(batch_id, seed)


@bp.post("/units/<int:unit_id>/personal")
@access(coordinators)
def make_personal(unit_id: int) -> ResponseReturnValue:
    """Make a code for each of some people."""
    place, form = _unit(unit_id), PersonalCodesForm()
    chosen = [
        each
        for each in batches.recipients(coordinated(), place.id, now())
        if str(each.id) in (form.people.data or ())
    ]
    if form.validate() and not chosen:
        form.people.errors = [_("Choose at least one person.")]
    if form.errors:
        return _unit_page(place, OpenCodesForm(formdata=None), form), 422
    with transaction():
        batch_id, seed = printing.make_personal_codes(
            place.id, chosen, form.personal_days.data or 0, _key(), now()
        )
        printing.note_made(_batch(batch_id), chosen, current_user, now())
    return _hold(batch_id, seed)


@bp.get("/<int:batch_id>")
@access(coordinators)
def batch(batch_id: int) -> ResponseReturnValue:
    """How many are used, the slips while they can be fetched, and revoking."""
    return _batch_page(_batch(batch_id), NumberForm())


@bp.get("/<int:batch_id>/slips.pdf")
@access(coordinators)
@limited("20 per minute", lambda: str(current_user.id))  # two hundred slips take more than a second
def slips_pdf(batch_id: int) -> ResponseReturnValue:
    """The slips to print. Only who has made them can fetch them, and not for long."""
    found, seed = _batch(batch_id), _seed(batch_id)
    if seed is None:
        return _batch_page(found, NumberForm(formdata=None)), 410
    printable = slips.printable(batches.slips(coordinated(), batch_id, now()), seed, _key())
    door = whole_address("code.code")
    page = slips.pdf(found, printable, door, config().site_name, language())
    name = _("slips")  # and nobody's name
    return download(page, f"{name}-{batch_id}.pdf", PDF)


@bp.post("/<int:batch_id>/revoke")
@access(coordinators)
def revoke(batch_id: int) -> ResponseReturnValue:
    """Make one slip useless. The answer does not tell whether somebody had used it."""
    found, form = _batch(batch_id), NumberForm()
    if not form.validate() or (form.number.data or 0) > found.made:
        form.number.errors = form.number.errors or [_("There is no slip with that number.")]
        return _batch_page(found, form), 422
    with transaction():
        printing.revoke(found, form.number.data, current_user, now())
    flash(_("Slip no. %(number)s no longer works.", number=form.number.data), "success")
    return redirect(url_for(".batch", batch_id=batch_id), 303)


@bp.post("/<int:batch_id>/revoke-all")
@access(coordinators)
def revoke_all(batch_id: int) -> ResponseReturnValue:
    """Make every slip of a batch useless."""
    found = _batch(batch_id)
    with transaction():
        printing.revoke(found, None, current_user, now())
    flash(_("None of these slips works any more."), "success")
    return redirect(url_for(".batch", batch_id=batch_id), 303)


def _unit(unit_id: int) -> Unit:
    """An open unit within the scope, or 404."""
    return people.open_unit(coordinated(), unit_id) or abort(404)


def _batch(batch_id: int) -> Batch:
    """A batch within the scope, or 404."""
    return batches.batch(coordinated(), batch_id, now()) or abort(404)


def _key() -> str:
    return config().secret_key


def _hold(batch_id: int, seed: bytes) -> ResponseReturnValue:
    """Let this browser, and nobody else, fetch the slips for a while."""
    held = {**_fresh(), str(batch_id): [urlsafe_b64encode(seed).decode(), now().timestamp()]}
    session["slips"] = dict(list(held.items())[-_HELD:])
    return redirect(url_for(".batch", batch_id=batch_id), 303)


def _fresh() -> dict[str, list[str | float]]:
    """The secrets that this session still holds."""
    held: dict[str, list[str | float]] = session.get("slips", {})
    return {
        key: [seed, since]
        for key, (seed, since) in held.items()
        if rules.is_held(float(since), now(), rules.SLIPS_KEPT)
    }


def _seed(batch_id: int) -> bytes | None:
    """The secret of a batch's codes, for who has made it a short while ago."""
    found = _fresh().get(str(batch_id))
    return urlsafe_b64decode(str(found[0])) if found else None


def _unit_page(place: Unit, open_form: OpenCodesForm, personal: PersonalCodesForm) -> str:
    return render_template(
        "signin/codes_unit.html",
        unit=place,
        recipients=batches.recipients(coordinated(), place.id, now()),
        most=rules.MOST_SLIPS,
        open_form=open_form,
        personal=personal,
        errors=open_form.summary() + personal.summary(),
    )


def _batch_page(found: Batch, form: NumberForm) -> str:
    fresh = _fresh().get(str(found.id))
    return render_template(
        "signin/codes_batch.html",
        batch=found,
        now=now(),
        form=form,
        errors=form.summary(),
        until=now() if fresh is None else rules.held_until(float(fresh[1]), rules.SLIPS_KEPT),
        can_fetch=fresh is not None and found.unused > 0,
        slips=batches.slips(coordinated(), found.id, now()) if found.is_personal else (),
    )
