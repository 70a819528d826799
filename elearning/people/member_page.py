"""The page of somebody who is employed, as those see it who keep people."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from elearning.people import staff
from elearning.people.forms import PersonForm
from elearning.people.keeping import Details
from elearning.people.rules import Scope, administrators
from elearning.people.staff import Account
from elearning.people.tree import choices
from elearning.people.viewer import administered, coordinated
from elearning.web.forms import FormError


def account_or_404(reach: Scope, user_id: int) -> Account:
    """Somebody within reach."""
    return staff.account(reach, user_id) or abort(404)


def may_change(account: Account) -> bool:
    """Whether the viewer may change who this is: one's own, and those of no wider reach."""
    return account.id == current_user.id or not staff.exceeds(administered(), account.id)


def may_go(account: Account) -> bool:
    """Whether an organisation still has an administrator without this one."""
    return staff.administrators_left(account.organisation_id, account.id)


def page(
    account: Account, form: PersonForm | None = None, errors: tuple[FormError, ...] = ()
) -> str:
    """All that is kept of somebody, and what may be done."""
    form = form or details_form(account)
    every = staff.unit_places(coordinated())
    return render_template(
        "people/member.html",
        account=account,
        form=form,
        errors=(*form.summary(), *errors),
        unit_choices=choices(every),
        titles={place.id: place.title for place in every},
        may_change=may_change(account),
        is_self=account.id == current_user.id,
        administers=administrators(current_user)
        and staff.account(administered(), account.id) is not None,
    )


def details_form(account: Account) -> PersonForm:
    """The form, filled with what is kept."""
    return PersonForm(formdata=None, obj=Details.of(account))


def done(account: Account, text: str) -> ResponseReturnValue:
    """Back to the page, which tells what was done."""
    flash(text)
    return redirect(url_for("people.member", user_id=account.id), 303)
