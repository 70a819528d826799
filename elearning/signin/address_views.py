"""Adding an address to one's own account, for those who came by a code."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from elearning.database import transaction
from elearning.people import queries as people
from elearning.people.rules import Person
from elearning.signin import actions, queries, rules, session, settings
from elearning.signin.doorkeeping import sends_letters
from elearning.signin.email_link import send_address_link
from elearning.signin.forms import SigninForm
from elearning.signin.queries import Proof
from elearning.web.access import access, public
from elearning.web.limits import limited, network
from elearning.web.request import now

bp = Blueprint("own_address", __name__, url_prefix="/signin/address")


@bp.get("")
@access(rules.lacks_address)
def address() -> ResponseReturnValue:
    """Where the address is written."""
    return _page(SigninForm())


@bp.post("")
@access(rules.lacks_address)
@sends_letters
def ask() -> ResponseReturnValue:
    """Send a letter to prove it. The answer is the same if the address is somebody's already."""
    form = SigninForm()
    domains = settings.domains(current_user.organisation_id)
    if form.validate() and not rules.may_use_address(form.address(), domains):
        form.email.errors = [
            _("Write your address at work: it ends in %(ends)s.", ends=_ends(domains))
        ]
    if form.errors:
        return _page(form), 422
    with transaction():
        token = actions.make_proof(form.address(), now(), user_id=current_user.id)
    taken = people.person_by_email(form.address()) is not None
    send_address_link("" if taken else form.address(), token)
    return render_template("signin/address_sent.html", email=form.address())


@bp.get("/<token>")
@public
def prove(token: str) -> ResponseReturnValue:
    """A page with one button, as for a sign-in link; it may be opened on another device."""
    proof, person = _whose(token)
    if proof is None or person is None:
        return _gone()
    return render_template(
        "signin/address_prove.html", token=token, email=proof.email, name=person.name
    )


@bp.post("/<token>")
@public
@limited(rules.PER_NETWORK_OPENED, network)
def add(token: str) -> ResponseReturnValue:
    """Add the address and sign in."""
    proof, person = _whose(token)
    if proof is None or person is None or not _added(token, person, proof.email):
        return _gone()
    session.begin(person, keep=False)
    flash(_("From now on you can sign in with %(email)s.", email=proof.email), "success")
    return redirect(url_for("home.home"), 303)


def _whose(token: str) -> tuple[Proof | None, Person | None]:
    """What a link proves, and for whom."""
    proof = queries.proof(token, now())
    return proof, people.person(proof.user_id) if proof and proof.user_id else None


def _added(token: str, person: Person, email: str) -> bool:
    """Whether the link was still good, and the address nobody's."""
    try:
        with transaction():
            good = actions.use_proof(token, now())
            return bool(good) and actions.add_address(person.id, email, now())
    except IntegrityError:  # somebody else got the address at the same moment
        return False


def _gone() -> ResponseReturnValue:
    return render_template("signin/invalid.html", again=url_for("signin.signin")), 410


def _ends(domains: list[str]) -> str:
    return ", ".join(f"@{each}" for each in domains)


def _page(form: SigninForm) -> str:
    return render_template("signin/address.html", form=form, errors=form.summary())
