"""The door for those with a printed code: sign in, or make an account where a slip was found."""

from contextlib import suppress
from typing import Any

from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.database import transaction
from elearning.people import queries as people
from elearning.people.actions import UnitClosed
from elearning.people.rules import Person
from elearning.signin import actions, codes, queries, rules
from elearning.signin import session as signin_session
from elearning.signin.doorkeeping import note_wrong_code, refuse_guessers
from elearning.signin.forms import CodeForm, NameForm
from elearning.signin.queries import OpenSlip
from elearning.web.access import public
from elearning.web.limits import limited, network
from elearning.web.request import language, now
from elearning.web.site import config

bp = Blueprint("code", __name__, url_prefix="/signin/code")


@bp.get("")
@public
def code() -> ResponseReturnValue:
    """Where a code is typed; the drawing on a slip leads here and fills it in."""
    given = request.args.get("code", "")[:40]
    meant = codes.mended(given)
    return _page(CodeForm(formdata=None, code=codes.grouped(meant) if meant else given))


@bp.post("")
@public
@limited(rules.PER_NETWORK, network)
def enter() -> ResponseReturnValue:
    """Sign in with a personal code, or keep an open one until its finder has given a name.

    A code that is wrong, used or too old gets the same answer.
    """
    form = CodeForm()
    if not form.validate():
        return _page(form), 422
    refuse_guessers()
    hashed = _hash(form.mended())
    with transaction():
        user_id = actions.use_personal_code(hashed, now())
    person = people.person(user_id) if user_id else None
    if person:
        return redirect(signin_session.begin(person, keep=form.keep.data), 303)
    if queries.open_slip(hashed, now()):
        held = {"code": form.mended(), "keep": form.keep.data, "since": now().timestamp()}
        session["slip"] = held
        return redirect(url_for(".account"), 303)
    return _refused(form)


@bp.get("/account")
@public
def account() -> ResponseReturnValue:
    """The finder of an open slip gives a name."""
    slip = _found(session.get("slip"))
    return _name_page(NameForm(), slip) if slip else redirect(url_for(".code"))


@bp.post("/account")
@public
@limited(rules.PER_NETWORK, network)
def make_account() -> ResponseReturnValue:
    """Use the slip up, make the account and sign in."""
    held = session.get("slip")
    slip = _found(held)
    if held is None or slip is None:
        return redirect(url_for(".code"), 303)
    form = NameForm()
    if not form.validate():
        return _name_page(form, slip), 422
    person = _new(slip, held["code"], str(form.name.data))
    if person is None:
        return redirect(url_for(".code"), 303)
    going_to = signin_session.begin(person, keep=held["keep"])
    flash(
        _(
            "Welcome! Your slip is used up now. Add your e-mail address at work on My page, "
            "or ask for a new slip, to come back on another device."
        ),
        "success",
    )
    return redirect(going_to, 303)


def _new(slip: OpenSlip, code: str, name: str) -> Person | None:
    """The new person; None if the slip was used, or its unit closed, in the meantime."""
    user_id, at = None, now()
    with suppress(UnitClosed), transaction():
        if actions.use_open_code(_hash(code), at):
            user_id = actions.make_account(
                None, name, slip.unit_id, at, language=language(), door="slip"
            )
    return people.person(user_id) if user_id else None


def _found(held: dict[str, Any] | None) -> OpenSlip | None:
    """The open slip that this visitor has typed the code of, if it can still be used."""
    if not held or not rules.is_held(held["since"], now(), rules.OPEN_SLIP_HELD):
        return None
    return queries.open_slip(_hash(held["code"]), now())


def _hash(meant: str) -> str:
    return codes.code_hash(meant, config().secret_key)


def _refused(form: CodeForm) -> ResponseReturnValue:
    note_wrong_code()
    form.code.errors = [_("That code does not work. It may be mistyped, used already, or too old.")]
    return _page(form), 422


def _page(form: CodeForm) -> str:
    return render_template("signin/code.html", form=form, errors=form.summary())


def _name_page(form: NameForm, slip: OpenSlip) -> str:
    return render_template("signin/account.html", form=form, errors=form.summary(), slip=slip)
