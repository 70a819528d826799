"""The doors in, and out."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.database import transaction
from elearning.people import actions as people_actions
from elearning.people import queries as people
from elearning.people.rules import Person, learners
from elearning.signin import actions, queries, rules, session, settings
from elearning.signin.doorkeeping import sends_letters, typed_address
from elearning.signin.email_link import send_link
from elearning.signin.forms import SigninForm
from elearning.web.access import access, public
from elearning.web.limits import limited, network
from elearning.web.request import now
from elearning.web.site import config

bp = Blueprint("signin", __name__)


@bp.get("/signin")
@public
def signin() -> ResponseReturnValue:
    """The doors."""
    if current_user.is_authenticated:
        return redirect(url_for("home.home"))
    return _doors(SigninForm())


@bp.post("/signin")
@public
@sends_letters
def ask() -> ResponseReturnValue:
    """Send a link. The answer is the same whether the address is known or not."""
    form = SigninForm()
    if not form.validate():
        return _doors(form), 422
    person = people.person_by_email(form.address())
    with transaction():
        token = actions.make_link(person.id if person else None, now())
    send_link(person if person and person.is_active else None, token)
    return render_template("signin/sent.html", email=form.address())


@bp.get("/signin/link/<token>")
@public
def link(token: str) -> ResponseReturnValue:
    """A page with one button: mail scanners follow links, but press no buttons."""
    if not queries.is_open(token, now()):
        return _gone()
    return render_template("signin/link.html", token=token)


@bp.post("/signin/link/<token>")
@public
@limited(rules.PER_NETWORK_OPENED, network)
def enter(token: str) -> ResponseReturnValue:
    """Use the link up and sign in."""
    with transaction():
        user_id = actions.use_link(token, now())
    person = people.person(user_id) if user_id else None
    if person is None or not person.is_active:
        return _gone()
    return _welcome(person, keep="keep" in request.form)


@bp.post("/signin/demo")
@public
def demo() -> ResponseReturnValue:
    """Sign in as a person of the demo, without a link. Only where DEMO=1."""
    person = people.person_by_email(typed_address())
    if not config().demo or person is None or not rules.is_demo_address(person.email):
        abort(404)
    return _welcome(person, keep=False)


@bp.post("/signout")
@public
def signout() -> ResponseReturnValue:
    """Sign out on this device."""
    session.end()
    flash(_("You are signed out."))
    return redirect(url_for("home.home"), 303)


@bp.post("/signout/everywhere")
@access(learners)
def signout_everywhere() -> ResponseReturnValue:
    """Sign out on every device."""
    with transaction():
        people_actions.sign_out_everywhere(current_user.id)
    session.end()
    flash(_("You are signed out on every device."))
    return redirect(url_for("home.home"), 303)


def _gone() -> ResponseReturnValue:
    return render_template("signin/invalid.html", again=url_for(".signin")), 410


def _doors(form: SigninForm) -> str:
    return render_template(
        "signin/signin.html",
        form=form,
        errors=form.summary(),
        providers=settings.open_providers(),
        is_for_everyone=bool(config().oidc_issuer),
        may_register=settings.has_domains(),
        demo_people=queries.demo_people() if config().demo else (),
    )


def _welcome(person: Person, *, keep: bool) -> ResponseReturnValue:
    return redirect(session.begin(person, keep=keep), 303)
