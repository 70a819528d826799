"""The door for those whose employer has opened it: a work address, a letter, a unit, a name."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from elearning.database import transaction
from elearning.people import queries as people
from elearning.people.actions import UnitClosed
from elearning.people.rules import Person
from elearning.people.tree import Branch, Level, level, matching, places
from elearning.signin import actions, queries, rules, session, settings
from elearning.signin.doorkeeping import sends_letters
from elearning.signin.email_link import send_link, send_register_link
from elearning.signin.forms import NameForm, SigninForm
from elearning.web.access import public
from elearning.web.addresses import LARGEST_ID
from elearning.web.limits import limited, network
from elearning.web.request import language, now

bp = Blueprint("register", __name__, url_prefix="/signin/register")

SEARCHED = 12  # units; a smaller tree is seen at once
FOUND = 50  # units that a search shows


@bp.get("")
@public
def register() -> ResponseReturnValue:
    """Ask for the letter."""
    return _page(SigninForm())


@bp.post("")
@public
@sends_letters
def ask() -> ResponseReturnValue:
    """Send a letter: to somebody new in a listed domain, or a link to who has an account.

    The answer is the same for everyone.
    """
    form = SigninForm()
    if not form.validate():
        return _page(form), 422
    email = form.address()
    person = people.person_by_email(email)
    holder = settings.domain_holder(rules.domain(email))
    if person is None and holder is not None:
        with transaction():
            token = actions.make_proof(email, now(), organisation_id=holder)
        send_register_link(email, token)
    else:
        with transaction():
            token = actions.make_link(person.id if person else None, now())
        send_link(person if person and person.is_active else None, token)
    return render_template("signin/register_sent.html", email=email)


@bp.get("/<token>")
@public
def place(token: str) -> ResponseReturnValue:
    """Choose the unit, level by level or by a search; then give a name."""
    organisation_id = _organisation(token)
    if organisation_id is None:
        return _gone()
    units = queries.units_to_choose(organisation_id)
    chosen = _level(units)
    if "here" in request.args or not chosen.below:
        return _name_page(token, NameForm(), chosen)
    words = request.args.get("q", "").strip()[:80]
    return render_template(
        "signin/place.html",
        token=token,
        level=chosen,
        words=words,
        found=matching(places(units), words)[:FOUND] if words else (),
        has_search=len(units) > SEARCHED,
    )


@bp.post("/<token>")
@public
@limited(rules.PER_NETWORK_OPENED, network)
def make_account(token: str) -> ResponseReturnValue:
    """Use the link up, make the account and sign in."""
    organisation_id = _organisation(token)
    if organisation_id is None:
        return _gone()
    chosen = _level(queries.units_to_choose(organisation_id))
    form = NameForm()
    if not form.validate():
        return _name_page(token, form, chosen), 422
    person = _new(token, str(form.name.data), chosen.here)
    if person is None:
        return _gone()
    going_to = session.begin(person, keep=form.keep.data)
    flash(_("Welcome! Your account is made."), "success")
    return redirect(going_to, 303)


def _new(token: str, name: str, unit: Branch) -> Person | None:
    """The new person; None if the link, the address or the unit was taken in the meantime."""
    try:
        with transaction():
            proof = actions.use_proof(token, now())
            user_id = proof and actions.make_account(
                proof.email, name, unit.id, now(), language=language(), door="registration"
            )
    except (IntegrityError, UnitClosed):
        return None
    return people.person(user_id) if user_id else None


def _organisation(token: str) -> int | None:
    """Where a link lets somebody make an account."""
    proof = queries.proof(token, now())
    return proof.organisation_id if proof else None


def _level(units: list[Branch]) -> Level:
    """The unit that is asked for, or the whole organisation; 404 for another's."""
    asked = request.values.get("unit", "")
    if asked and not (asked.isdecimal() and len(asked) <= len(str(LARGEST_ID))):
        abort(404)
    return level(units, int(asked) if asked else None) or abort(404)


def _gone() -> ResponseReturnValue:
    return render_template("signin/invalid.html", again=url_for(".register")), 410


def _page(form: SigninForm) -> str:
    return render_template("signin/register.html", form=form, errors=form.summary())


def _name_page(token: str, form: NameForm, chosen: Level) -> str:
    return render_template(
        "signin/register_name.html", token=token, form=form, errors=form.summary(), level=chosen
    )
