"""Merging two accounts of one person: look for the other, read what follows, do it."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.care import merging
from elearning.care.forms import MergeForm
from elearning.care.letters import tell_of_merge
from elearning.care.rules import NoMerge
from elearning.database import transaction
from elearning.people import numbers, staff
from elearning.people.member_page import account_or_404, may_change, may_go
from elearning.people.rules import coordinators
from elearning.people.staff import Account, Search
from elearning.people.viewer import coordinated
from elearning.web.access import access
from elearning.web.forms import FormError
from elearning.web.request import course, now

bp = Blueprint("merging", __name__, url_prefix="/coordinator/people")


@bp.get("/<int:user_id>/merge")
@access(coordinators)
def choose(user_id: int) -> ResponseReturnValue:
    """Look for the other account; at first by the same name."""
    account = account_or_404(coordinated(), user_id)
    words = numbers.masked(request.args.get("q", account.name)[:80])
    found = [
        each
        for left in (False, True)
        for each in staff.members(coordinated(), Search(words, has_left=left), 1)[0]
        if each.id != account.id and words
    ]
    return render_template("care/merge_choose.html", account=account, words=words, found=found)


@bp.get("/<int:user_id>/merge/<int:other_id>")
@access(coordinators)
def confirm(user_id: int, other_id: int) -> ResponseReturnValue:
    """What follows if the other account goes up in this one."""
    return _page(*_accounts(user_id, other_id))


@bp.post("/<int:user_id>/merge/<int:other_id>")
@access(coordinators)
def merge(user_id: int, other_id: int) -> ResponseReturnValue:
    """Let the other account go up in this one."""
    account, other = _accounts(user_id, other_id)
    form = MergeForm((account.email, other.email))
    if not form.validate() or _refusal(account, other):
        return _page(account, other, form.summary()), 422
    try:
        with transaction():
            merging.merge(other, account, form.address(), course(), current_user, now())
    except merging.AlreadyGone:
        abort(404)
    tell_of_merge(account, other, form.address(), current_user)
    flash(_("%(name)s has one account now.", name=account.name), "success")
    return redirect(url_for("people.member", user_id=account.id), 303)


def _accounts(user_id: int, other_id: int) -> tuple[Account, Account]:
    if user_id == other_id:
        abort(404)
    return account_or_404(coordinated(), user_id), account_or_404(coordinated(), other_id)


def _refusal(account: Account, other: Account) -> NoMerge | None:
    reaches = may_change(account) and may_change(other)
    return merging.refusal(other, account, current_user, may_change=reaches, may_go=may_go(other))


def _page(account: Account, other: Account, errors: Sequence[FormError] = ()) -> str:
    return render_template(
        "care/merge.html",
        account=account,
        other=other,
        errors=errors,
        refusal=_refusal(account, other),
        titles={place.id: place.title for place in staff.unit_places(coordinated())},
    )
