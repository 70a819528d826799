"""For those who get letters: what is kept of them, and how to end them."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.database import transaction
from elearning.nudges import actions, letters, queries
from elearning.people.rules import learners
from elearning.web.access import access, public
from elearning.web.request import now

bp = Blueprint("reminders", __name__)


@bp.get("/letters/unsubscribe/<token>")
@public
def unsubscribe(token: str) -> ResponseReturnValue:
    """A page with one button: mail scanners follow links, but press no buttons."""
    if letters.unsubscriber(token) is None:
        abort(404)
    return render_template("nudges/unsubscribe.html", token=token, is_done=False)


@bp.post("/letters/unsubscribe/<token>")
@public
def unsubscribe_now(token: str) -> ResponseReturnValue:
    """Send this reader no reminders. The token is proof enough: mail programs post here too."""
    user_id = letters.unsubscriber(token) or abort(404)
    with transaction():
        actions.unsubscribe(user_id, now())
    return render_template("nudges/unsubscribe.html", token=token, is_done=True)


@bp.get("/me/letters")
@access(learners)
def own() -> ResponseReturnValue:
    """My letters, and whether I want any."""
    return render_template(
        "nudges/own.html",
        letters=queries.own_letters(current_user.id),
        wants=queries.wants_reminders(current_user.id),
    )


@bp.post("/me/letters/stop")
@access(learners)
def stop_mine() -> ResponseReturnValue:
    """I want no reminders."""
    with transaction():
        actions.unsubscribe(current_user.id, now())
    flash(_("You get no more reminders."))
    return redirect(url_for(".own"), 303)


@bp.post("/me/letters/start")
@access(learners)
def start_mine() -> ResponseReturnValue:
    """I want reminders again."""
    with transaction():
        actions.subscribe(current_user.id)
    flash(_("You get reminders again."))
    return redirect(url_for(".own"), 303)
